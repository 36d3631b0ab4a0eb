import type { LearningRateSchedule } from '../../schedule.js';
import { LinearRamp } from '../../schedules/blocks/linear-ramp.js';
import { Loop } from '../../schedules/blocks/loop.js';
import { Product } from '../../schedules/blocks/product.js';
import { sequence } from '../../schedules/blocks/sequence.js';
import { Shift } from '../../schedules/blocks/shift.js';
import type { Settings } from '../settings.js';

/**
 * A schedule that axolotl breaks off and warms up again every `jagged_restart_steps`, without starting it over; null
 * where it does not. To wrap a scheduler takes it one step further, from the position of `ahead` steps where it was.
 */
export function jagged(config: Settings, schedule: LearningRateSchedule, ahead: number): LearningRateSchedule | null {
  const period = config.count('jagged_restart_steps', 1, null);
  const warmup = config.count('jagged_restart_warmup_steps', 0, 0) || 10;
  const anneal = config.count('jagged_restart_anneal_steps', 0, 0) || 1;
  const low = config.number('cosine_min_lr_ratio', { atLeast: 0, atMost: 1 }, 0) || 0.001;
  if (period === null) return null;
  const climb = new LinearRamp({ from: low, to: 1, steps: warmup });
  const fall = new Shift({ schedule: new LinearRamp({ from: 1, to: low, steps: anneal }), offset: period - anneal });
  const turn = Math.max(warmup, period - anneal);
  const once = sequence([climb, fall], { boundaries: [turn], clock: 'shared' });
  const start = period - anneal;
  const cycles = new Loop({ schedule: once, steps: period });
  const scale = start > 0 ? sequence([1, cycles], { boundaries: [start], clock: 'shared' }) : cycles;
  return new Product({
    schedules: [new Shift({ schedule, offset: -1 }), new Shift({ schedule: scale, offset: -1 - ahead })],
  });
}
