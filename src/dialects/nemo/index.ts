export { type CosineAnnealingOptions, cosineAnnealing } from './cosine-annealing.js';
export { type InverseSquareRootAnnealingOptions, inverseSquareRootAnnealing } from './inverse-square-root-annealing.js';
export { type NoamAnnealingOptions, noamAnnealing } from './noam-annealing.js';
export { type NoamHoldAnnealingOptions, noamHoldAnnealing } from './noam-hold-annealing.js';
export { type PolynomialDecayAnnealingOptions, polynomialDecayAnnealing } from './polynomial-decay-annealing.js';
export {
  type PolynomialHoldDecayAnnealingOptions,
  polynomialHoldDecayAnnealing,
} from './polynomial-hold-decay-annealing.js';
export { type SquareAnnealingOptions, squareAnnealing } from './square-annealing.js';
export { type SquareRootAnnealingOptions, squareRootAnnealing } from './square-root-annealing.js';
export {
  type T5InverseSquareRootAnnealingOptions,
  t5InverseSquareRootAnnealing,
} from './t5-inverse-square-root-annealing.js';
export { type WarmupAnnealingOptions, warmupAnnealing } from './warmup-annealing.js';
export { type WarmupHoldAnnealLinearOptions, warmupHoldAnnealLinear } from './warmup-hold-anneal-linear.js';
export {
  type WarmupHoldAnnealOneMinusSquareRootOptions,
  warmupHoldAnnealOneMinusSquareRoot,
} from './warmup-hold-anneal-one-minus-square-root.js';
export { type WarmupHoldPolicyOptions, warmupHoldPolicy } from './warmup-hold-policy.js';
export { type WarmupPolicyOptions, warmupPolicy } from './warmup-policy.js';
