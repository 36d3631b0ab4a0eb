export { type ChainedSchedulerOptions, chainedScheduler } from './chained-scheduler.js';
export { type ConstantLROptions, constantLR } from './constant-lr.js';
export { type CosineAnnealingLROptions, cosineAnnealingLR } from './cosine-annealing-lr.js';
export {
  type CosineAnnealingWarmRestartsOptions,
  cosineAnnealingWarmRestarts,
} from './cosine-annealing-warm-restarts.js';
export { type CyclicLROptions, cyclicLR, cyclicMomentum } from './cyclic-lr.js';
export { type ExponentialLROptions, exponentialLR } from './exponential-lr.js';
export { type LambdaLROptions, lambdaLR } from './lambda-lr.js';
export { type LinearLROptions, linearLR } from './linear-lr.js';
export { type MultiStepLROptions, multiStepLR } from './multi-step-lr.js';
export { type MultiplicativeLROptions, multiplicativeLR } from './multiplicative-lr.js';
export { type OneCycleLROptions, oneCycleLR, oneCycleMomentum } from './one-cycle-lr.js';
export { type PolynomialLROptions, polynomialLR } from './polynomial-lr.js';
export { type SequentialLROptions, sequentialLR } from './sequential-lr.js';
export { type StepLROptions, stepLR } from './step-lr.js';
