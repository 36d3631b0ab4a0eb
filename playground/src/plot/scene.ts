import type { TimeUnit, TrainingClock } from 'lr-schedules';
import { PALETTE } from 'lr-schedules/plot';
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
  const { curves, selected, range, end, clock, unit, log, isDark, size, isMoving } = plotted;
  const drawn = curves.flatMap(({ curve, schedule, error }) =>
    schedule ? [{ curve, error, points: pointsOf(schedule, range, columnsOf(size), isMoving) }] : [],
  );
  const rates = drawn.map(({ points }) => points.y);
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
  return {
    // The one that is edited is above the others.
    lines: lines.sort((a, b) => Number(a.isSelected) - Number(b.isSelected)),
    x: stepAxis(range, unit, clock, size.width),
    y,
    end: end < range.to ? end : null,
    isBlank: lines.length > 0 && extent === null,
  };
}
