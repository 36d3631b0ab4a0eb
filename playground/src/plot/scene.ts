import type { LearningRateSchedule, TimeUnit, TrainingClock } from 'lr-schedules';
import { PALETTE } from 'lr-schedules/plot';
import type { LoggedRates } from '../jobs/logged.js';
import type { Built } from '../state/built.js';
import type { Range } from '../state/page.js';
import { extentOf, rateAxis, stepAxis, toPowers } from './axes.js';
import type { Line, Scene, Size } from './chart.js';
import { pointsOf } from './sampling.js';

/** All that the plot of the curves depends on. */
export interface Plotted {
  readonly curves: readonly Built[];
  readonly selected: number | undefined;
  readonly range: Range;
  readonly end: number;
  readonly clock: TrainingClock;
  readonly unit: TimeUnit;
  readonly log: boolean;
  readonly isDark: boolean;
  readonly size: Size;
  readonly isMoving: boolean;
  readonly logs: readonly LoggedRates[];
}

const DASHES: readonly (readonly number[])[] = [[], [8, 4], [2, 4]];

/** The colour of a slot, and what it is told apart by once all colours are used. */
export function lookOf(slot: number, isDark: boolean): { readonly colour: string; readonly dash: readonly number[] } {
  const palette = isDark ? PALETTE.dark : PALETTE.light;
  return {
    colour: palette[slot % palette.length] as string,
    dash: DASHES[Math.floor(slot / palette.length) % DASHES.length] as readonly number[],
  };
}

/** The columns of pixels that curves are read for. */
export const columnsOf = ({ width }: Size) => Math.max(1, Math.round(width));

/** The picture of the curves; `isBlank` if none of their rates can be on its axis. */
export function sceneOf(plotted: Plotted): Scene & { readonly isBlank: boolean } {
  const { curves, selected, range, end, clock, unit, log, isDark, size, isMoving, logs } = plotted;
  const drawn = curves.flatMap(({ curve, schedule, error }) =>
    schedule ? [{ curve, schedule, error, points: pointsOf(schedule, range, columnsOf(size), isMoving) }] : [],
  );
  const logged = logs.map((one) => inside(one, range));
  const rates = [...drawn.map(({ points }) => points.y), ...logged.map(({ y }) => y)];
  const extent = extentOf(rates, log);
  const y = rateAxis(extent, log, size.height);
  const lines = drawn.map(({ curve, error, points }): Line & { isSelected: boolean } => {
    const isSelected = curve.slot === selected;
    // A rate is that of a whole step, of which one alone has no other to be joined to.
    const isOne = points.x.length === 1;
    const rates = log ? toPowers(points.y, y) : points.y;
    return {
      x: isOne ? [range.from, range.to] : points.x,
      y: isOne ? [rates[0] as number | null, rates[0] as number | null] : rates,
      ...lookOf(curve.slot, isDark),
      width: isSelected ? 2.5 : 1.75,
      // What is drawn is not what the fields say.
      alpha: error ? 0.35 : 1,
      isSelected,
    };
  });
  // The one that is edited is above the others.
  const order = [...drawn].sort((a, b) => Number(a.curve.slot === selected) - Number(b.curve.slot === selected));
  const hair = (y.to - y.from) / size.height;
  const covered = order.filter(({ schedule }, i) =>
    order.slice(i + 1).some((above) => covers(above.schedule, schedule, range, hair, log)),
  );
  return {
    lines: [
      ...covered.map(({ curve, points }) =>
        halo(log ? { x: points.x, y: toPowers(points.y, y) } : points, lookOf(curve.slot, isDark).colour),
      ),
      ...lines.sort((a, b) => Number(a.isSelected) - Number(b.isSelected)),
      ...logged.map((points) => dotted(log ? { x: points.x, y: toPowers(points.y, y) } : points, isDark)),
    ],
    x: stepAxis(range, unit, clock, size.width),
    y,
    end: end < range.to ? end : null,
    isBlank: lines.length + logged.length > 0 && extent === null,
  };
}

/** Steps at which curves are looked at, and how many of them one has to lie under another to be covered. */
const LOOKS = 48;
const COVERED = 0.25;

/** Whether a curve lies on another in a good part of what is seen. */
function covers(
  above: LearningRateSchedule,
  below: LearningRateSchedule,
  { from, to }: Range,
  hair: number,
  log: boolean,
): boolean {
  let count = 0;
  for (let i = 0; i < LOOKS; i++) {
    const step = Math.floor(from + (i * (to - from)) / LOOKS);
    const [a, b] = [above.at(step), below.at(step)];
    if (Math.abs(a - b) <= (log ? 0.01 * Math.abs(b) : 1.5 * hair)) count++;
  }
  return count >= COVERED * LOOKS;
}

/** What shows on both sides of a curve that lies above. */
const halo = ({ x, y }: Pick<Line, 'x' | 'y'>, colour: string): Line => ({
  x,
  y,
  colour,
  width: 8,
  dash: [],
  alpha: 0.4,
});

/** What a run has logged at the steps that are looked at. */
function inside({ steps, rates }: LoggedRates, { from, to }: Range): { x: number[]; y: number[] } {
  const seen = steps.flatMap((step, i) => (step >= from && step <= to ? [i] : []));
  return { x: seen.map((i) => steps[i] as number), y: seen.map((i) => rates[i] as number) };
}

/** Points over all curves, in the colour of the text: they are of no curve. */
const dotted = (points: Pick<Line, 'x' | 'y'>, isDark: boolean): Line => ({
  ...points,
  colour: isDark ? '#e6e9ed' : '#1d2127',
  width: 1.25,
  dash: [],
  alpha: 0.8,
  isDotted: true,
});
