import { dialect } from '../../catalog-entry.js';
import { optimizerParamScheduler, table as optimizerParamSchedulerTable } from './optimizer-param-scheduler.js';

/** Megatron's schedule, under the name of its class. */
export const megatron = dialect('megatron', 'Megatron', {
  OptimizerParamScheduler: [{ optimizerParamScheduler }, optimizerParamSchedulerTable],
});
