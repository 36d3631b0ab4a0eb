import type { Expression, Expressions } from '../arithmetic/expression.js';
import { constantOf, type Ranges } from './range.js';
import { isWhole, type Lowering } from './simplify.js';

/** Half turns up to which the cosine of a product with π is as good as exact. */
const FEW_TURNS = 8;

/** The cosine of many turns, with whole turns taken off first: they would be what is left of its argument's digits. */
const fewTurns: Lowering = (expression, ranges, expressions) => {
  if (expression.operation !== 'cosPi') return undefined;
  const x = expression.operand(0);
  const { low, high } = ranges.of(x);
  if (low >= -FEW_TURNS && high <= FEW_TURNS) return undefined;
  const { make } = maker(expressions);
  if (x.operation === 'mod') return undefined;
  if (x.operation !== 'div') return make('cosPi', make('mod', x, expressions.number(2)));
  const [a, b] = [x.operand(0), x.operand(1)];
  const length = constantOf(b);
  if (a.operation === 'mod' || length === undefined) return undefined;
  return make('cosPi', make('div', make('mod', a, make('mul', expressions.number(2), b)), b));
};

/** Whether float32 keeps enough of a base to take its powers: what sets it apart from 1. */
export const isGoodBase = (base: number): boolean =>
  Math.abs(Math.fround(base) / base - 1) <= 1e-6 * Math.abs(Math.log(base));

/** A decay per step, such as 0.9999ˢᵗᵉᵖ: float32 loses the digits that set its base apart from 1, but not its logarithm's. */
const nearOne: Lowering = (expression, _, expressions) => {
  if (expression.operation !== 'pow') return undefined;
  const [a, b] = [expression.operand(0), expression.operand(1)];
  const base = constantOf(a) ?? 0;
  if (base <= 0 || constantOf(b) !== undefined || isGoodBase(base)) return undefined;
  const { make } = maker(expressions);
  return make('exp', make('mul', b, make('log', a)));
};

/**
 * A power of what is left of the way that is not whole: the difference is taken first, which is exact. Near the end
 * float32 would lose its digits, and at the end XLA, which multiplies by a rounded reciprocal, put it below 0.
 */
const powerOfRest: Lowering = (expression, _, expressions) => {
  if (expression.operation !== 'pow' || Number.isInteger(constantOf(expression.operand(1)) ?? 0)) return undefined;
  const rest = expression.operand(0);
  if (rest.operation !== 'sub' || constantOf(rest.operand(0)) !== 1) return undefined;
  const way = rest.operand(1);
  const { make } = maker(expressions);
  if (way.operation !== 'div' || constantOf(way.operand(1)) === undefined) return undefined;
  const [done, length] = [way.operand(0), way.operand(1)];
  return make('pow', make('div', make('sub', length, done), length), expression.operand(1));
};

const isRoot = (power: number | undefined): boolean => power !== undefined && power > 0 && power < 1;

/** Whether a power of what is left of so many steps, with 1 − step / steps in float32, is good to 1e-6 up to its end. */
export const isGoodPower = (power: number, steps: number): boolean =>
  !isRoot(power) || power * steps ** (1 - power) * 8e-8 <= 8e-7;

/** Denominators that are tried for a period which is not whole. */
const DENOMINATORS = 256;

/** A period of p / q steps: float32 would misplace its ends, whole numbers do not. */
const wholePeriods: Lowering = (expression, _, expressions) => {
  const { make } = maker(expressions);
  const { operation } = expression;
  if (operation === 'floorDiv') {
    const [a, b] = [expression.operand(0), expression.operand(1)];
    const ratio = isWhole(a) ? ratioOf(constantOf(b)) : undefined;
    return ratio && make('floorDiv', make('mul', a, expressions.number(ratio[1])), expressions.number(ratio[0]));
  }
  // x − ⌊x q / p⌋ · (p / q) is the remainder of x q / p, over q.
  if (operation !== 'sub' || expression.operand(1).operation !== 'mul') return undefined;
  const [a, product] = [expression.operand(0), expression.operand(1)];
  const quotient = product.operand(0);
  const ratio = ratioOf(constantOf(product.operand(1)));
  if (quotient.operation !== 'floorDiv' || !ratio) return undefined;
  const [p, q] = ratio.map((value) => expressions.number(value)) as [Expression, Expression];
  const scaled = make('mul', a, q);
  return quotient === make('floorDiv', scaled, p) ? make('div', make('mod', scaled, p), q) : undefined;
};

function ratioOf(value: number | undefined): [number, number] | undefined {
  if (value === undefined || Number.isInteger(value) || value <= 0) return undefined;
  for (let q = 2; q <= DENOMINATORS; q++) {
    const p = Math.round(value * q);
    if (p > 0 && p / q === value) return [p, q];
  }
  return undefined;
}

function maker(expressions: Expressions) {
  return {
    make: (operation: Expression['operation'], ...operands: Expression[]) => expressions.make(operation, operands),
  };
}

/** For targets that compute in float64. */
export const forFloat64: Lowering = fewTurns;

/** For targets that compute in float32. */
export const forFloat32: Lowering = (expression, ranges: Ranges, expressions) =>
  fewTurns(expression, ranges, expressions) ??
  nearOne(expression, ranges, expressions) ??
  powerOfRest(expression, ranges, expressions) ??
  wholePeriods(expression, ranges, expressions);
