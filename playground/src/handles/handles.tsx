import { formatRate } from 'lr-schedules/plot';
import type { SpecShape } from 'lr-schedules/recipe';
import { useRef } from 'preact/hooks';
import { drawn, placeOf, range } from '../plot/drawing.js';
import { lookOf } from '../plot/scene.js';
import { clock, selected, view } from '../state/store.js';
import { isDark } from '../state/theme.js';
import { type Corner, cornersOf } from './corners.js';
import { drag, drop, shape } from './shape.js';
import { GRAIN, snapped, timeAt } from './snap.js';

/** What can be dragged of the selected curve. Who does not point has the fields for it. */
export function Handles() {
  const now = shape.value;
  const y = drawn.value?.y;
  const built = selected.value;
  if (!now || !y || !built) return null;
  const { colour } = lookOf(built.curve.slot, isDark.value);
  const heightOf = (rate: number) => ((view.value.log ? Math.log10(rate) : rate) - y.from) / (y.to - y.from);
  return (
    <div class="handles" aria-hidden="true">
      {cornersOf(now, clock.value.clock).map((corner, i) => {
        const place = placeOf(corner.step);
        // What is 0 is at the foot of a logarithmic axis.
        const height = Math.max(0, heightOf(corner.rate));
        if (!(place >= 0 && place <= 1 && height <= 1.001)) return null;
        return (
          <Handle key={corner.name} corner={corner} index={i} now={now} colour={colour} left={place} top={1 - height} />
        );
      })}
    </div>
  );
}

interface HandleProps {
  readonly corner: Corner;
  readonly index: number;
  readonly now: SpecShape;
  readonly colour: string;
  readonly left: number;
  readonly top: number;
}

function Handle({ corner, index, now, colour, left, top }: HandleProps) {
  /** Where the drag began: all of it is counted from there, so that nothing is rounded twice. */
  const held = useRef<{
    corner: Corner;
    now: SpecShape;
    x: number;
    y: number;
    left: number;
    top: number;
    axis: { from: number; to: number };
  } | null>(null);
  return (
    <div
      class="handle"
      style={{ left: `${left * 100}%`, top: `${top * 100}%`, '--curve': colour }}
      title={`Drag: ${corner.name}`}
      data-handle={index}
      onPointerDown={(event) => {
        const axis = drawn.peek()?.y;
        if (event.button !== 0 || !axis) return;
        event.stopPropagation();
        event.currentTarget.setPointerCapture(event.pointerId);
        held.current = { corner, now, x: event.clientX, y: event.clientY, left, top, axis };
      }}
      onPointerMove={(event) => {
        const from = held.current;
        const area = drawn.peek()?.area;
        if (!from || !area) return;
        event.stopPropagation();
        const { from: first, to: last } = range.peek();
        const across = event.clientX - from.x;
        const down = event.clientY - from.y;
        const step = first + (from.left + across / area.width) * (last - first);
        const isLog = view.peek().log;
        const level = from.axis.from + (1 - from.top - down / area.height) * (from.axis.to - from.axis.from);
        const grain = (GRAIN * (from.axis.to - from.axis.from)) / area.height;
        const rate = isLog ? Number((10 ** level).toPrecision(2)) : Math.max(0, snapped(level, grain));
        const { time } = from.corner;
        // A pointer that hardly moves along one of the ways means the other.
        const moved = from.corner.moved(
          time === null || Math.abs(across) < GRAIN
            ? null
            : timeAt(from.corner.toTime(step), (GRAIN * (last - first)) / area.width, time, clock.peek().clock),
          Math.abs(down) < GRAIN ? null : rate,
        );
        drag(from.now.with(moved));
      }}
      onPointerUp={end}
      onPointerCancel={end}
    >
      <span class="handle-value">{formatRate(corner.rate)}</span>
    </div>
  );

  function end() {
    if (held.current) drop();
    held.current = null;
  }
}
