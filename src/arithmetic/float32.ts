import type { Arithmetic, Cycle, CycleRow, Formula, Side } from './arithmetic.js';
import { cosPi } from './cosine.js';
import { countBoundaries } from './pick.js';

const round = Math.fround;
const PI = 3.1415927410125732; // π as a float32
const cosineOf = (angle: number) => round(cosPi(angle / Math.PI));

/**
 * Single precision, rounded after every operation as TensorFlow does on a CPU. Operands are rounded first, since
 * TensorFlow casts each constant; one rounding of a float64 result is then the float32 result itself for + − × ÷.
 */
class Float32 implements Arithmetic<number> {
  add(a: number, b: number): number {
    return round(round(a) + round(b));
  }
  sub(a: number, b: number): number {
    return round(round(a) - round(b));
  }
  mul(a: number, b: number): number {
    return round(round(a) * round(b));
  }
  div(a: number, b: number): number {
    return round(round(a) / round(b));
  }
  floorDiv(a: number, b: number): number {
    return Math.floor(this.div(a, b));
  }
  min(a: number, b: number): number {
    return Math.min(round(a), round(b));
  }
  max(a: number, b: number): number {
    return Math.max(round(a), round(b));
  }
  pow(base: number, exponent: number): number {
    return round(round(base) ** round(exponent));
  }
  exp(x: number): number {
    return round(Math.exp(round(x)));
  }
  log(x: number): number {
    return round(Math.log(round(x)));
  }
  tanh(x: number): number {
    return round(Math.tanh(round(x)));
  }
  cosPi(x: number): number {
    return cosineOf(this.mul(PI, x));
  }
  cosPiOver(x: number, length: number): number {
    return cosineOf(this.div(this.mul(PI, x), length));
  }
  ifLess(a: number, b: number, less: number, otherwise: number): number {
    return round(round(a) < round(b) ? less : otherwise);
  }
  finiteOr(value: number, otherwise: number): number {
    const rounded = round(value);
    return Number.isFinite(rounded) ? rounded : round(otherwise);
  }
  pick(x: number, boundaries: Float64Array, values: Float64Array, side: Side): number {
    return round(values[countBoundaries(round(x), boundaries.map(round), side)] as number);
  }
  cycle(step: number, row: CycleRow): Cycle<number> {
    const { first, multiplier, factor } = row;
    // TensorFlow's way to the phase, from the count of cycles that its logarithm should have found.
    const { index, scale: height } = row.at(round(step));
    if (index === Number.POSITIVE_INFINITY) return { phase: 1, scale: height };
    const scale = this.pow(factor, index);
    const cycles = this.div(step, first);
    if (multiplier === 1) return { phase: this.sub(cycles, index), scale };
    const length = this.pow(multiplier, index);
    const start = this.div(this.sub(1, length), this.sub(1, multiplier));
    return { phase: this.div(this.sub(cycles, start), length), scale };
  }
  apply(schedule: Formula, step: number): number {
    return round(schedule.evaluate<number>(this, round(step)));
  }
  constant(_value: number, single: number): number {
    return single;
  }
}

/** Single precision as TensorFlow rounds it: `schedule.evaluate(float32, step)` is the rate that Keras computes. */
export const float32: Arithmetic<number> = /* @__PURE__ */ new Float32();
