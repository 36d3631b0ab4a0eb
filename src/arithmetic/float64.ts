import type { LearningRateSchedule } from '../schedule.js';
import type { Arithmetic, Cycle, CycleRow, Side } from './arithmetic.js';
import { countBoundaries } from './pick.js';

/** Everyday numbers: JavaScript's own float64. */
class Float64 implements Arithmetic<number> {
  add(a: number, b: number): number {
    return a + b;
  }
  sub(a: number, b: number): number {
    return a - b;
  }
  mul(a: number, b: number): number {
    return a * b;
  }
  div(a: number, b: number): number {
    return a / b;
  }
  floorDiv(a: number, b: number): number {
    return Math.floor(a / b);
  }
  min(a: number, b: number): number {
    return Math.min(a, b);
  }
  max(a: number, b: number): number {
    return Math.max(a, b);
  }
  pow(base: number, exponent: number): number {
    return base ** exponent;
  }
  exp(x: number): number {
    return Math.exp(x);
  }
  log(x: number): number {
    return Math.log(x);
  }
  tanh(x: number): number {
    return Math.tanh(x);
  }
  cosPi(x: number): number {
    // cos(πx) = sin(π(1/2 − x)): unlike the cosine, the sine is exact at its zeros, once x is brought into [0, 1].
    return Math.sin(Math.PI * (0.5 - (x < 0 || x > 1 ? foldIntoUnit(x) : x)));
  }
  cosPiOver(x: number, length: number): number {
    return this.cosPi(x / length);
  }
  ifLess(a: number, b: number, less: number, otherwise: number): number {
    return a < b ? less : otherwise;
  }
  finiteOr(value: number, otherwise: number): number {
    return value - value === 0 ? value : otherwise;
  }
  pick(x: number, boundaries: Float64Array, values: Float64Array, side: Side): number {
    return values[countBoundaries(x, boundaries, side)] as number;
  }
  cycle(step: number, cycles: CycleRow): Cycle<number> {
    const { start, length, scale } = cycles.at(step);
    return { phase: (step - start) / length, scale };
  }
  apply(schedule: LearningRateSchedule, step: number): number {
    return schedule.at(step);
  }
  constant(value: number): number {
    return value;
  }
}

/** The number in [0, 1] with the cosPi of `x`. */
function foldIntoUnit(x: number): number {
  return Math.abs(x - 2 * Math.floor(x * 0.5 + 0.5));
}

/** The arithmetic of `schedule(step)`: pass it to `evaluate` for a float64. */
export const float64: Arithmetic<number> = /* @__PURE__ */ new Float64();
