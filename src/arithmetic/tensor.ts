import type { LearningRateSchedule } from '../schedule.js';
import type { Arithmetic, Pieces } from './arithmetic.js';
import { type Cycle, cyclesUpTo } from './cycles.js';
import { type Engine, engine, type TensorLike } from './tensor-engine.js';

/** Constants stay plain numbers until they meet a tensor. */
type Value = TensorLike | number;

/** sin(πy) = y·P(y²) on [−1/2, 1/2], within 2e−11, and exactly ±1 at the ends in float32. */
const SINE = [
  3.1415926533001857, -5.167712744082177, 2.5501628362433815, -0.5992476279734523, 0.0820315941134394,
  -0.0070003428078812,
];
/** Where the table of cycles ends: steps are int32, or float32 and no longer whole before that. */
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
    // The logarithm in float64: a GPU's own loses what a base near 1, such as a decay per step, is made of.
    if (typeof base === 'number' && base > 0) return this.exp(this.mul(exponent, Math.log(base)));
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
  cosPiOver(x: Value, length: Value): Value {
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
  pick(x: Value, boundaries: Float64Array, values: Float64Array, side: 'left' | 'right'): Value {
    let picked: Value = values[0] as number;
    for (const [i, boundary] of boundaries.entries()) {
      const next = values[i + 1] as number;
      picked = side === 'left' ? this.ifLess(boundary, x, next, picked) : this.ifLess(x, boundary, picked, next);
    }
    return picked;
  }
  cycle(step: Value, first: number, multiplier: number, factor: number): { phase: Value; scale: Value } {
    if (multiplier === 1) {
      const index = this.floorDiv(step, first);
      const phase = this.div(this.sub(step, this.mul(index, first)), first);
      return { phase, scale: factor === 1 ? 1 : this.pow(factor, index) };
    }
    const cycles = cyclesUpTo(LAST_STEP, first, multiplier, factor);
    const pick = (property: (cycle: Cycle) => number): Value =>
      this.pick(
        step,
        Float64Array.from(cycles.slice(1), ({ start }) => start),
        Float64Array.from(cycles, property),
        'right',
      );
    const length = pick((cycle) => cycle.length);
    const phase = this.div(
      this.sub(
        step,
        pick((cycle) => cycle.start),
      ),
      length,
    );
    return { phase, scale: factor === 1 ? 1 : pick((cycle) => cycle.scale) };
  }
  apply(schedule: LearningRateSchedule, step: Value): Value {
    return schedule.evaluate<Value>(this, step);
  }
  applyPiece({ schedules, boundaries, side, starts }: Pieces, step: Value): Value {
    const [first, ...others] = schedules.map((schedule, i) =>
      this.apply(schedule, this.sub(step, starts[i] as number)),
    );
    return others.reduce<Value>((rate, next, i) => {
      const boundary = boundaries[i] as number;
      return side === 'left' ? this.ifLess(boundary, step, next, rate) : this.ifLess(step, boundary, rate, next);
    }, first as Value);
  }
  constant(value: number): number {
    return value;
  }

  /** `value` as a tensor of the steps' shape. */
  toTensor(value: Value): TensorLike {
    if (typeof value !== 'number') return value;
    return this.engine.runKernel('Fill', {}, { shape: this.shape, value, dtype: 'float32' });
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
