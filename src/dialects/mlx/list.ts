import { dialect } from '../../catalog-entry.js';
import { cosineDecay, table as cosineDecayTable } from './cosine-decay.js';
import { exponentialDecay, table as exponentialDecayTable } from './exponential-decay.js';
import { joinSchedules, table as joinSchedulesTable } from './join-schedules.js';
import { linearSchedule, table as linearScheduleTable } from './linear-schedule.js';
import { stepDecay, table as stepDecayTable } from './step-decay.js';

/** MLX's schedules, under the names of their functions. */
export const mlx = dialect('mlx', 'MLX', {
  cosine_decay: [{ cosineDecay }, cosineDecayTable],
  exponential_decay: [{ exponentialDecay }, exponentialDecayTable],
  join_schedules: [{ joinSchedules }, joinSchedulesTable],
  linear_schedule: [{ linearSchedule }, linearScheduleTable],
  step_decay: [{ stepDecay }, stepDecayTable],
});
