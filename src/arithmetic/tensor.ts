import type { Arithmetic, Formula } from './arithmetic.js';
import { coefficients } from './cosine.js';
import { chain } from './pick.js';
import { engine, type TensorLike } from './tensor-engine.js';

/** Constants stay plain numbers until they meet a tensor. */
type Value = TensorLike | number;

/**
 * The rates of `schedule` at a tensor of steps of any shape: a float32 tensor of that shape, on the same device.
 *
 * GPUs are exact in + − × alone: their cosine is off by 2e−4 and their division by an ulp, which is a whole step to a
 * floor. So the cosine is a polynomial, and a floor of a quotient is put right by multiplying back.
 */
export function evaluateTensor(schedule: Formula, steps: TensorLike): TensorLike {
  const shared = engine();
  const run = (kernel: string, inputs: Record<string, TensorLike>, attributes?: Record<string, unknown>) =>
    shared.runKernel(kernel, inputs, attributes);
  const toTensor = (value: Value) =>
    typeof value === 'number' ? run('Fill', {}, { shape: steps.shape, value, dtype: 'float32' }) : value;
  const unary = (kernel: string) => (x: Value) => run(kernel, { x: toTensor(x) });
  const binary = (kernel: string) => (a: Value, b: Value) => run(kernel, { a: toTensor(a), b: toTensor(b) });
  const select = (condition: TensorLike, t: Value, e: Value) =>
    run('Select', { condition, t: toTensor(t), e: toTensor(e) });

  const [add, sub, mul, div] = [binary('Add'), binary('Sub'), binary('Multiply'), binary('RealDiv')];
  const [floor, abs, sqrt, exp] = [unary('Floor'), unary('Abs'), unary('Sqrt'), unary('Exp')];
  const [less, finite, power] = [binary('Less'), unary('IsFinite'), binary('Pow')];

  const m: Arithmetic<Value> = {
    add,
    sub,
    mul,
    div,
    exp,
    min: binary('Minimum'),
    max: binary('Maximum'),
    log: unary('Log'),
    tanh: unary('Tanh'),
    floorDiv(a, b) {
      const quotient = floor(div(a, b));
      const rest = sub(a, mul(quotient, b));
      return m.ifLess(rest, 0, sub(quotient, 1), m.ifLess(rest, b, quotient, add(quotient, 1)));
    },
    pow(base, exponent) {
      if (exponent === 1) return base;
      if (exponent === 2) return mul(base, base);
      if (exponent === 0.5) return sqrt(base);
      if (typeof exponent === 'number' && exponent < 0) return div(1, m.pow(base, -exponent));
      // The logarithm in float64: a GPU's own loses what a base near 1, such as a decay per step, is made of.
      return typeof base === 'number' && base > 0 ? exp(mul(exponent, Math.log(base))) : power(base, exponent);
    },
    cosPi(x) {
      const y = sub(0.5, abs(sub(x, mul(floor(add(mul(x, 0.5), 0.5)), 2))));
      const square = mul(y, y);
      return mul(
        y,
        coefficients.reduceRight<Value>((sum, coefficient) => add(mul(sum, square), coefficient), 0),
      );
    },
    cosPiOver: (x, length) => m.cosPi(div(x, length)),
    ifLess: (a, b, t, e) => select(less(a, b), t, e),
    finiteOr: (value, otherwise) => select(finite(value), value, otherwise),
    pick: (x, boundaries, values, side) => chain(m, x, boundaries, values, side),
    cycle: (step, cycles) => cycles.byComparison(m, step),
    apply: (inner, step) => inner.evaluate(m, step),
    constant: (value) => value,
  };
  return shared.tidy(() => toTensor(schedule.evaluate(m, run('Cast', { x: steps }, { dtype: 'float32' }))));
}
