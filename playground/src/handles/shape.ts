import { computed, effect, signal } from '@preact/signals';
import type { TrainingClock } from 'lr-schedules';
import { type ScheduleSpec, type SpecShape, scheduleFrom, shapeOf } from 'lr-schedules/recipe';
import { changeCurve, clock, history, isMoving, selected } from '../state/store.js';

/** The shape of the curve while one of its handles is dragged. */
const dragged = signal<SpecShape | null>(null);

/** So many milliseconds after a change its curve is looked at: no key that is typed waits for that. */
const REST = 150;

const resting = signal<SpecShape | null>(null);
let timer: ReturnType<typeof setTimeout>;
effect(() => {
  const built = selected.value;
  const { clock: run } = clock.value;
  clearTimeout(timer);
  // While another control is dragged there are no handles; while one of these is, it knows its shape itself.
  if (dragged.peek()) return;
  if (resting.peek()?.spec !== built?.curve.spec) resting.value = null;
  if (!built || built.error || !built.curve.isVisible || isMoving.value) return;
  timer = setTimeout(() => {
    resting.value = found(built.curve.spec, run);
  }, REST);
});

function found(spec: ScheduleSpec, run: TrainingClock): SpecShape | null {
  try {
    return shapeOf(spec, { clock: run });
  } catch {
    return null;
  }
}

/** What the selected curve is made of; null if it is of no family, or is not drawn. */
export const shape = computed(() => dragged.value ?? resting.value);

/** Takes another shape for the selected curve, if that can be; all until `drop` are one entry to undo. */
export function drag(next: SpecShape): void {
  const slot = selected.peek()?.curve.slot;
  if (slot === undefined) return;
  try {
    scheduleFrom(next.spec, { clock: clock.peek().clock });
  } catch {
    // A warmup longer than the run, and its like: the handle stays where it was.
    return;
  }
  isMoving.value = true;
  dragged.value = next;
  changeCurve(slot, { spec: next.spec }, `handle ${slot}`);
}

export function drop(): void {
  resting.value = dragged.peek();
  dragged.value = null;
  isMoving.value = false;
  history.settle();
}
