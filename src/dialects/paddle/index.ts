export { type CosineAnnealingDecayOptions, cosineAnnealingDecay } from './cosine-annealing-decay.js';
export {
  type CosineAnnealingWarmRestartsOptions,
  cosineAnnealingWarmRestarts,
} from './cosine-annealing-warm-restarts.js';
export { type CyclicLROptions, cyclicLR } from './cyclic-lr.js';
export { type ExponentialDecayOptions, exponentialDecay } from './exponential-decay.js';
export { type InverseTimeDecayOptions, inverseTimeDecay } from './inverse-time-decay.js';
export { type LinearLROptions, linearLR } from './linear-lr.js';
export { type LinearWarmupOptions, linearWarmup } from './linear-warmup.js';
export { type MultiStepDecayOptions, multiStepDecay } from './multi-step-decay.js';
export { type NaturalExpDecayOptions, naturalExpDecay } from './natural-exp-decay.js';
export { type NoamDecayOptions, noamDecay } from './noam-decay.js';
export { type OneCycleLROptions, oneCycleLR } from './one-cycle-lr.js';
export { type PiecewiseDecayOptions, piecewiseDecay } from './piecewise-decay.js';
export { type PolynomialDecayOptions, polynomialDecay } from './polynomial-decay.js';
export { type StepDecayOptions, stepDecay } from './step-decay.js';
