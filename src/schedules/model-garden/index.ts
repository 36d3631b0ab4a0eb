export { CosineDecayWithOffset } from './cosine-decay-with-offset.js';
export { DirectPowerDecay, type DirectPowerDecayOptions } from './direct-power-decay.js';
export { ExponentialDecayWithOffset } from './exponential-decay-with-offset.js';
export { LinearWarmup, type LinearWarmupOptions } from './linear-warmup.js';
export {
  type OffsetBase,
  type OffsetOptions,
  offsetClass,
  type WithOffset,
} from './offset-class.js';
export { PiecewiseConstantDecayWithOffset } from './piecewise-constant-decay-with-offset.js';
export { PolynomialDecayWithOffset } from './polynomial-decay-with-offset.js';
export { PolynomialWarmUp, type PolynomialWarmUpOptions } from './polynomial-warm-up.js';
export {
  PowerAndLinearDecay,
  type PowerAndLinearDecayOptions,
} from './power-and-linear-decay.js';
export {
  PowerDecayWithOffset,
  type PowerDecayWithOffsetOptions,
} from './power-decay-with-offset.js';
export {
  StepCosineDecayWithOffset,
  type StepCosineDecayWithOffsetOptions,
} from './step-cosine-decay-with-offset.js';
