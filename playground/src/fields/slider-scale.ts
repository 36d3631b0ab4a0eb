import type { Bounds, NumberOption } from 'lr-schedules/recipe';

/** So many positions a slider has at least, and at most some five times as many: its values are round. */
const POSITIONS = 200;

/** The last power of ten of which twice as much, and ten times, is a number still. */
const LARGEST = 307;

/** Which value a slider has at each of its positions, which are whole numbers from 0 to the last. */
export interface SliderScale {
  readonly last: number;
  toPosition(value: number): number;
  toValue(position: number): number;
}

/** A slider along a straight line, whose values are multiples of 1, 2 or 5 times a power of ten. */
export function linearScale(from: number, to: number, isWhole = false): SliderScale {
  // In parts, since the length of the line may be too large for a number.
  const finest = to / POSITIONS - from / POSITIONS;
  const power = 10 ** Math.floor(Math.log10(finest));
  const round = [5, 2, 1].find((n) => n * power <= finest * (1 + 1e-9)) ?? 1;
  const step = isWhole ? Math.max(1, round * power) : round * power;
  const last = Math.ceil(to / step - from / step - 1e-6);
  const digits = isWhole ? 0 : Math.max(0, Math.ceil(-Math.log10(step)));
  return {
    last,
    toPosition: (value) => clamp(Math.round(value / step - from / step), last),
    toValue: (position) => {
      if (position >= last) return to;
      const value = from + position * step;
      return digits > 15 ? value : Number(value.toFixed(digits));
    },
  };
}

/** Positions of a power of ten: numbers of two digits. */
const DECADE = 90;

/** Powers of ten side by side, each from 1.0 to 9.9; the first position is 0, if that is allowed. */
function logScale(lowest: number, highest: number, hasZero: boolean): SliderScale {
  const from = Math.round(Math.log10(lowest));
  const first = hasZero ? 1 : 0;
  const last = first + DECADE * (Math.round(Math.log10(highest)) - from);
  return {
    last,
    toPosition: (value) => {
      if (value <= 0) return 0;
      const power = Math.floor(Math.log10(value) + 1e-12);
      const tenths = Math.round((value / 10 ** power) * 10) - 10;
      return clamp(first + DECADE * (power - from) + tenths, last);
    },
    toValue: (position) => {
      if (position < first) return 0;
      const power = from + Math.floor((position - first) / DECADE);
      return Number(`${10 + ((position - first) % DECADE)}e${power - 1}`);
    },
  };
}

/** The scale without the ends that the option must not have. */
export function within(
  { last: end, toPosition, toValue }: SliderScale,
  { above, below }: Pick<Bounds, 'above' | 'below'>,
): SliderScale {
  const first = toValue(0) === above ? 1 : 0;
  const last = toValue(end) === below ? end - 1 : end;
  return { last: end, toPosition, toValue: (position) => toValue(Math.min(Math.max(position, first), last)) };
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

const clamp = (position: number, last: number) => Math.min(Math.max(position, 0), last);
