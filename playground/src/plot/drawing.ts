import { computed, effect, signal } from '@preact/signals';
import { logs } from '../state/logs.js';
import { clock, cursor, isMoving, selected, shown, totalSteps, unit, view } from '../state/store.js';
import { isDark } from '../state/theme.js';
import { type Area, type AxisTicks, Chart, type Size } from './chart.js';
import { isExact, pointsOf } from './sampling.js';
import { columnsOf, type Plotted, sceneOf } from './scene.js';
import { fitted } from './zoom.js';

/** How large the plot may be; null before it is known. */
const size = signal<Size | null>(null);
interface Drawn {
  /** Where in the plot the curves are. */
  readonly area: Area;
  readonly y: AxisTicks;
  /** Whether there are curves, but nothing of them can be seen. */
  readonly isBlank: boolean;
}

/** What is drawn; null before that. */
export const drawn = signal<Drawn | null>(null);

/** The steps that are looked at. */
export const range = computed(() => {
  const whole = { from: 0, to: totalSteps.value };
  return (view.value.range && fitted(view.value.range, totalSteps.value)) ?? whole;
});

/** Milliseconds without a change after which curves are drawn more exactly. */
const REST = 120;

const plotted = computed<Plotted | null>(() =>
  size.value === null
    ? null
    : {
        curves: shown.value,
        selected: selected.value?.curve.slot,
        range: range.value,
        end: totalSteps.value,
        clock: clock.value.clock,
        unit: unit.value,
        log: view.value.log,
        isDark: isDark.value,
        size: size.value,
        isMoving: true,
        logs: logs.value,
      },
);

/** Keeps the curves drawn in an element: at once in each frame that something has changed in, then more exactly. */
export function keepDrawn(root: HTMLElement): () => void {
  const chart = new Chart(root);
  let frame = 0;
  let timer: ReturnType<typeof setTimeout>;

  function draw(isMoving: boolean): void {
    const now = plotted.peek();
    if (!now) return;
    const scene = sceneOf({ ...now, isMoving });
    drawn.value = { area: chart.draw(scene, now.size), y: scene.y, isBlank: scene.isBlank };
  }

  /** One curve at a time, so that a click between two is not kept waiting. */
  function refine(): void {
    const now = plotted.peek();
    if (!now || isMoving.peek()) return;
    const next = now.curves.find(({ schedule }) => schedule && !isExact(schedule));
    if (next?.schedule) {
      pointsOf(next.schedule, now.range, columnsOf(now.size), false);
      timer = setTimeout(refine);
    } else draw(false);
  }

  const stop = effect(() => {
    if (!plotted.value) return;
    const isStill = !isMoving.value;
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    frame = requestAnimationFrame(() => draw(true));
    if (isStill) timer = setTimeout(refine, REST);
  });
  const observer = new ResizeObserver(() => {
    const { clientWidth, clientHeight } = root;
    size.value = clientWidth > 0 && clientHeight > 0 ? { width: clientWidth, height: clientHeight } : null;
  });
  observer.observe(root);
  // The numbers on the axes are drawn anew once their font is there.
  document.fonts.ready.then(() => draw(true));

  return () => {
    stop();
    observer.disconnect();
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    chart.destroy();
  };
}

/** The step at a place across the plot, from 0 to 1. */
export function stepAt(part: number): number {
  const { from, to } = range.peek();
  return Math.round(Math.min(Math.max(from + part * (to - from), from), to - 1));
}

export const placeOf = (step: number) => (step - range.value.from) / (range.value.to - range.value.from);

/** Reads the rates off at a step, which comes into view if it is not. */
export function goTo(step: number): void {
  const { from, to } = range.peek();
  const length = to - from;
  if (step < from || step >= to) {
    const around = { from: step - length / 2, to: step + length / 2 };
    view.value = { ...view.peek(), range: fitted(around, totalSteps.peek()) };
  }
  cursor.value = step;
}
