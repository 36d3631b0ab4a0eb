import { type Origin, originOf } from '../origin.js';
import { LearningRateSchedule, nameOf } from '../schedule.js';
import { CosineDecay } from '../schedules/keras/cosine-decay.js';
import type { OptionName } from './wording.js';

/** A part of a schedule as the person who wrote it calls it. */
export interface Spoken {
  readonly part: LearningRateSchedule;
  readonly framework: Origin['framework'] | 'keras' | 'model-garden' | 'own';
  /** Its name in the catalog, and in a sentence. */
  readonly name: string;
  readonly label: string;
  readonly options: Readonly<Record<string, unknown>>;
}

/**
 * The parts that the writer of a schedule named: a framework's function, or a known curve, stands for the blocks that it
 * is made of, but not for the schedules that it was given.
 */
export function spokenParts(schedule: LearningRateSchedule): Spoken[] {
  const found = new Map<LearningRateSchedule, Spoken>();
  const visit = (part: LearningRateSchedule): void => {
    if (found.has(part)) return;
    found.set(part, spoken(part));
    const inside = originOf(part)?.options ?? part;
    for (const value of Object.values(inside).flat()) if (value instanceof LearningRateSchedule) visit(value);
  };
  visit(schedule);
  return [...found.values()];
}

function spoken(part: LearningRateSchedule): Spoken {
  const origin = originOf(part);
  if (origin) {
    const { framework, name, options } = origin;
    return { part, framework, options, label: name, name: framework === 'blocks' ? name : `${framework}.${name}` };
  }
  const owner = part.constructor as typeof LearningRateSchedule;
  const name = nameOf(owner);
  const module = Object.hasOwn(owner, 'module') ? owner.module : null;
  const isOurs = owner.options !== undefined;
  const framework = module?.startsWith('keras.') ? 'keras' : module ? 'model-garden' : isOurs ? 'blocks' : 'own';
  return { part, framework, name, label: name, options: part as unknown as Record<string, unknown> };
}

/** A number among the options, as they were given or are by default. */
export function amount({ options }: Spoken, option: string): number | undefined {
  const value = options[option];
  return typeof value === 'number' ? value : undefined;
}

export const optionOf = ({ name }: Spoken, option: string): OptionName => ({ of: name, option });

/** The option with the highest rate, the one with the floor, and whether that is a fraction of the highest. */
interface Bounds {
  readonly peak: string;
  readonly floor: string;
  readonly isFraction: boolean;
}

const bounds = (peak: string, floor: string, isFraction = false): Bounds => ({ peak, floor, isFraction });
const timm = ['CosineLRScheduler', 'PolyLRScheduler', 'TanhLRScheduler', 'WSDLRScheduler'];
const BOUNDS: Readonly<Record<string, readonly Bounds[]>> = {
  CosineDecay: [bounds('initialLearningRate', 'alpha', true)],
  CosineDecayWithOffset: [bounds('initialLearningRate', 'alpha', true)],
  CosineDecayRestarts: [bounds('initialLearningRate', 'alpha', true)],
  'optax.cosine_decay_schedule': [bounds('initValue', 'alpha', true)],
  'optax.warmup_cosine_decay_schedule': [bounds('peakValue', 'endValue')],
  'torch.CosineAnnealingLR': [bounds('baseLr', 'etaMin')],
  'torch.CosineAnnealingWarmRestarts': [bounds('baseLr', 'etaMin')],
  'transformers.cosine_with_min_lr': [bounds('baseLr', 'minLr'), bounds('baseLr', 'minLrRate', true)],
  'transformers.cosine_warmup_with_min_lr': [bounds('baseLr', 'minLr'), bounds('baseLr', 'minLrRate', true)],
  'transformers.warmup_stable_decay': [bounds('baseLr', 'minLrRatio', true)],
  warmupStableDecay: [bounds('peak', 'end')],
  ...Object.fromEntries(timm.map((name) => [`timm.${name}`, [bounds('baseLr', 'lrMin')]])),
};

/** What an option says the lowest rate is, of what says the highest. */
export interface Floor extends Bounds {
  readonly high: number;
  /** As it was given. */
  readonly given: number;
  readonly low: number;
}

/** The floors that a part was given, but for those of 0. */
export function floorsOf(spoken: Spoken): Floor[] {
  const found = Object.hasOwn(BOUNDS, spoken.name) ? (BOUNDS[spoken.name] as readonly Bounds[]) : [];
  return found.flatMap((one) => {
    const isWarmed =
      spoken.part instanceof CosineDecay && spoken.part.warmupTarget !== null && spoken.part.warmupSteps > 0;
    const peak = isWarmed ? 'warmupTarget' : one.peak;
    const high = amount(spoken, peak);
    const given = amount(spoken, one.floor);
    if (high === undefined || given === undefined || !(high > 0) || given === 0) return [];
    return [{ ...one, peak, high, given, low: one.isFraction ? given * high : given }];
  });
}

/** The option that says how long a part goes on, and whether that is the length of the whole run. */
export interface Length {
  readonly option: string;
  readonly isTotal: boolean;
}

const LENGTHS: Readonly<Record<string, Length>> = Object.fromEntries(
  [
    ...['CosineDecay', 'CosineDecayWithOffset', 'PolynomialDecay', 'PolynomialDecayWithOffset'].map((name) => [
      name,
      'decaySteps',
    ]),
    ...['LinearRamp', 'CosineRamp', 'PolynomialRamp', 'ExponentialRamp', 'TanhRamp'].map((name) => [name, 'steps']),
    ...['cosine_decay_schedule', 'warmup_cosine_decay_schedule'].map((name) => [`optax.${name}`, 'decaySteps']),
    ...['linear_schedule', 'polynomial_schedule', 'cosine_onecycle_schedule', 'linear_onecycle_schedule'].map(
      (name) => [`optax.${name}`, 'transitionSteps'],
    ),
    ['torch.CosineAnnealingLR', 'tMax'],
    ['torch.OneCycleLR', 'totalSteps'],
    ['torch.LinearLR', 'totalIters'],
    ['torch.PolynomialLR', 'totalIters'],
    ...timm.map((name) => [`timm.${name}`, 'tInitial']),
    ...[
      'linear',
      'cosine',
      'cosine_with_restarts',
      'polynomial',
      'cosine_with_min_lr',
      'cosine_warmup_with_min_lr',
    ].map((name) => [`transformers.${name}`, 'numTrainingSteps']),
    ['flatCosine', 'totalSteps'],
  ].map(([name, option]) => [name, { option, isTotal: /^(totalSteps|numTrainingSteps)$/.test(option as string) }]),
);

export const lengthOf = ({ name }: Spoken): Length | undefined =>
  Object.hasOwn(LENGTHS, name) ? LENGTHS[name] : undefined;
