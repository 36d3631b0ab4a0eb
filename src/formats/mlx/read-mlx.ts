import { cosineDecay, exponentialDecay, joinSchedules, linearSchedule, stepDecay } from '../../dialects/mlx/index.js';
import { nearest } from '../../errors.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Constant } from '../../schedules/blocks/constant.js';
import type { FormFile, FormOptions } from '../form.js';
import { mapOf } from '../open-file.js';
import { type Found, inPart } from '../reading.js';
import { Settings } from '../settings.js';

/** The functions and their arguments in order, how many of which are required. */
const schedules: Readonly<
  Record<string, readonly [(options: never) => LearningRateSchedule, readonly string[], number]>
> = {
  cosine_decay: [cosineDecay, ['init', 'decaySteps', 'end'], 2],
  linear_schedule: [linearSchedule, ['init', 'end', 'steps'], 3],
  exponential_decay: [exponentialDecay, ['init', 'decayRate'], 2],
  step_decay: [stepDecay, ['init', 'decayRate', 'stepSize'], 3],
};

/** @throws {TypeError | RangeError} that names the place. */
export function readMlx(file: FormFile, { run }: FormOptions): Found {
  const config = new Settings(file, mapOf(file));
  const iterations = config.count('iters', 1, 1000);
  const gradientAccumulation = run.gradientAccumulation ?? config.count('grad_accumulation_steps', 1, 1);
  const totalSteps = run.totalSteps ?? Math.max(1, Math.floor(iterations / gradientAccumulation));
  const scheduler = config.inside('lr_schedule');
  const known = { ...run, gradientAccumulation, totalSteps };
  if (!scheduler) {
    const value = config.number('learning_rate', { atLeast: 0 }, 1e-5);
    return { schedule: new Constant({ value }), run: known, ignored: config.unused() };
  }
  return { schedule: build(scheduler), run: known, ignored: config.unused() };
}

function build(scheduler: Settings): LearningRateSchedule {
  scheduler.refuseMisspelt(['name', 'arguments', 'warmup', 'warmup_init'], true);
  const name = scheduler.text('name');
  const entry = Object.hasOwn(schedules, name) ? schedules[name] : undefined;
  if (!entry) {
    const names = Object.keys(schedules);
    const meant = nearest(name, names);
    return scheduler.refuse('name', `one of ${names.join(', ')}${meant ? ` (did you mean ${meant}?)` : ''}`);
  }
  const [make, names, least] = entry;
  const given = scheduler.numbers('arguments');
  if (given.length < least || given.length > names.length) {
    scheduler.refuse(
      'arguments',
      `${least === names.length ? '' : `${least} or `}${names.length} numbers (${names.join(', ')})`,
    );
  }
  const schedule = inPart(scheduler.at('arguments'), () =>
    make(Object.fromEntries(given.map((value, i) => [names[i], value])) as never),
  );
  const warmup = scheduler.count('warmup', 0, 0);
  const init = scheduler.number('warmup_init', {}, 0);
  if (warmup === 0) return schedule;
  const ramp = linearSchedule({ init, end: given[0] as number, steps: warmup });
  // The schedule takes over one update after the warmup has come to its end.
  return joinSchedules({ schedules: [ramp, schedule], boundaries: [warmup + 1] });
}
