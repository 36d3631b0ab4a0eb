import { effect, type ReadonlySignal, signal } from '@preact/signals';
import { trainingClock } from 'lr-schedules';
import { useEffect, useRef } from 'preact/hooks';
import { extentOf, rateAxis, stepAxis } from '../plot/axes.js';
import { Chart, type Line, type Size } from '../plot/chart.js';

interface TrainChartProps {
  readonly title: string;
  readonly updates: number;
  readonly lines: ReadonlySignal<readonly Line[]>;
}

/** Something that changes as networks learn, drawn once a frame. */
export function TrainChart({ title, updates, lines }: TrainChartProps) {
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = root.current;
    if (!element) return;
    const chart = new Chart(element);
    const size = signal<Size | null>(null);
    let frame = 0;
    const stop = effect(() => {
      const [now, room] = [lines.value, size.value];
      cancelAnimationFrame(frame);
      if (!room) return;
      frame = requestAnimationFrame(() => {
        const clock = trainingClock({ totalSteps: updates });
        const extent = extentOf(
          now.map(({ y }) => y),
          false,
        );
        const x = stepAxis({ from: 0, to: updates }, 'st', clock, room.width);
        chart.draw({ lines: now, x, y: rateAxis(extent, false, room.height), end: null }, room);
      });
    });
    const observer = new ResizeObserver(() => {
      const { clientWidth: width, clientHeight: height } = element;
      size.value = width > 0 && height > 0 ? { width, height } : null;
    });
    observer.observe(element);
    return () => {
      stop();
      observer.disconnect();
      cancelAnimationFrame(frame);
      chart.destroy();
    };
  }, [lines, updates]);
  return (
    <figure class="train-chart">
      <figcaption>{title}</figcaption>
      <div class="canvas" ref={root} aria-hidden="true" />
    </figure>
  );
}
