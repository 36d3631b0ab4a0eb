import type { LearningRateSchedule } from '../../schedule.js';
import { CosineRamp } from '../../schedules/blocks/cosine-ramp.js';
import { LinearRamp } from '../../schedules/blocks/linear-ramp.js';
import { PolynomialRamp } from '../../schedules/blocks/polynomial-ramp.js';
import { Sequence } from '../../schedules/blocks/sequence.js';
import type { FormFile, FormOptions } from '../form.js';
import { mapOf } from '../open-file.js';
import type { Found } from '../reading.js';
import { roundHalfEven } from '../rounding.js';
import { Settings } from '../settings.js';

const KNOWN = ['warmup_steps', 'decay_ratio', 'decay_type', 'lr_min', 'min_lr_factor', 'total_steps'];

/** @throws {TypeError | RangeError} that names the place. */
export function readTorchtitan(file: FormFile, { run }: FormOptions): Found {
  const root = new Settings(file, mapOf(file));
  const table = (key: string) => root.inside(key) ?? new Settings(file, {}, [key]);
  const lr = table('optimizer').number('lr', { atLeast: 0 }, 8e-4);
  const scheduler = table('lr_scheduler');
  scheduler.refuseMisspelt(KNOWN, true);
  const runSteps = run.totalSteps ?? table('training').count('steps', 1, 10_000);
  const totalSteps = scheduler.count('total_steps', 1, runSteps);
  const warmupSteps = Math.min(scheduler.count('warmup_steps', 0, 200), totalSteps);
  const ratio = scheduler.number('decay_ratio', { atLeast: 0, atMost: 1 }, null);
  const type = scheduler.text('decay_type', 'linear');
  const factor = scheduler.number('min_lr_factor', { atLeast: 0 }, scheduler.number('lr_min', { atLeast: 0 }, 0));
  const rest = totalSteps - warmupSteps;
  const decaySteps = ratio === null ? rest : Math.min(roundHalfEven(totalSteps * ratio), rest);
  const schedules: (LearningRateSchedule | number)[] = [];
  const boundaries: number[] = [];
  if (warmupSteps > 0) {
    // The first update has the warmup's second rate.
    schedules.push(warmupSteps === 1 ? lr : new LinearRamp({ from: lr / warmupSteps, to: lr, steps: warmupSteps - 1 }));
    boundaries.push(warmupSteps);
  }
  schedules.push(lr);
  const way = { from: lr, to: lr * factor, steps: decaySteps };
  const decay = {
    linear: () => new LinearRamp(way),
    sqrt: () => new PolynomialRamp({ ...way, timePower: 0.5 }),
    cosine: () => new CosineRamp(way),
  };
  if (!Object.hasOwn(decay, type)) scheduler.refuse('decay_type', "'linear', 'sqrt' or 'cosine'");
  if (decaySteps > 0) {
    // The last step is a virtual one, so that the last update is above the end.
    const start = totalSteps - decaySteps;
    if (start === warmupSteps) schedules.pop();
    else boundaries.push(start);
    schedules.push(decay[type as keyof typeof decay]());
  }
  const schedule = new Sequence({ schedules, boundaries });
  return { schedule, run: { ...run, totalSteps: runSteps }, ignored: [...scheduler.unused()] };
}
