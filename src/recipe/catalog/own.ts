import type { LearningRateSchedule } from '../../schedule.js';
import { schedule } from '../../schedules/blocks/schedule-option.js';
import { type WarmupOptions, withWarmup, table as withWarmupTable } from '../../schedules/blocks/with-warmup.js';
import { composite, table as compositeTable } from '../../schedules/named/composite.js';
import { flatCosine, table as flatCosineTable } from '../../schedules/named/flat-cosine.js';
import { inverseSquareRoot, table as inverseSquareRootTable } from '../../schedules/named/inverse-square-root.js';
import { logarithmicWarmup, table as logarithmicWarmupTable } from '../../schedules/named/logarithmic-warmup.js';
import { noam, table as noamTable } from '../../schedules/named/noam.js';
import { warmupStableDecay, table as warmupStableDecayTable } from '../../schedules/named/warmup-stable-decay.js';
import { scheduleClasses } from '../../serialization.js';
import { type CatalogEntry, entryOf } from './entry.js';

/** The classes of Keras and of Model Garden, and this package's own blocks. */
const classes: readonly CatalogEntry[] = scheduleClasses.map((owner) => {
  const framework = owner.module?.startsWith('keras.') ? 'keras' : owner.module ? 'model-garden' : 'blocks';
  const build = (options: object) => owner.fromConfig(options);
  return entryOf(framework, owner.className, { [owner.className]: build }, owner.options ?? {});
});

/** Known curves, and the warmup that goes before any schedule. */
const named: readonly CatalogEntry[] = [
  entryOf('blocks', 'withWarmup', { withWarmup: buildWithWarmup }, { schedule: [schedule], ...withWarmupTable }),
  entryOf('blocks', 'composite', { composite }, compositeTable),
  entryOf('blocks', 'flatCosine', { flatCosine }, flatCosineTable),
  entryOf('blocks', 'inverseSquareRoot', { inverseSquareRoot }, inverseSquareRootTable),
  entryOf('blocks', 'logarithmicWarmup', { logarithmicWarmup }, logarithmicWarmupTable),
  entryOf('blocks', 'noam', { noam }, noamTable),
  entryOf('blocks', 'warmupStableDecay', { warmupStableDecay }, warmupStableDecayTable),
];

interface WithWarmupOptions extends WarmupOptions {
  /** The schedule that the warmup leads to; or a number for a constant rate. */
  readonly schedule: LearningRateSchedule | number;
}

function buildWithWarmup({ schedule, ...options }: WithWarmupOptions) {
  return withWarmup(schedule, options);
}

export const own: readonly CatalogEntry[] = [...classes, ...named];
