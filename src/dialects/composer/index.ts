/**
 * The schedulers of Composer and llm-foundry, with their names, defaults and times; each as the rate that an update is
 * made with, which is that of the batch before.
 * @module
 */
export {
  type InverseSquareRootWithWarmupSchedulerOptions,
  inverseSquareRootWithWarmupScheduler,
} from './inverse-square-root.js';
export {
  type ConstantSchedulerOptions,
  type CosineAnnealingSchedulerOptions,
  type CosineAnnealingWarmRestartsSchedulerOptions,
  constantScheduler,
  cosineAnnealingScheduler,
  cosineAnnealingWarmRestartsScheduler,
  type ExponentialSchedulerOptions,
  exponentialScheduler,
  type LinearSchedulerOptions,
  linearScheduler,
  type MultiStepSchedulerOptions,
  multiStepScheduler,
  type PolynomialSchedulerOptions,
  polynomialScheduler,
  type StepSchedulerOptions,
  stepScheduler,
} from './plain.js';
export type { ComposerOptions } from './time.js';
export {
  type ConstantWithWarmupSchedulerOptions,
  type CosineAnnealingWithWarmupSchedulerOptions,
  constantWithWarmupScheduler,
  cosineAnnealingWithWarmupScheduler,
  type LinearWithWarmupSchedulerOptions,
  linearWithWarmupScheduler,
  type MultiStepWithWarmupSchedulerOptions,
  multiStepWithWarmupScheduler,
  type PolynomialWithWarmupSchedulerOptions,
  polynomialWithWarmupScheduler,
  type WarmupOptions,
} from './with-warmup.js';
