import type { Arithmetic, Cycle, CycleRow, Formula, Side } from './arithmetic.js';
import { cosPi } from './cosine.js';
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
    return cosPi(x);
  }
  cosPiOver(x: number, length: number): number {
    return cosPi(x / length);
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
  apply(schedule: Formula, step: number): number {
    return schedule.at(step);
  }
  constant(value: number): number {
    return value;
  }
}

/** The arithmetic of `schedule(step)`: pass it to `evaluate` for a float64. */
export const float64: Arithmetic<number> = /* @__PURE__ */ new Float64();
