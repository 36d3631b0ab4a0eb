import type { Expression } from '../arithmetic/expression.js';

/** All values that an expression can have lie between these; where it may have no value at all, between infinities. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

/** A step is a count, up to where float64 can count. */
export const STEPS: Range = { low: 0, high: 2 ** 53 };
const ANY: Range = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
const FINITE: Range = { low: -Number.MAX_VALUE, high: Number.MAX_VALUE };

export const isFiniteRange = ({ low, high }: Range) => Number.isFinite(low) && Number.isFinite(high);

/** The smallest range of all these; none of them may be NaN. */
function hull(...values: number[]): Range {
  return values.some(Number.isNaN) ? ANY : { low: Math.min(...values), high: Math.max(...values) };
}
const corners = (a: Range, b: Range, f: (x: number, y: number) => number) =>
  hull(f(a.low, b.low), f(a.low, b.high), f(a.high, b.low), f(a.high, b.high));

/** A function of an expression that looks at each but once, however often it is shared. */
export function once<T>(f: (expression: Expression) => T): (expression: Expression) => T {
  const known = new WeakMap<Expression, { readonly value: T }>();
  return (expression) => {
    let entry = known.get(expression);
    if (!entry) {
      entry = { value: f(expression) };
      known.set(expression, entry);
    }
    return entry.value;
  };
}

/** The value of an expression without a step in it. */
export const constantOf: (expression: Expression) => number | undefined = /* @__PURE__ */ once((expression) => {
  const { operation, detail, operands } = expression;
  if (operation === 'number' || operation === 'option') return detail.value;
  const f = SCALAR[operation];
  if (!f) return undefined;
  const values: number[] = [];
  for (const operand of operands) {
    const value = constantOf(operand);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return f(...(values as [number, number]));
});

const SCALAR: Partial<Record<Expression['operation'], (a: number, b: number) => number>> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  floorDiv: (a, b) => Math.floor(a / b),
  min: Math.min,
  max: Math.max,
  pow: (a, b) => a ** b,
  exp: Math.exp,
  log: Math.log,
  tanh: Math.tanh,
};

/** The ranges of expressions where the step is within one. */
export class Ranges {
  private readonly known = new Map<Expression, Range>();

  constructor(readonly step: Range) {}

  of(expression: Expression): Range {
    const known = this.known.get(expression);
    if (known) return known;
    const { low, high } = this.compute(expression);
    const range = low <= high ? { low, high } : ANY;
    this.known.set(expression, range);
    return range;
  }

  private compute(expression: Expression): Range {
    const { operation, operands, detail } = expression;
    const [a = ANY, b = ANY, c = ANY, d = ANY] = operands.map((operand) => this.of(operand));
    switch (operation) {
      case 'step':
        return this.step;
      case 'number':
      case 'option':
        return hull(detail.value as number);
      case 'add':
        return { low: a.low + b.low, high: a.high + b.high };
      case 'sub':
        return { low: a.low - b.high, high: a.high - b.low };
      case 'mul':
        return corners(a, b, (x, y) => x * y);
      case 'div':
        return phase(operands as [Expression, Expression], (x) => this.of(x)) ?? dividedBy(a, b);
      case 'floorDiv': {
        const { low, high } = dividedBy(a, b);
        return { low: Math.floor(low), high: Math.floor(high) };
      }
      case 'ceilDiv': {
        const { low, high } = dividedBy(a, b);
        return { low: Math.ceil(low), high: Math.ceil(high) };
      }
      case 'mod':
        return b.low > 0 ? { low: 0, high: b.high } : ANY;
      case 'min':
        return { low: Math.min(a.low, b.low), high: Math.min(a.high, b.high) };
      case 'max':
        return { low: Math.max(a.low, b.low), high: Math.max(a.high, b.high) };
      case 'pow':
        return power(a, b);
      case 'exp':
        return { low: Math.exp(a.low), high: Math.exp(a.high) };
      case 'log':
        return a.low > 0 ? { low: Math.log(a.low), high: Math.log(a.high) } : ANY;
      case 'tanh':
        return { low: Math.tanh(a.low), high: Math.tanh(a.high) };
      case 'cosPi':
        return isFiniteRange(a) ? { low: -1, high: 1 } : ANY;
      case 'less':
        return { low: Math.min(c.low, d.low), high: Math.max(c.high, d.high) };
      case 'finiteOr':
        return isFiniteRange(a) ? a : isFiniteRange(b) ? FINITE : ANY;
      case 'index':
        return { low: 0, high: (detail.table as readonly number[]).length };
      case 'entry':
        return hull(...(detail.table as readonly number[]));
      case 'start':
        return { low: 0, high: STEPS.high };
      case 'length':
        return { low: Number.MIN_VALUE, high: Number.MAX_VALUE };
      case 'scale': {
        const factor = constantOf(expression.operand(0).operand(3)) as number;
        return Math.abs(factor) <= 1 ? { low: factor < 0 ? -1 : 0, high: 1 } : ANY;
      }
      default:
        return ANY;
    }
  }
}

/** How far a step is through its cycle: at most 1. */
function phase([a, b]: [Expression, Expression], rangeOf: (x: Expression) => Range): Range | undefined {
  const cycle = b.operation === 'length' ? b.operand(0) : undefined;
  const isPhase = a.operation === 'sub' && a.operand(1).operation === 'start' && a.operand(1).operand(0) === cycle;
  if (!cycle || !isPhase) return undefined;
  const first = constantOf(cycle.operand(1)) as number;
  return { low: Math.min(0, rangeOf(cycle.operand(0)).low / first), high: 1 };
}

function dividedBy(a: Range, b: Range): Range {
  return b.low <= 0 && b.high >= 0 ? ANY : corners(a, b, (x, y) => x / y);
}

function power(base: Range, exponent: Range): Range {
  const rising = exponent.low >= 0;
  if (base.low > 0 || (base.low === 0 && rising)) return corners(base, exponent, (x, y) => x ** y);
  if (rising && exponent.low === exponent.high && Number.isInteger(exponent.low)) {
    const largest = Math.max(Math.abs(base.low), Math.abs(base.high)) ** exponent.low;
    return { low: exponent.low % 2 === 0 ? 0 : -largest, high: largest };
  }
  return ANY;
}
