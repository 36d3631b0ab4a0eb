import { cursor, look, totalSteps } from '../state/store.js';
import { drawn, range } from './drawing.js';
import { panned, zoomed } from './zoom.js';

export const ZOOM = 1.5;

/** Zooms by a factor, around the cursor if there is one. */
export function zoomBy(factor: number): void {
  const { from, to } = range.peek();
  look({ range: zoomed({ from, to }, factor, cursor.peek() ?? (from + to) / 2, totalSteps.peek()) });
}

/** What the keys do in the plot. */
export function onKeyDown(event: KeyboardEvent): void {
  const { from, to } = range.peek();
  const now = cursor.peek() ?? from;
  const column = Math.max(1, Math.round((to - from) / (drawn.peek()?.area.width ?? 1000)));
  const stride = event.shiftKey ? 10 * column : column;
  const move = (step: number) => {
    cursor.value = Math.min(Math.max(step, from), to - 1);
  };
  const pan = (by: number) => look({ range: panned({ from, to }, by, totalSteps.peek()) });
  const actions: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => move(now - stride),
    ArrowRight: () => move(now + stride),
    Home: () => move(from),
    End: () => move(to - 1),
    PageUp: () => pan(-0.5),
    PageDown: () => pan(0.5),
    '+': () => zoomBy(1 / ZOOM),
    '=': () => zoomBy(1 / ZOOM),
    '-': () => zoomBy(ZOOM),
    '0': () => look({ range: null }),
  };
  const act = actions[event.key];
  if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  act();
}
