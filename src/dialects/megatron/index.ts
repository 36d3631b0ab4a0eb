export { type OptimizerParamSchedulerOptions, optimizerParamScheduler } from './optimizer-param-scheduler.js';
