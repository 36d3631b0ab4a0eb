export { type CosineDecayOptions, cosineDecay } from './cosine-decay.js';
export { type ExponentialDecayOptions, exponentialDecay } from './exponential-decay.js';
export { type JoinSchedulesOptions, joinSchedules } from './join-schedules.js';
export { type LinearScheduleOptions, linearSchedule } from './linear-schedule.js';
export { type StepDecayOptions, stepDecay } from './step-decay.js';
