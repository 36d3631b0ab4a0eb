import type { Bounds, NumberOption } from 'lr-schedules/recipe';
import { round } from '../state/times.js';

/** Positions of every slider: whole numbers from 0 to this. */
export const POSITIONS = 1000;

/** The last power of ten of which twice as much, and ten times, is a number still. */
const LARGEST = 307;

/** Which value a slider has at each of its positions. */
export interface SliderScale {
  toPosition(value: number): number;
  toValue(position: number): number;
}

/** A slider along a straight line, whose values are round numbers. */
export function linearScale(from: number, to: number, isWhole = false): SliderScale {
  // In parts, since the length of the line may be too large for a number.
  const step = to / POSITIONS - from / POSITIONS;
  const digits = isWhole ? 0 : Math.max(0, Math.ceil(-Math.log10(step)));
  return {
    toPosition: (value) => clamp(Math.round(value / step - from / step)),
    toValue: (position) => {
      const value = from + position * step;
      return digits > 15 ? value : Number(value.toFixed(digits));
    },
  };
}

/** Powers of ten side by side; the first position is 0, if that is allowed. */
function logScale(lowest: number, highest: number, hasZero: boolean): SliderScale {
  const [from, to] = [Math.log10(lowest), Math.log10(highest)];
  const first = hasZero ? 1 : 0;
  return {
    toPosition: (value) => {
      if (value <= 0) return 0;
      return clamp(Math.round(first + ((Math.log10(value) - from) / (to - from)) * (POSITIONS - first)));
    },
    toValue: (position) => {
      if (position < first) return 0;
      return round(10 ** (from + ((position - first) / (POSITIONS - first)) * (to - from)), 3);
    },
  };
}

/** The scale without the ends that the option must not have. */
export function within(
  { toPosition, toValue }: SliderScale,
  { above, below }: Pick<Bounds, 'above' | 'below'>,
): SliderScale {
  const first = toValue(0) === above ? 1 : 0;
  const last = toValue(POSITIONS) === below ? POSITIONS - 1 : POSITIONS;
  return { toPosition, toValue: (position) => toValue(Math.min(Math.max(position, first), last)) };
}

/** The scale for an option that has a value now; the range is wide enough for it. */
export function scaleFor(option: NumberOption, value: number): SliderScale {
  return within(rangeFor(option, value), option);
}

function rangeFor(option: NumberOption, value: number): SliderScale {
  const { atLeast, above, atMost, below, whole }: Bounds = option;
  const lowest = atLeast ?? above ?? Number.NEGATIVE_INFINITY;
  const highest = atMost ?? below ?? Number.POSITIVE_INFINITY;
  if (option.is === 'rate' && value >= 0) {
    const powers = Math.floor(Math.log10(value || 1));
    return logScale(
      10 ** Math.min(-6, powers),
      10 ** Math.min(LARGEST, Math.max(0, Math.ceil(Math.log10(value || 1)))),
      lowest < 0 || atLeast === 0,
    );
  }
  if (option.is === 'fraction' && value >= 0 && value <= 1) return linearScale(0, 1);
  const usual = typeof option.default === 'number' ? Math.abs(option.default) : 1;
  // What is usually large is so by powers of ten.
  if (usual >= 20 && value > 0)
    return logScale(1, 10 ** Math.min(LARGEST, Math.max(6, Math.ceil(Math.log10(value)))), false);
  const from = Math.max(lowest, value < 0 ? -decadeOf(value) : Math.min(0, Math.max(lowest, -4)));
  const to = Math.min(highest, Math.max(4, decadeOf(value)));
  return linearScale(from, to, whole === true);
}

/** The next power of ten that is at least as large. */
const decadeOf = (value: number) => 10 ** Math.min(LARGEST, Math.ceil(Math.log10(Math.max(1, Math.abs(value)))));

const clamp = (position: number) => Math.min(Math.max(position, 0), POSITIONS);
