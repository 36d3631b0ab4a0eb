import type { Expression, Expressions, Operation } from '../arithmetic/expression.js';
import { constantOf, isFiniteRange, once, type Range, Ranges } from './range.js';

/**
 * Leaves out of a formula what changes no value at any step within `steps`: `x · 1`, `max(x, 0)` where x is never below
 * 0, the branch that is never taken. Each branch is simplified for the steps it is taken at.
 */
export function simplify(expressions: Expressions, formula: Expression, steps: Range, rules: Rules): Expression {
  return new Simplifier(expressions, steps, rules).simplify(formula);
}

/** What depends on the target. */
export interface Rules {
  readonly lower?: Lowering;
  /** Whether its remainder has the sign of the dividend, not of the divisor. */
  readonly truncates?: boolean;
}

/** What a target has instead of an expression, if anything; the ranges are those of the steps it is for. */
export type Lowering = (expression: Expression, ranges: Ranges, expressions: Expressions) => Expression | undefined;

class Simplifier {
  private readonly known = new Map<Expression, Expression>();
  private readonly ranges: Ranges;

  constructor(
    private readonly expressions: Expressions,
    private readonly steps: Range,
    private readonly rules: Rules,
  ) {
    this.ranges = new Ranges(steps);
  }

  simplify(expression: Expression): Expression {
    const known = this.known.get(expression);
    if (known) return known;
    const simple = expression.operation === 'less' ? this.branches(expression) : this.rewrite(expression);
    const lowered = this.rules.lower?.(simple, this.ranges, this.expressions) ?? simple;
    this.known.set(expression, lowered);
    return lowered;
  }

  private branches(expression: Expression): Expression {
    const [a, b] = this.condition(this.simplify(expression.operand(0)), this.simplify(expression.operand(1)));
    const [left, right] = [this.ranges.of(a), this.ranges.of(b)];
    if (left.high < right.low) return this.simplify(expression.operand(2));
    if (left.low >= right.high) return this.simplify(expression.operand(3));
    const [ifLess, ifNot] = this.narrowed(a, b);
    const less = simplify(this.expressions, expression.operand(2), ifLess, this.rules);
    const otherwise = simplify(this.expressions, expression.operand(3), ifNot, this.rules);
    if (less === otherwise) return less;
    // What is taken up to here, and then up to a later step too, is taken up to there.
    const goesOn = otherwise.operation === 'less' && otherwise.operand(2) === less;
    if (goesOn && threshold(a, b) <= threshold(otherwise.operand(0), otherwise.operand(1))) return otherwise;
    return this.expressions.make('less', [a, b, less, otherwise]);
  }

  /** `a < b` with bounds left out that do not matter to it, and a difference compared with 0 taken apart. */
  private condition(a: Expression, b: Expression): [Expression, Expression] {
    const inner = (x: Expression, operation: 'min' | 'max', outside: (bound: Expression) => boolean) =>
      x.operation === operation ? [0, 1].find((i) => outside(x.operand(i))) : undefined;
    const { low, high } = this.ranges.of(b);
    const bound =
      inner(a, 'min', (x) => this.ranges.of(x).low >= high) ?? inner(a, 'max', (x) => this.ranges.of(x).high < low);
    if (bound !== undefined) return this.condition(a.operand(1 - bound), b);
    if (a.operation === 'sub' && constantOf(b) === 0) return [a.operand(0), a.operand(1)];
    if (b.operation === 'sub' && constantOf(a) === 0) return [b.operand(1), b.operand(0)];
    return [a, b];
  }

  /** The steps at which `a < b`, and those at which it is not. */
  private narrowed(a: Expression, b: Expression): [Range, Range] {
    const { low, high } = this.steps;
    const split = (at: number, below: number): [Range, Range] => [
      { low, high: Math.min(high, below) },
      { low: Math.max(low, at), high },
    ];
    const shiftA = clockShift(a);
    const shiftB = clockShift(b);
    const [valueA, valueB] = [constantOf(a), constantOf(b)];
    if (shiftA !== undefined && valueB !== undefined) {
      const at = valueB + shiftA;
      return split(at, before(at));
    }
    if (shiftB !== undefined && valueA !== undefined) {
      const at = valueA + shiftB;
      const [ifNot, ifLess] = split(at, at);
      return [ifLess, ifNot];
    }
    return [this.steps, this.steps];
  }

  private rewrite(expression: Expression): Expression {
    const operands = expression.operands.map((operand) => this.simplify(operand));
    const [a, b] = operands as [Expression, Expression];
    const same = operands.every((operand, i) => operand === expression.operand(i));
    const simple = same ? expression : this.expressions.make(expression.operation, operands, expression.detail);
    if (operands.length > 0 && operands.every(({ operation }) => operation === 'number')) {
      const value = constantOf(simple);
      if (value !== undefined) return this.expressions.number(value);
    }
    const is = (operand: Expression, value: number) => constantOf(operand) === value;
    const finite = (operand: Expression) => isFiniteRange(this.ranges.of(operand));
    switch (expression.operation) {
      case 'add':
        return is(a, 0) ? b : is(b, 0) ? a : simple;
      case 'sub':
        if (is(b, 0)) return a;
        // All but exact: 1 − (1 − x) is x, rounded as 1 − x is.
        if (is(a, 1) && b.operation === 'sub' && is(b.operand(0), 1)) return b.operand(1);
        return (is(a, 0) ? this.ceiling(b) : this.remainder(a, b)) ?? simple;
      case 'mul':
        if (is(a, 1)) return b;
        if (is(b, 1)) return a;
        return (is(a, 0) && finite(b)) || (is(b, 0) && finite(a)) ? this.expressions.number(0) : simple;
      case 'div':
        return is(b, 1) ? a : simple;
      case 'pow':
        if (is(b, 1)) return a;
        return is(b, 0) || (is(a, 1) && finite(b)) ? this.expressions.number(1) : simple;
      case 'min':
        return this.ranges.of(a).high <= this.ranges.of(b).low
          ? a
          : this.ranges.of(b).high <= this.ranges.of(a).low
            ? b
            : simple;
      case 'max':
        return this.ranges.of(a).low >= this.ranges.of(b).high
          ? a
          : this.ranges.of(b).low >= this.ranges.of(a).high
            ? b
            : simple;
      case 'finiteOr':
        return finite(a) ? a : simple;
      case 'entry': {
        const values = expression.detail.table as readonly number[];
        return values.every((value) => value === values[0]) ? this.expressions.number(values[0] as number) : simple;
      }
      case 'scale':
        return is(a.operand(3), 1) ? this.expressions.number(1) : simple;
      default:
        return simple;
    }
  }

  /** −⌊−a / b⌋ is ⌈a / b⌉. */
  private ceiling(x: Expression): Expression | undefined {
    if (x.operation !== 'floorDiv') return undefined;
    const negative = x.operand(0);
    return negative.operation === 'sub' && constantOf(negative.operand(0)) === 0
      ? this.expressions.make('ceilDiv', [negative.operand(1), x.operand(1)])
      : undefined;
  }

  /** a − ⌊a / b⌋ · b is the remainder of a / b; in float64 only for whole numbers, which leave no rounding. */
  private remainder(a: Expression, b: Expression): Expression | undefined {
    if (b.operation !== 'mul') return undefined;
    const [quotient, divisor] = [b.operand(0), b.operand(1)];
    const period = constantOf(divisor) ?? 0;
    const fits = quotient.operation === 'floorDiv' && quotient.operand(0) === a && quotient.operand(1) === divisor;
    const signed = this.rules.truncates && this.ranges.of(a).low < 0;
    return fits && !signed && isWhole(a) && Number.isInteger(period) && period > 0
      ? this.expressions.make('mod', [a, divisor])
      : undefined;
  }
}

const WHOLE: readonly Operation[] = ['add', 'sub', 'mul', 'mod', 'min', 'max'];

/** Whether the value is a whole number at every whole step. */
export const isWhole: (expression: Expression) => boolean = /* @__PURE__ */ once(({ operation, operands, detail }) => {
  if (operation === 'number' || operation === 'option') return Number.isInteger(detail.value);
  if (operation === 'step' || operation === 'floorDiv' || operation === 'ceilDiv') return true;
  return WHOLE.includes(operation) && operands.every((operand) => isWhole(operand));
});

/** The step below which a clock is less than a constant; NaN where `a < b` says something else. */
const threshold = (a: Expression, b: Expression) => (clockShift(a) ?? Number.NaN) + (constantOf(b) ?? Number.NaN);

/** c where the expression is `step − c`. */
const clockShift: (expression: Expression) => number | undefined = /* @__PURE__ */ once(({ operation, operands }) => {
  if (operation === 'step') return 0;
  const [a, b] = operands;
  if (!a || !b) return undefined;
  const inner = clockShift(a);
  const value = constantOf(b);
  if (inner === undefined || value === undefined) return undefined;
  return operation === 'sub' ? inner + value : operation === 'add' ? inner - value : undefined;
});

/** A bound below `x`, of all but the number next to it. */
const before = (x: number) => x - Math.abs(x) * Number.EPSILON - Number.MIN_VALUE;
