import { nearest, OptionTypeError, show } from '../../errors.js';
import { type Needed, type Optional, readOptions } from '../../option-types.js';
import { checkOptions, type OptionTable, toCamelCase } from '../../options.js';
import { madeBy } from '../../origin.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { constant, constantWithWarmup } from './constant.js';
import {
  type CosineKwargs,
  type CosineWarmupWithMinLrKwargs,
  type CosineWithMinLrKwargs,
  cosine,
  cosineWarmupWithMinLr,
  cosineWithMinLr,
} from './cosine.js';
import { type CosineWithRestartsKwargs, cosineWithRestarts } from './cosine-with-restarts.js';
import { type InverseSqrtKwargs, inverseSqrt } from './inverse-sqrt.js';
import { linear } from './linear.js';
import { type PolynomialKwargs, polynomial } from './polynomial.js';
import type { Scheduler } from './scheduler.js';
import { type WarmupStableDecayKwargs, warmupStableDecay } from './warmup-stable-decay.js';

type None = Readonly<Record<string, never>>;

/** The types of schedulers that depend on the step alone, and the options of each one's own. */
export interface SchedulerSpecificKwargs {
  readonly linear: None;
  readonly cosine: CosineKwargs;
  readonly cosine_with_restarts: CosineWithRestartsKwargs;
  readonly polynomial: PolynomialKwargs;
  readonly constant: None;
  readonly constant_with_warmup: None;
  readonly inverse_sqrt: InverseSqrtKwargs;
  readonly cosine_with_min_lr: CosineWithMinLrKwargs;
  readonly cosine_warmup_with_min_lr: CosineWarmupWithMinLrKwargs;
  readonly warmup_stable_decay: WarmupStableDecayKwargs;
}

/** A name that {@link getScheduler} takes. */
export type SchedulerType = keyof SchedulerSpecificKwargs;

type SnakeCase<Name extends string> = Name extends `${infer Letter}${infer Rest}`
  ? `${Letter extends Lowercase<Letter> ? Letter : `_${Lowercase<Letter>}`}${SnakeCase<Rest>}`
  : Name;
type InSnakeCase<Kwargs> = { [Name in keyof Kwargs as SnakeCase<Name & string>]: Kwargs[Name] };

/** All types, by name. */
export const schedulers: Readonly<Record<SchedulerType, Scheduler>> = {
  linear,
  cosine,
  cosine_with_restarts: cosineWithRestarts,
  polynomial,
  constant,
  constant_with_warmup: constantWithWarmup,
  inverse_sqrt: inverseSqrt,
  cosine_with_min_lr: cosineWithMinLr,
  cosine_warmup_with_min_lr: cosineWarmupWithMinLr,
  warmup_stable_decay: warmupStableDecay,
};

/** Types that depend on a metric. */
const stateful = ['reduce_lr_on_plateau', 'greedy'];

/** What all types take. */
export const common = {
  /** The rate that the optimizer was made with, which all types multiply. */
  baseLr: { is: 'rate', atLeast: 0 },
  /** Length of the warmup in steps; every type but `constant` requires it. Default null. */
  numWarmupSteps: { is: 'steps', atLeast: 0, default: null },
  /** Length of the training in steps, warmup included; every type that decays to an end requires it. Default null. */
  numTrainingSteps: { is: 'steps', atLeast: 0, default: null },
} as const satisfies OptionTable;

const table = {
  ...common,
  schedulerSpecificKwargs: {
    is: 'other',
    default: null,
    requires: 'an object',
    check: (value: unknown): value is object => typeof value === 'object' && !Array.isArray(value),
  },
} as const satisfies OptionTable;

export interface GetSchedulerOptions<Type extends SchedulerType = SchedulerType>
  extends Needed<typeof common>,
    Optional<typeof common> {
  /** The type's own options, in camelCase or, as in JSON files, in snake_case; null for its defaults. Default null. */
  readonly schedulerSpecificKwargs?: SchedulerSpecificKwargs[Type] | InSnakeCase<SchedulerSpecificKwargs[Type]> | null;
}

/**
 * A schedule of transformers' `Trainer` by its name, as `lr_scheduler_type` has it.
 *
 * With L = baseLr, W = numWarmupSteps, N = numTrainingSteps: rate(t) = L · t / max(1, W) during the warmup, t < W, so
 * that the first update has the rate 0. After it, with D = max(1, N − W) and p = (t − W) / D, which goes on growing
 * past the end, and with the options of `schedulerSpecificKwargs`:
 *
 * | name | rate(t) | at the last step, N − 1 | past the end, t ≥ N |
 * |---|---|---|---|
 * | `constant` | L, without a warmup | L | L |
 * | `constant_with_warmup` | L | L | L |
 * | `linear` | L · max(0, (N − t) / D) | L / D | 0 |
 * | `cosine` | L · ½(1 + cos(2π · numCycles · p)) | just above 0 | rises again, to L at t = N + D |
 * | `cosine_with_restarts` | L · ½(1 + cos(π · (numCycles · p mod 1))) | just above 0 | 0 |
 * | `polynomial` | (L − lrEnd) · (1 − p)^power + lrEnd | just above `lrEnd` | `lrEnd`; with power 0, L up to N |
 * | `inverse_sqrt` | L / √(1 + (t − W) / timescale) | no end | no end |
 * | `cosine_with_min_lr` | M + (L − M) · ½(1 + cos(2π · numCycles · p)) | just above M | rises again |
 * | `cosine_warmup_with_min_lr` | the same with p = (t − W + 1) / D | M | rises again |
 * | `warmup_stable_decay` | L for `numStableSteps`, then down to L · minLrRatio in `numDecaySteps` | just above that | L · minLrRatio |
 *
 * M is `minLr`, or L · minLrRate; a rate below 0 is 0. `cosine_warmup_with_min_lr` warms up along L · (t + 1) / W, or
 * from L · warmupLrRate at step 0; either way it is at L at step W − 1. `warmup_stable_decay` warms up from L · minLrRatio;
 * its decay has left, a fraction q into it, 1 − q, ½(1 + cos(2π · numCycles · q)) or 1 − √q of the way, and its warmup has
 * come as far: q, ½(1 − cos(πq)) or 1 − √(1 − q). Where a warmup outlasts what is stable, the decay is under way at its end.
 *
 * ```ts
 * const schedule = getScheduler('cosine', { baseLr: 0.1, numWarmupSteps: 100, numTrainingSteps: 1100 });
 * schedule(0); // 0
 * schedule(50); // 0.05
 * schedule(600); // 0.05
 * schedule(1600); // 0.05, rising
 *
 * const saved = { num_stable_steps: 500, num_decay_steps: 100, decay_type: '1-sqrt' } as const;
 * const wsd = getScheduler('warmup_stable_decay', { baseLr: 0.1, numWarmupSteps: 100, schedulerSpecificKwargs: saved });
 * wsd(625); // 0.05
 * ```
 *
 * Source: `transformers.get_scheduler`, transformers 5.23.0, which ignores `scheduler_specific_kwargs` of the constant types:
 * here an option that a type does not have is an error.
 *
 * @throws {TypeError} for a name that is unknown or depends on a metric, for an option that is missing, unknown or of the
 * wrong type, and unless `cosine_*_with_min_lr` has just one of `minLr` and `minLrRate`.
 * @throws {RangeError} for a negative rate or number of steps, and where transformers refuses a value or divides by 0.
 */
export function getScheduler<Type extends SchedulerType>(
  name: Type,
  options: GetSchedulerOptions<Type>,
): LearningRateSchedule {
  const scheduler = find(name);
  const caller = `getScheduler(${show(name)})`;
  const { schedulerSpecificKwargs, ...common } = readOptions(caller, table, options);
  for (const required of scheduler.requires) {
    if (common[required] === null) {
      const what =
        required === 'numWarmupSteps' ? 'the length of the warmup, 0 for none' : 'the length of the training';
      throw new OptionTypeError({ owner: caller, option: null, requires: `{${required}}`, help: what });
    }
  }
  const own = readKwargs(`${caller}: schedulerSpecificKwargs`, scheduler.kwargs, schedulerSpecificKwargs ?? {});
  return madeBy('transformers', name, { ...common, ...own }, scheduler.build({ ...common, ...own } as never, caller));
}

function find(name: string): Scheduler {
  if (Object.hasOwn(schedulers, name)) return schedulers[name as SchedulerType];
  if (stateful.includes(name)) {
    throw new TypeError(
      `getScheduler: name must be a schedule that depends on the step alone, received ${show(name)}, which depends on a metric: use reduceOnPlateau of lr-schedules/tfjs.`,
    );
  }
  const known = Object.keys(schedulers);
  const meant = typeof name === 'string' ? nearest(name, known) : undefined;
  throw new TypeError(
    `getScheduler: name must be one of ${known.join(', ')}, received ${show(name)}${meant ? `; did you mean ${meant}?` : '.'}`,
  );
}

function readKwargs(owner: string, kwargs: OptionTable, given: object): Record<string, unknown> {
  const entries = Object.entries(given).map(([name, value]) => {
    const camel = toCamelCase(name);
    return [Object.hasOwn(kwargs, camel) ? camel : name, value] as const;
  });
  const twice = entries.find(([name], i) => entries.some(([other], j) => j > i && other === name));
  if (twice)
    throw new OptionTypeError({ owner, option: twice[0], requires: 'there once, not in camelCase and in snake_case' });
  return checkOptions(owner, kwargs, Object.fromEntries(entries));
}
