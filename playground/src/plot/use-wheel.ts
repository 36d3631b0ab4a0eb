import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import { look, totalSteps } from '../state/store.js';
import { range, stepAt } from './drawing.js';
import { panned, zoomed } from './zoom.js';

/** What a pixel of a wheel zooms by, and what two fingers do, whose way is shorter. */
const WHEEL = 1.0015;
const PINCH = 1.01;

/** Whether the page has the size of the window, and only its parts scroll. */
const isPageFixed = matchMedia('(min-width: 900px)');

/** The wheel zooms around the pointer and, with Shift or across, moves along. */
export function useWheel(root: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = root.current;
    const onWheel = (event: WheelEvent) => {
      // Where the page scrolls, the wheel is for that.
      if (!element || (!event.ctrlKey && !isPageFixed.matches)) return;
      event.preventDefault();
      const { left, width } = element.getBoundingClientRect();
      const isAcross = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
      const now = range.peek();
      const next = isAcross
        ? panned(now, (event.deltaX || event.deltaY) / width, totalSteps.peek())
        : zoomed(
            now,
            (event.ctrlKey ? PINCH : WHEEL) ** event.deltaY,
            stepAt((event.clientX - left) / width),
            totalSteps.peek(),
          );
      look({ range: next });
    };
    // An attribute of the element could not keep the page from scrolling.
    element?.addEventListener('wheel', onWheel, { passive: false });
    return () => element?.removeEventListener('wheel', onWheel);
  }, [root]);
}
