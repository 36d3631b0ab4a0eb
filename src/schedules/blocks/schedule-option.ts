import type { LearningRateSchedule } from '../../schedule.js';
import { Constant } from './constant.js';

const toSchedule = (value: LearningRateSchedule | number): LearningRateSchedule =>
  typeof value === 'number' ? new Constant({ value }) : value;

/** An option that takes a schedule, and makes one of a number. */
export const aSchedule = { is: 'schedule', keep: toSchedule } as const;

/** An option that takes a list of schedules and numbers. */
export const schedules = { is: 'schedule', list: 'any', keep: toSchedule } as const;
