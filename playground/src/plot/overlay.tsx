import { useRef, useState } from 'preact/hooks';
import { clock, cursor, look, shown, totalSteps } from '../state/store.js';
import { CursorMarks } from './cursor-marks.js';
import { drawn, range, stepAt } from './drawing.js';
import { rateAt, stepInWords } from './format.js';
import { onKeyDown } from './keys.js';
import { useWheel } from './use-wheel.js';
import { fitted } from './zoom.js';

/** Pixels that a pointer has to move for a drag. */
const DRAG = 5;

/** Where a drag began and where it is, as parts of the plot's width. */
interface Drag {
  readonly start: number;
  readonly now: number;
}

/** What lies above the curves: the cursor, and all that pointers and keys do in the plot. */
export function Overlay() {
  const root = useRef<HTMLDivElement>(null);
  const [drag, setDrag] = useState<Drag | null>(null);
  useWheel(root);

  const width = drawn.value?.area.width ?? 0;
  const { from, to } = range.value;
  const step = cursor.value ?? from;
  const partAt = ({ clientX, currentTarget }: { clientX: number; currentTarget: HTMLElement }) => {
    const box = currentTarget.getBoundingClientRect();
    return Math.min(Math.max((clientX - box.left) / box.width, 0), 1);
  };
  const isWide = drag !== null && Math.abs(drag.now - drag.start) * width >= DRAG;
  const [first, last] = drag ? [Math.min(drag.start, drag.now), Math.max(drag.start, drag.now)] : [0, 0];

  return (
    <div
      ref={root}
      class="overlay"
      role="slider"
      tabIndex={0}
      aria-label="Rates at a step. The arrow keys move the step, plus and minus zoom, 0 shows the whole run, Page Up and Page Down move along."
      aria-valuemin={from}
      aria-valuemax={to - 1}
      aria-valuenow={step}
      aria-valuetext={describe(step)}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        const part = partAt(event);
        cursor.value = stepAt(part);
        // A finger reads off; it would zoom where it only means to look.
        if (event.pointerType !== 'touch' && event.button === 0) setDrag({ start: part, now: part });
      }}
      onPointerMove={(event) => {
        const part = partAt(event);
        cursor.value = stepAt(part);
        if (drag) setDrag({ ...drag, now: part });
      }}
      onPointerUp={() => {
        setDrag(null);
        const length = to - from;
        if (isWide)
          look({ range: fitted({ from: from + first * length, to: from + last * length }, totalSteps.peek()) });
      }}
      onPointerCancel={() => setDrag(null)}
      onPointerLeave={({ currentTarget, pointerType }) => {
        if (pointerType === 'mouse' && document.activeElement !== currentTarget) cursor.value = null;
      }}
      onDblClick={() => look({ range: null })}
    >
      <CursorMarks />
      {isWide && <div class="selection" style={{ left: `${first * 100}%`, width: `${(last - first) * 100}%` }} />}
    </div>
  );
}

const describe = (step: number) =>
  [
    stepInWords(step, clock.value.clock),
    ...shown.value.map(({ curve, schedule }) => `${curve.name} ${rateAt(schedule, step)}`),
  ].join(', ');
