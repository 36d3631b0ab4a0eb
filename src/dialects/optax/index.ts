export type { BoundariesAndScales } from './boundaries-and-scales.js';
export { type ConstantScheduleOptions, constantSchedule } from './constant-schedule.js';
export { type CosineDecayScheduleOptions, cosineDecaySchedule } from './cosine-decay-schedule.js';
export { type CosineOnecycleScheduleOptions, cosineOnecycleSchedule } from './cosine-onecycle-schedule.js';
export { type ExponentialDecayOptions, exponentialDecay } from './exponential-decay.js';
export { type JoinSchedulesOptions, joinSchedules } from './join-schedules.js';
export { type LinearOnecycleScheduleOptions, linearOnecycleSchedule } from './linear-onecycle-schedule.js';
export { type LinearScheduleOptions, linearSchedule } from './linear-schedule.js';
export { type PiecewiseConstantScheduleOptions, piecewiseConstantSchedule } from './piecewise-constant-schedule.js';
export {
  type PiecewiseInterpolateScheduleOptions,
  piecewiseInterpolateSchedule,
} from './piecewise-interpolate-schedule.js';
export { type PolynomialScheduleOptions, polynomialSchedule } from './polynomial-schedule.js';
export { type SgdrScheduleOptions, sgdrSchedule } from './sgdr-schedule.js';
export { type WarmupConstantScheduleOptions, warmupConstantSchedule } from './warmup-constant-schedule.js';
export { type WarmupCosineDecayScheduleOptions, warmupCosineDecaySchedule } from './warmup-cosine-decay-schedule.js';
export {
  type WarmupExponentialDecayScheduleOptions,
  warmupExponentialDecaySchedule,
} from './warmup-exponential-decay-schedule.js';
