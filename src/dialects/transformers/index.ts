export type {
  CosineKwargs,
  CosineWarmupWithMinLrKwargs,
  CosineWithMinLrKwargs,
} from './cosine.js';
export type { CosineWithRestartsKwargs } from './cosine-with-restarts.js';
export {
  type GetSchedulerOptions,
  getScheduler,
  type SchedulerSpecificKwargs,
  type SchedulerType,
} from './get-scheduler.js';
export type { InverseSqrtKwargs } from './inverse-sqrt.js';
export type { PolynomialKwargs } from './polynomial.js';
export type { WarmupStableDecayKwargs } from './warmup-stable-decay.js';
