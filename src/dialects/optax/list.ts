import { dialect } from '../../catalog-entry.js';
import { constantSchedule, table as constantScheduleTable } from './constant-schedule.js';
import { cosineDecaySchedule, table as cosineDecayScheduleTable } from './cosine-decay-schedule.js';
import { cosineOnecycleSchedule, table as cosineOnecycleScheduleTable } from './cosine-onecycle-schedule.js';
import { exponentialDecay, table as exponentialDecayTable } from './exponential-decay.js';
import { joinSchedules, table as joinSchedulesTable } from './join-schedules.js';
import { linearOnecycleSchedule, table as linearOnecycleScheduleTable } from './linear-onecycle-schedule.js';
import { linearSchedule, table as linearScheduleTable } from './linear-schedule.js';
import { piecewiseConstantSchedule, table as piecewiseConstantScheduleTable } from './piecewise-constant-schedule.js';
import {
  piecewiseInterpolateSchedule,
  table as piecewiseInterpolateScheduleTable,
} from './piecewise-interpolate-schedule.js';
import { polynomialSchedule, table as polynomialScheduleTable } from './polynomial-schedule.js';
import { sgdrSchedule, table as sgdrScheduleTable } from './sgdr-schedule.js';
import { warmupConstantSchedule, table as warmupConstantScheduleTable } from './warmup-constant-schedule.js';
import { warmupCosineDecaySchedule, table as warmupCosineDecayScheduleTable } from './warmup-cosine-decay-schedule.js';
import {
  warmupExponentialDecaySchedule,
  table as warmupExponentialDecayScheduleTable,
} from './warmup-exponential-decay-schedule.js';

/** Optax's schedules, under the names of their functions in Python. */
export const optax = dialect('optax', 'Optax', {
  constant_schedule: [{ constantSchedule }, constantScheduleTable],
  cosine_decay_schedule: [{ cosineDecaySchedule }, cosineDecayScheduleTable],
  cosine_onecycle_schedule: [{ cosineOnecycleSchedule }, cosineOnecycleScheduleTable],
  exponential_decay: [{ exponentialDecay }, exponentialDecayTable],
  join_schedules: [{ joinSchedules }, joinSchedulesTable],
  linear_onecycle_schedule: [{ linearOnecycleSchedule }, linearOnecycleScheduleTable],
  linear_schedule: [{ linearSchedule }, linearScheduleTable],
  piecewise_constant_schedule: [{ piecewiseConstantSchedule }, piecewiseConstantScheduleTable],
  piecewise_interpolate_schedule: [{ piecewiseInterpolateSchedule }, piecewiseInterpolateScheduleTable],
  polynomial_schedule: [{ polynomialSchedule }, polynomialScheduleTable],
  sgdr_schedule: [{ sgdrSchedule }, sgdrScheduleTable],
  warmup_constant_schedule: [{ warmupConstantSchedule }, warmupConstantScheduleTable],
  warmup_cosine_decay_schedule: [{ warmupCosineDecaySchedule }, warmupCosineDecayScheduleTable],
  warmup_exponential_decay_schedule: [{ warmupExponentialDecaySchedule }, warmupExponentialDecayScheduleTable],
});
