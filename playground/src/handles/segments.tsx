import { useRef } from 'preact/hooks';
import { shortName } from '../fields/schedule-picker.js';
import { drawn, placeOf, range } from '../plot/drawing.js';
import { formatStep } from '../plot/format.js';
import { boundariesIn, type Parts, partsIn, schedulesIn, withBoundary } from '../state/parts.js';
import { isNamed } from '../state/spec.js';
import { changeCurve, clock, history, isMoving, selected } from '../state/store.js';
import { GRAIN, timeAt } from './snap.js';

/** The parts of a sequence along the axis of the steps, with the boundaries between them to move. */
export function Segments() {
  const built = selected.value;
  const parts = built?.schedule && !built.error && built.curve.isVisible ? partsIn(built.curve.spec) : null;
  if (!built || !parts) return null;
  const { clock: run } = clock.value;
  const times = boundariesIn(parts);
  const ends = times.map((time) => run.steps(time));
  const edges = [0, ...ends, Math.max(run.totalSteps ?? 0, ends.at(-1) ?? 0)];
  const within = (step: number) => Math.min(Math.max(placeOf(step), 0), 1);
  return (
    <div class="segments">
      {schedulesIn(parts).map((part, i) => {
        const [from, to] = [within(edges[i] as number), within(edges[i + 1] as number)];
        const name = shortName(isNamed(part) ? part.type : 'Constant');
        return (
          <div
            key={`part ${i}`}
            class="segment"
            title={name}
            style={{ left: `${from * 100}%`, width: `${(to - from) * 100}%` }}
          >
            <span>{name}</span>
          </div>
        );
      })}
      {ends.map((step, i) => {
        const place = placeOf(step);
        if (!(place >= 0 && place <= 1)) return null;
        return (
          <Boundary
            key={`boundary ${i}`}
            parts={parts}
            index={i}
            step={step}
            place={place}
            edges={edges}
            slot={built.curve.slot}
          />
        );
      })}
    </div>
  );
}

interface BoundaryProps {
  readonly parts: Parts;
  readonly index: number;
  readonly step: number;
  readonly place: number;
  readonly edges: readonly number[];
  readonly slot: number;
}

function Boundary({ parts, index, step, place, edges, slot }: BoundaryProps) {
  const held = useRef<{ parts: Parts; x: number; step: number } | null>(null);
  const [lowest, highest] = [(edges[index] as number) + 1, (edges[index + 2] as number) - 1];
  const move = (from: Parts, to: number, grain: number) => {
    const { clock: run } = clock.peek();
    const like = boundariesIn(from)[index] ?? 0;
    const time = timeAt(Math.min(Math.max(to, lowest), highest), grain, like, run);
    const steps = run.steps(time);
    if (steps < lowest || steps > highest) return;
    changeCurve(slot, { spec: withBoundary(from, index, time, run) }, `boundary ${slot} ${index}`);
  };
  const stepsIn = (pixels: number) => {
    const { from, to } = range.peek();
    return (pixels * (to - from)) / (drawn.peek()?.area.width ?? 1);
  };
  const end = () => {
    if (held.current) {
      isMoving.value = false;
      history.settle();
    }
    held.current = null;
  };
  return (
    <div
      class="boundary"
      role="slider"
      tabIndex={0}
      aria-label={`Boundary ${index + 1}`}
      aria-valuemin={lowest}
      aria-valuemax={highest}
      aria-valuenow={step}
      aria-valuetext={`step ${formatStep(step)}`}
      style={{ left: `${place * 100}%` }}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.stopPropagation();
        event.currentTarget.setPointerCapture(event.pointerId);
        held.current = { parts, x: event.clientX, step };
        isMoving.value = true;
      }}
      onPointerMove={(event) => {
        const from = held.current;
        if (!from) return;
        event.stopPropagation();
        move(from.parts, from.step + stepsIn(event.clientX - from.x), stepsIn(GRAIN));
      }}
      onPointerUp={end}
      onPointerCancel={end}
      onKeyDown={(event) => {
        const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
        if (way === undefined) return;
        event.preventDefault();
        event.stopPropagation();
        const stride = Math.max(1, stepsIn(event.shiftKey ? 10 * GRAIN : GRAIN));
        move(parts, step + way * 1.5 * stride, stride);
        history.settle();
      }}
    />
  );
}
