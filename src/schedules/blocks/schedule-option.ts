import type { Rule } from '../../options.js';
import { LearningRateSchedule, scheduleOrNumber } from '../../schedule.js';
import { Constant } from './constant.js';

const toSchedule = (value: LearningRateSchedule | number) =>
  value instanceof LearningRateSchedule ? value : new Constant({ value });

/** The rule of an option that takes a schedule, and makes one of a number. */
export const schedule: Rule = { ...scheduleOrNumber, keep: toSchedule };

/** The rule of an option that takes a list of schedules and numbers. */
export const schedules: Rule = {
  requires: 'a list of one or more schedules or finite numbers',
  kind: (value) => Array.isArray(value) && value.every(scheduleOrNumber.kind),
  range: (value: (LearningRateSchedule | number)[]) =>
    value.length > 0 && value.every((item) => scheduleOrNumber.range?.(item as never)),
  keep: (value: (LearningRateSchedule | number)[]) => value.map(toSchedule),
};
