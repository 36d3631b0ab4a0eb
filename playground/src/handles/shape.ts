import { computed, signal } from '@preact/signals';
import { type SpecShape, scheduleFrom, shapeOf } from 'lr-schedules/recipe';
import { changeCurve, clock, history, isMoving, selected } from '../state/store.js';

/** The shape of the curve while one of its handles is dragged. */
const dragged = signal<SpecShape | null>(null);

const resting = computed<SpecShape | null>(() => {
  const built = selected.value;
  // Another control is being dragged: its curve may be looked at once it rests.
  if (!built || built.error || !built.curve.isVisible || isMoving.value) return null;
  try {
    return shapeOf(built.curve.spec, { clock: clock.value.clock });
  } catch {
    return null;
  }
});

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
  dragged.value = null;
  isMoving.value = false;
  history.settle();
}
