import { LearningRateSchedule, type ScheduleClass } from '../schedule.js';
import * as blocks from './blocks/index.js';
import * as keras from './keras/index.js';
import * as modelGarden from './model-garden/index.js';
import * as named from './named/index.js';

const isClass = (value: unknown): value is ScheduleClass =>
  typeof value === 'function' && value.prototype instanceof LearningRateSchedule;

const collect = () =>
  [keras, modelGarden, blocks, named].flatMap((folder) => Object.values<unknown>(folder)).filter(isClass);

/** Every schedule class of this package: what the folders export. */
export const scheduleClasses: readonly ScheduleClass[] = /* @__PURE__ */ collect();
