import type { LearningRateSchedule } from '../../schedule.js';
import { Shift } from '../../schedules/blocks/shift.js';

/** `schedule` from step `transitionBegin` on, and its first rate before; Optax takes a negative one for 0. */
export function delayed(schedule: LearningRateSchedule, transitionBegin: number): LearningRateSchedule {
  return transitionBegin > 0 ? new Shift({ schedule, offset: transitionBegin }) : schedule;
}
