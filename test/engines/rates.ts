import { float32, type LearningRateSchedule } from 'lr-schedules';
import { ExpressionArithmetic, Expressions } from '../../src/arithmetic/expression.js';
import { tensorCases } from '../tensor-cases.js';

/** Rates of each class, or values of a function of the engine's own, and one in how many of them is kept to compare. */
const COUNT = 100_000;
const KEPT = 50;
const SPAN = 4000;

/** What the names of rows end in: of formulas with powers, exponentials, logarithms or tangents, and of rates in float32. */
export const POWERS = ', with powers';
export const SINGLE = ', in float32';

/** What an engine makes of one class, or of one function. */
export interface Row {
  /** Of all values, in order, to the bit. */
  readonly digest: string;
  /** Some of them. */
  readonly values: readonly number[];
}

/** Whether a formula needs what engines make each in their own way: powers, exponentials, logarithms and tangents. */
function isInexact(schedule: LearningRateSchedule): boolean {
  const expressions = new Expressions();
  const number = (value: number) => expressions.number(value);
  const m = new ExpressionArithmetic(expressions, number, () => number);
  m.toExpression(schedule.evaluate(m, expressions.step));
  return /(?<!\w)(pow|exp|log|tanh)\|/.test(expressions.trace);
}

function rowOf(values: Float64Array): Row {
  const [even, odd] = [0, 1].map((half) => fnv(new Uint32Array(values.buffer).filter((_, i) => i % 2 === half)));
  return { digest: `${even}${odd}`, values: Array.from(values.filter((_, i) => i % KEPT === 0)) };
}

function fnv(words: Uint32Array): string {
  const hash = words.reduce((hash, word) => Math.imul(hash ^ word, 16_777_619), 2_166_136_261);
  return (hash >>> 0).toString(16).padStart(8, '0');
}

/** 10^5 rates of each class in float64, and in float32; those of classes that also have formulas with powers in two rows. */
export function rowsOfClasses(): Record<string, Row> {
  const groups: Record<string, LearningRateSchedule[]> = {};
  for (const { className, schedule } of tensorCases) {
    const name = isInexact(schedule) ? `${className}${POWERS}` : className;
    groups[name] = [...(groups[name] ?? []), schedule];
  }
  const rows = Object.entries(groups).flatMap(([name, schedules]): [string, Row][] => {
    const ratesOf = (rate: (schedule: LearningRateSchedule, step: number) => number) =>
      Float64Array.from({ length: COUNT }, (_, i) =>
        rate(schedules[i % schedules.length] as LearningRateSchedule, (i * SPAN) / COUNT),
      );
    return [
      [name, rowOf(ratesOf((schedule, step) => schedule(step)))],
      [`${name}${SINGLE}`, rowOf(ratesOf((schedule, step) => schedule.evaluate<number>(float32, step)))],
    ];
  });
  return Object.fromEntries(rows);
}

/** The functions that are left to the engine, where schedules use them. */
export function rowsOfFunctions(): Record<string, Row> {
  const over = (from: number, to: number, f: (x: number) => number) =>
    rowOf(Float64Array.from({ length: COUNT }, (_, i) => f(from + ((to - from) * i) / COUNT)));
  return {
    'Math.exp': over(-20, 1, Math.exp),
    'Math.log': over(1e-3, 1e4, Math.log),
    'Math.pow': over(0, 1000, (x) => 0.97 ** x),
    'Math.tanh': over(-7, 3, Math.tanh),
  };
}

/** The largest difference between two lists of numbers, in units in the last place of the largest of them. */
export function ulpsBetween(a: readonly number[], b: readonly number[]): number {
  const largest = a.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const unit = 2 ** (Math.floor(Math.log2(largest)) - 52);
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] as number)) / unit), 0);
}
