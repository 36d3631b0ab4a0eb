export { type CosineLRSchedulerOptions, cosineLRScheduler } from './cosine-lr-scheduler.js';
export { type MultiStepLRSchedulerOptions, multiStepLRScheduler } from './multi-step-lr-scheduler.js';
export { type PolyLRSchedulerOptions, polyLRScheduler } from './poly-lr-scheduler.js';
export { type StepLRSchedulerOptions, stepLRScheduler } from './step-lr-scheduler.js';
export { type TanhLRSchedulerOptions, tanhLRScheduler } from './tanh-lr-scheduler.js';
export { type WSDLRSchedulerOptions, wsdLRScheduler } from './wsd-lr-scheduler.js';
