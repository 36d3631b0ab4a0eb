import { type Needed, type Optional, readOptions } from '../../option-types.js';
import type { OptionTable } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { LinearRamp } from '../../schedules/blocks/linear-ramp.js';
import { Power } from '../../schedules/blocks/power.js';
import { sequence } from '../../schedules/blocks/sequence.js';
import { Sum } from '../../schedules/blocks/sum.js';
import { oneBehind, shared, Times, time, wholeRun } from './time.js';

export const table = {
  ...shared,
  /** Length of the warmup, in the unit of `maxDuration` as all times here. */
  tWarmup: time,
  /** Time that counts as one under the root. */
  tScale: time,
  /** Length of the way down at the end. */
  tCooldown: time,
  /** When the cooldown is over. Default `'1dur'`. */
  tMax: wholeRun,
  /** Part of the rate that the decay comes near. Default 0. */
  alphaFDecay: { is: 'fraction', atLeast: 0, default: 0 },
  /** Part of the rate at the end of the cooldown. Default 0. */
  alphaFCooldown: { is: 'fraction', atLeast: 0, default: 0 },
} as const satisfies OptionTable;

export interface InverseSquareRootWithWarmupSchedulerOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * A warmup, an inverse square root of the time since, and a line down at the end.
 *
 * With s the scale, w the warmup and d = alphaFDecay: baseLr · (d + (1 − d) / √(1 + (t − w) / s)) until tMax − tCooldown.
 *
 * ```ts
 * const times = { maxDuration: '1000ba', tWarmup: '10ba', tScale: '100ba', tCooldown: '100ba' };
 * const schedule = inverseSquareRootWithWarmupScheduler({ baseLr: 0.1, ...times });
 * schedule(311); // 0.05
 * ```
 *
 * Source: `llmfoundry.optim.InverseSquareRootWithWarmupScheduler`, llm-foundry 0.22.0.
 *
 * @throws {TypeError | RangeError} for a wrong option, and if `alphaFDecay` is less than `alphaFCooldown`.
 */
export function inverseSquareRootWithWarmupScheduler(
  options: InverseSquareRootWithWarmupSchedulerOptions,
): LearningRateSchedule {
  const name = 'inverseSquareRootWithWarmupScheduler';
  const o = readOptions(name, table, options);
  const run = new Times(name, o);
  const { baseLr, alphaFDecay: low, alphaFCooldown: end } = o;
  if (low < end) run.refuse('alphaFDecay', `at least {alphaFCooldown}, ${end}`, low);
  for (const option of ['tWarmup', 'tScale', 'tCooldown'] as const) run.requireUnitOfRun(option, o[option]);
  const warmup = run.inBatches(run.convert('tWarmup', o.tWarmup, 1));
  const scale = run.steps('tScale', o.tScale);
  if (scale <= 0) run.refuse('tScale', 'a time above 0', o.tScale);
  const cooldown = run.steps('tCooldown', o.tCooldown);
  const stable = Math.max(0, run.steps('tMax', o.tMax) - cooldown - warmup);
  const root = new Power({ factor: baseLr * (1 - low), power: -0.5, steps: scale });
  const decay = low === 0 ? root : new Sum({ schedules: [root, baseLr * low] });
  const top = decay(stable);
  const down = cooldown > 0 ? new LinearRamp({ from: top, to: baseLr * end, steps: cooldown }) : top;
  const climb = warmup > 0 ? [new LinearRamp({ from: 0, to: baseLr, steps: warmup })] : [];
  const main = stable > 0 ? [decay] : [];
  const boundaries = [...(warmup > 0 ? [warmup] : []), ...(stable > 0 ? [warmup + stable] : [])];
  return madeBy(
    'composer',
    'InverseSquareRootWithWarmupScheduler',
    options,
    oneBehind(sequence([...climb, ...main, down], { boundaries })),
  );
}
