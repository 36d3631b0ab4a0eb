import type { LearningRateSchedule } from '../schedule.js';
import type { Arithmetic } from './arithmetic.js';
import { cycleStarts } from './cycles.js';
import { type Engine, engine, type TensorLike } from './tensor-engine.js';

/** Constants stay plain numbers until they meet a tensor. */
type Value = TensorLike | number;

/** sin(πy) = y·P(y²) on [−1/2, 1/2], within 2e−11, and exactly ±1 at the ends in float32. */
const SINE = [
  3.1415926533001857, -5.167712744082177, 2.5501628362433815, -0.5992476279734523, 0.0820315941134394,
  -0.0070003428078812,
];
/** Restarts that are compared with the step one by one; they cover 32-bit steps unless cycles hardly grow. */
const COMPARED = 64;
const LAST_STEP = 2 ** 31;

/**
 * The steps are float32 tensors of one shape, and so is every intermediate value. Everything stays on the device.
 *
 * GPUs are exact in + − × alone: their cosine is off by 2e−4 and their division by an ulp, which is a whole step to a
 * floor. So the cosine is a polynomial, and a floor of a quotient is put right by multiplying back.
 */
class TensorArithmetic implements Arithmetic<Value> {
  constructor(
    private readonly engine: Engine,
    private readonly shape: number[],
  ) {}

  add(a: Value, b: Value): Value {
    return typeof a === 'number' && typeof b === 'number' ? a + b : this.binary('Add', a, b);
  }
  sub(a: Value, b: Value): Value {
    return typeof a === 'number' && typeof b === 'number' ? a - b : this.binary('Sub', a, b);
  }
  mul(a: Value, b: Value): Value {
    return typeof a === 'number' && typeof b === 'number' ? a * b : this.binary('Multiply', a, b);
  }
  div(a: Value, b: Value): Value {
    return typeof a === 'number' && typeof b === 'number' ? a / b : this.binary('RealDiv', a, b);
  }
  floorDiv(a: Value, b: Value): Value {
    const quotient = this.floor(this.div(a, b));
    const rest = this.sub(a, this.mul(quotient, b));
    const tooSmall = this.ifLess(rest, b, quotient, this.add(quotient, 1));
    return this.ifLess(rest, 0, this.sub(quotient, 1), tooSmall);
  }
  min(a: Value, b: Value): Value {
    return typeof a === 'number' && typeof b === 'number' ? Math.min(a, b) : this.binary('Minimum', a, b);
  }
  max(a: Value, b: Value): Value {
    return typeof a === 'number' && typeof b === 'number' ? Math.max(a, b) : this.binary('Maximum', a, b);
  }
  pow(base: Value, exponent: Value): Value {
    if (typeof base === 'number' && typeof exponent === 'number') return base ** exponent;
    if (exponent === 1) return base;
    if (exponent === 2) return this.mul(base, base);
    if (exponent === 0.5) return this.unary('Sqrt', base);
    if (exponent === -0.5) return this.div(1, this.unary('Sqrt', base));
    if (exponent === -1) return this.div(1, base);
    return this.binary('Pow', base, exponent);
  }
  exp(x: Value): Value {
    return typeof x === 'number' ? Math.exp(x) : this.unary('Exp', x);
  }
  log(x: Value): Value {
    return typeof x === 'number' ? Math.log(x) : this.unary('Log', x);
  }
  tanh(x: Value): Value {
    return typeof x === 'number' ? Math.tanh(x) : this.unary('Tanh', x);
  }
  cosPi(x: Value): Value {
    const turns = this.floor(this.add(this.mul(x, 0.5), 0.5));
    const reduced = this.sub(x, this.mul(turns, 2));
    const y = this.sub(0.5, this.max(reduced, this.sub(0, reduced)));
    const square = this.mul(y, y);
    const series = SINE.reduceRight<Value>((sum, coefficient) => this.add(this.mul(sum, square), coefficient), 0);
    return this.mul(y, series);
  }
  cosPiOver(x: Value, length: number): Value {
    return this.cosPi(this.div(x, length));
  }
  ifLess(a: Value, b: Value, less: Value, otherwise: Value): Value {
    if (typeof a === 'number' && typeof b === 'number') return a < b ? less : otherwise;
    const condition = this.binary('Less', a, b);
    return this.engine.runKernel('Select', { condition, t: this.toTensor(less), e: this.toTensor(otherwise) });
  }
  finiteOr(value: Value, otherwise: Value): Value {
    if (typeof value === 'number') return Number.isFinite(value) ? value : otherwise;
    const condition = this.unary('IsFinite', value);
    return this.engine.runKernel('Select', { condition, t: value, e: this.toTensor(otherwise) });
  }
  cycleIndex(step: Value, first: number, multiplier: number): Value {
    return this.cycle(step, first, multiplier).index;
  }
  cyclePhase(step: Value, first: number, multiplier: number): Value {
    const { start, length } = this.cycle(step, first, multiplier);
    return this.div(this.sub(step, start), length);
  }
  apply(schedule: LearningRateSchedule, step: Value): Value {
    return schedule.evaluate<Value>(this, step);
  }
  applyAt(_schedule: LearningRateSchedule, _step: number, rate: number): Value {
    return rate;
  }

  /** `value` as a tensor of the steps' shape. */
  toTensor(value: Value): TensorLike {
    if (typeof value !== 'number') return value;
    return this.engine.runKernel('Fill', {}, { shape: this.shape, value, dtype: 'float32' });
  }

  private cycle(step: Value, first: number, multiplier: number): { index: Value; start: Value; length: Value } {
    if (multiplier === 1) {
      const index = this.floorDiv(step, first);
      return { index, start: this.mul(index, first), length: first };
    }
    let index: Value = 0;
    let start: Value = 0;
    let length: Value = first;
    const starts = cycleStarts(first, multiplier, LAST_STEP, COMPARED);
    for (const [before, next] of starts.entries()) {
      index = this.ifLess(step, next, index, before + 1);
      start = this.ifLess(step, next, start, next);
      length = this.ifLess(step, next, length, first * multiplier ** (before + 1));
    }
    const last = starts.at(-1) ?? 0;
    if (starts.length < COMPARED || multiplier < 1) return { index, start, length };
    // Beyond the compared restarts, the logarithm counts: cycles that hardly grow do not end on a step of their own.
    const growth = multiplier - 1;
    const lastLength = first * multiplier ** COMPARED;
    const beyond = this.max(this.sub(step, last), 0);
    const count = this.log(this.add(1, this.mul(beyond, growth / lastLength)));
    const jump = this.floor(this.div(count, Math.log(multiplier)));
    const far = this.mul(lastLength, this.pow(multiplier, jump));
    return {
      index: this.add(index, jump),
      start: this.add(start, this.div(this.sub(far, lastLength), growth)),
      length: this.ifLess(step, last, length, far),
    };
  }

  private floor(x: Value): Value {
    return typeof x === 'number' ? Math.floor(x) : this.unary('Floor', x);
  }
  private unary(kernel: string, x: Value): TensorLike {
    return this.engine.runKernel(kernel, { x: this.toTensor(x) });
  }
  private binary(kernel: string, a: Value, b: Value): TensorLike {
    return this.engine.runKernel(kernel, { a: this.toTensor(a), b: this.toTensor(b) });
  }
}

/** The rates of `schedule` at a tensor of steps of any shape: a float32 tensor of that shape, on the same device. */
export function evaluateTensor(schedule: LearningRateSchedule, steps: TensorLike): TensorLike {
  const shared = engine();
  return shared.tidy(() => {
    const m = new TensorArithmetic(shared, steps.shape);
    return m.toTensor(schedule.evaluate<Value>(m, shared.runKernel('Cast', { x: steps }, { dtype: 'float32' })));
  });
}
