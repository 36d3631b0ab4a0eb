import type { TimeUnit, TrainingClock } from 'lr-schedules';
import { formatRate, formatSteps, formatTicks, linearTicks, logTicks } from 'lr-schedules/plot';
import type { Range } from '../state/page.js';
import type { AxisTicks } from './chart.js';

/** Pixels that a label of each axis has to itself. */
const LABEL_WIDTH = 68;
const LABEL_HEIGHT = 38;
/** Free space above the highest rate, as a part of the axis. */
const AIR = 0.04;
/** The part of the highest rate at which a logarithmic axis ends: a curve that comes down to 0 has no lowest one. */
const LOWEST = 1e-8;
/** Where numbers end, there are no more powers of ten between them. */
const LEAST = 1e-290;

/** The axis of the steps, with round numbers of the unit. */
export function stepAxis({ from, to }: Range, unit: TimeUnit, clock: TrainingClock, width: number): AxisTicks {
  const [first, last] = [clock.timeAt(from, unit), clock.timeAt(to, unit)];
  const times = linearTicks(first, last, Math.max(2, Math.floor(width / LABEL_WIDTH)), unit === 'st' ? 1 : 0);
  const labels = unit === 'st' ? times.map(formatSteps) : formatTicks(times);
  const ticks = times.map((time, i) => ({
    value: from + ((time - first) / (last - first)) * (to - from),
    label: `${labels[i]}${unit === '%' ? ' %' : ''}`,
  }));
  return { from, to, ticks };
}

/** The lowest and the highest of some rates, those that are no numbers left out; null if there is none. */
export function extentOf(lists: readonly ArrayLike<number | null>[], isLog: boolean): readonly [number, number] | null {
  let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const rates of lists) {
    for (let i = 0; i < rates.length; i++) {
      const rate = rates[i];
      if (rate == null || (isLog && !(rate > 0))) continue;
      if (rate < lowest) lowest = rate;
      if (rate > highest) highest = rate;
    }
  }
  return lowest <= highest ? [lowest, highest] : null;
}

/** The axis of the rates: from 0, or of their powers of ten, in which it is drawn. */
export function rateAxis(extent: readonly [number, number] | null, isLog: boolean, height: number): AxisTicks {
  const count = Math.max(2, Math.floor(height / LABEL_HEIGHT));
  return isLog ? logAxis(extent, count) : linearAxis(extent, count);
}

function linearAxis(extent: readonly [number, number] | null, count: number): AxisTicks {
  const [lowest, highest] = extent ?? [0, 1];
  const low = Math.min(0, lowest);
  const high = Math.max(0, highest) > low ? Math.max(0, highest) : 1;
  const air = AIR * (high - low);
  const [from, to] = [low < 0 ? low - air : low, high + air];
  const values = linearTicks(from, to, count);
  const labels = formatTicks(values);
  return { from, to, ticks: values.map((value, i) => ({ value, label: labels[i] as string })) };
}

function logAxis(extent: readonly [number, number] | null, count: number): AxisTicks {
  const [lowest, top] = extent ?? [0.1, 1];
  const highest = Math.max(top, LEAST);
  const low = Math.max(lowest, highest * LOWEST);
  // Of rates closer to each other the labels would be the same.
  const [first, last] = low < highest * 0.99 ? [low, highest] : [highest / 10, highest];
  const air = AIR * Math.log10(last / first);
  const ticks = logTicks(first, last * 10 ** air, count).map((value) => ({
    value: Math.log10(value),
    label: formatRate(value),
  }));
  return { from: Math.log10(first) - air, to: Math.log10(last) + air, ticks };
}

/** Rates as a logarithmic axis has them; those of 0 and below are below its end. */
export function toPowers(rates: ArrayLike<number | null>, { from, to }: AxisTicks): (number | null)[] {
  const below = from - (to - from);
  return Array.from(rates, (rate) => (rate === null ? null : rate > 0 ? Math.max(below, Math.log10(rate)) : below));
}
