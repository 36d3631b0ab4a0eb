import type { TimeUnit, TrainingClock } from '../training-clock.js';
import type { Curve } from './sample-curve.js';

/** A line of the grid, and what is written at it. */
export interface Tick {
  readonly value: number;
  readonly label: string;
}

/** One axis of a plot: where each value is, and the ticks. */
export interface Axis {
  readonly ticks: readonly Tick[];
  /** 0 at the beginning of the axis, 1 at its end; below 0, or −Infinity, for what a logarithm leaves out. */
  position(value: number): number;
}

/** The part of the highest rate below which a logarithmic axis ends: a curve that comes down to 0 never would. */
const LOWEST = 1e-8;

/**
 * Round numbers between two others, at most about `count`: multiples of 1, 2 or 5 times a power of 10, none closer to
 * each other than `least`.
 *
 * ```ts
 * linearTicks(0, 0.1, 5); // [0, 0.02, 0.04, 0.06, 0.08, 0.1]
 * ```
 */
export function linearTicks(from: number, to: number, count: number, least = 0): number[] {
  const rough = Math.max(to / count - from / count, least);
  // Where numbers end, there are no more powers of 10 between them.
  if (!(rough > 1e-300 && rough <= 1e308)) return [from];
  const power = Math.floor(Math.log10(rough) + 1e-9);
  const digit = [1, 2, 5, 10].find((digit) => digit * 10 ** power >= rough * (1 - 1e-9)) as number;
  const size = digit * 10 ** power;
  const first = Math.ceil(from / size - 1e-9);
  const last = Math.floor(to / size + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => round((first + i) * size));
}

/**
 * Round numbers between two positive ones, as a logarithmic axis has them: 1, 2 and 5 times the powers of 10, or of many
 * powers only every second one, or third, so that they are at most about `count`, and two wherever two are round.
 *
 * ```ts
 * logTicks(0.001, 0.1, 9); // [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1]
 * logTicks(0.001, 0.1, 5); // [0.001, 0.01, 0.1]
 * ```
 */
export function logTicks(from: number, to: number, count: number): number[] {
  const lowest = Math.floor(Math.log10(from) + 1e-9);
  const highest = Math.floor(Math.log10(to) + 1e-9);
  const ticks = (digits: readonly number[], every: number) =>
    Array.from({ length: highest - lowest + 1 }, (_, i) => highest - i)
      .filter((power) => (highest - power) % every === 0)
      .flatMap((power) => digits.map((digit) => Number(`${digit}e${power}`)))
      .filter((tick) => tick >= from * (1 - 1e-9) && tick <= to * (1 + 1e-9))
      .sort((a, b) => a - b);
  const fine = ticks([1, 2, 5], 1);
  if (fine.length < 2) return linearTicks(from, to, count);
  if (fine.length <= count) return fine;
  const powers = ticks([1], Math.max(1, Math.ceil((highest - lowest) / count)));
  if (powers.length >= 2) return powers;
  // Two labels are what shows how the axis goes.
  const every = Math.ceil(fine.length / Math.max(2, count));
  return fine.filter((_, i) => i % every === 0);
}

/** A rate, short: `0.001`, `0.0625`, `2.5e-4`. */
export function formatRate(rate: number): string {
  return isPlain(Math.abs(rate)) ? String(Number(rate.toPrecision(4))) : scientific(rate, 4);
}

/** A number of steps, short and exact: `2000`, `10k`, `1.5M`, `2e9`. */
export function formatSteps(steps: number): string {
  const size = Math.abs(steps);
  if (size < 1e4) return String(steps);
  if (size < 1e6) return `${round(steps / 1e3)}k`;
  return size < 1e9 ? `${round(steps / 1e6)}M` : scientific(steps, 15);
}

/** The labels of the ticks of a linear axis, all with as many decimals. */
export function formatTicks(ticks: readonly number[]): string[] {
  if (!isPlain(Math.max(...ticks.map(Math.abs)))) return ticks.map((tick) => scientific(tick, 6));
  const decimals = Math.max(...ticks.map((tick) => String(tick).split('.')[1]?.length ?? 0));
  return ticks.map((tick) => (tick === 0 ? '0' : tick.toFixed(decimals)));
}

/** The axis of the steps from `start` on, each of which takes as much room as the others, in the unit asked for. */
export function stepAxis(
  { start, steps, unit, clock }: { start: number; steps: number; unit: TimeUnit; clock: TrainingClock | null },
  count: number,
): Axis {
  const timeOf = (step: number) => clock?.timeAt(step, unit) ?? step;
  const [from, to] = [timeOf(start), timeOf(start + steps)];
  const times = linearTicks(from, to, count, unit === 'st' ? 1 : 0);
  const labels = unit === 'st' ? times.map(formatSteps) : formatTicks(times);
  const ticks = times.map((time, i) => ({
    value: start + ((time - from) / (to - from)) * steps,
    label: labels[i] as string,
  }));
  return { ticks, position: (step) => (step - start) / steps };
}

/** The axis of the rates of several curves: from 0, unless it is logarithmic. */
export function rateAxis(curves: readonly Curve[], log: boolean, count: number): Axis {
  const [from, to] = log ? logDomain(curves) : linearDomain(curves);
  const values = (log ? logTicks : linearTicks)(from, to, count);
  const labels = log ? values.map(formatRate) : formatTicks(values);
  const ticks = values.map((value, i) => ({ value, label: labels[i] as string }));
  if (log) {
    const length = Math.log(to) - Math.log(from);
    return { ticks, position: (rate) => (rate > 0 ? (Math.log(rate) - Math.log(from)) / length : -Infinity) };
  }
  // The length alone may be too large for a number.
  const unit = Math.max(Math.abs(from), Math.abs(to));
  return { ticks, position: (rate) => (rate / unit - from / unit) / (to / unit - from / unit) };
}

function linearDomain(curves: readonly Curve[]): [number, number] {
  let from = 0;
  let to = 0;
  for (const { rates } of curves) {
    for (const rate of rates) {
      if (rate < from) from = rate;
      if (rate > to) to = rate;
    }
  }
  return from === to ? [0, 1] : [from, to];
}

function logDomain(curves: readonly Curve[]): [number, number] {
  let from = Number.POSITIVE_INFINITY;
  let to = 0;
  for (const { rates } of curves) {
    for (const rate of rates) {
      if (rate > 0 && rate < from) from = rate;
      if (rate > to) to = rate;
    }
  }
  // Of next to nothing there is no part.
  if (to < 1e-300) return [0.1, 1];
  return from > to * 0.99 ? [to / 10, to] : [Math.max(from, to * LOWEST), to];
}

/** Whether a number is shorter with its zeros than with an exponent, or as clear. */
const isPlain = (size: number) => size === 0 || (size >= 1e-3 && size < 1e5);

const scientific = (value: number, digits: number) =>
  value === 0 ? '0' : Number(value.toPrecision(digits)).toExponential().replace('e+', 'e');

/** A multiple of a round number, without the error of the multiplication. */
const round = (value: number) => (Number.isSafeInteger(value) ? value : Number(value.toPrecision(15))) + 0;
