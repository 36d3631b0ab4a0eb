import { constantSchedule, table as constantScheduleTable } from '../../dialects/optax/constant-schedule.js';
import { cosineDecaySchedule, table as cosineDecayScheduleTable } from '../../dialects/optax/cosine-decay-schedule.js';
import {
  cosineOnecycleSchedule,
  table as cosineOnecycleScheduleTable,
} from '../../dialects/optax/cosine-onecycle-schedule.js';
import { exponentialDecay, table as exponentialDecayTable } from '../../dialects/optax/exponential-decay.js';
import { joinSchedules, table as joinSchedulesTable } from '../../dialects/optax/join-schedules.js';
import {
  linearOnecycleSchedule,
  table as linearOnecycleScheduleTable,
} from '../../dialects/optax/linear-onecycle-schedule.js';
import { linearSchedule, table as linearScheduleTable } from '../../dialects/optax/linear-schedule.js';
import {
  piecewiseConstantSchedule,
  table as piecewiseConstantScheduleTable,
} from '../../dialects/optax/piecewise-constant-schedule.js';
import {
  piecewiseInterpolateSchedule,
  table as piecewiseInterpolateScheduleTable,
} from '../../dialects/optax/piecewise-interpolate-schedule.js';
import { polynomialSchedule, table as polynomialScheduleTable } from '../../dialects/optax/polynomial-schedule.js';
import { sgdrSchedule, table as sgdrScheduleTable } from '../../dialects/optax/sgdr-schedule.js';
import {
  warmupConstantSchedule,
  table as warmupConstantScheduleTable,
} from '../../dialects/optax/warmup-constant-schedule.js';
import {
  warmupCosineDecaySchedule,
  table as warmupCosineDecayScheduleTable,
} from '../../dialects/optax/warmup-cosine-decay-schedule.js';
import {
  warmupExponentialDecaySchedule,
  table as warmupExponentialDecayScheduleTable,
} from '../../dialects/optax/warmup-exponential-decay-schedule.js';
import { type CatalogEntry, entryOf } from './entry.js';

/** Optax's schedules, under the names of their functions in Python. */
export const optax: readonly CatalogEntry[] = [
  entryOf('optax', 'constant_schedule', { constantSchedule }, constantScheduleTable),
  entryOf('optax', 'cosine_decay_schedule', { cosineDecaySchedule }, cosineDecayScheduleTable),
  entryOf('optax', 'cosine_onecycle_schedule', { cosineOnecycleSchedule }, cosineOnecycleScheduleTable),
  entryOf('optax', 'exponential_decay', { exponentialDecay }, exponentialDecayTable),
  entryOf('optax', 'join_schedules', { joinSchedules }, joinSchedulesTable),
  entryOf('optax', 'linear_onecycle_schedule', { linearOnecycleSchedule }, linearOnecycleScheduleTable),
  entryOf('optax', 'linear_schedule', { linearSchedule }, linearScheduleTable),
  entryOf('optax', 'piecewise_constant_schedule', { piecewiseConstantSchedule }, piecewiseConstantScheduleTable),
  entryOf(
    'optax',
    'piecewise_interpolate_schedule',
    { piecewiseInterpolateSchedule },
    piecewiseInterpolateScheduleTable,
  ),
  entryOf('optax', 'polynomial_schedule', { polynomialSchedule }, polynomialScheduleTable),
  entryOf('optax', 'sgdr_schedule', { sgdrSchedule }, sgdrScheduleTable),
  entryOf('optax', 'warmup_constant_schedule', { warmupConstantSchedule }, warmupConstantScheduleTable),
  entryOf('optax', 'warmup_cosine_decay_schedule', { warmupCosineDecaySchedule }, warmupCosineDecayScheduleTable),
  entryOf(
    'optax',
    'warmup_exponential_decay_schedule',
    { warmupExponentialDecaySchedule },
    warmupExponentialDecayScheduleTable,
  ),
];
