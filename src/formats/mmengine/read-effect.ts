import { nearest, show } from '../../errors.js';
import type { Settings } from '../settings.js';
import type { Effect } from './effect.js';
import {
  constant,
  cosineAnnealing,
  cosineRestart,
  exponential,
  linear,
  multiStep,
  type OneCycleRates,
  oneCycleOf,
  polynomial,
  quadraticWarmup,
  type Span,
  step,
} from './effects.js';

/** What schedulers need to know of the training loop. */
export interface Loop {
  readonly byEpoch: boolean;
  /** Batches in an epoch; asks for what it lacks. */
  epochLength(): number;
  readonly ends: { readonly epochs: number; readonly iterations: number };
}

export interface ReadEffect {
  readonly of: 'lr' | 'momentum';
  readonly effect: Effect;
  /** The rates of a `OneCycleLR`, the lowest of which those after it take for the first rate. */
  readonly rates?: OneCycleRates;
}

const KINDS = [
  'Constant',
  'CosineAnnealing',
  'CosineRestart',
  'Exponential',
  'Linear',
  'MultiStep',
  'OneCycle',
  'Poly',
  'Step',
  'QuadraticWarmup',
];
const COMMON = [
  'type',
  'begin',
  'end',
  'by_epoch',
  'convert_to_iter_based',
  'last_step',
  'verbose',
  'param_name',
  '_scope_',
];
const OWN: Readonly<Record<string, readonly string[]>> = {
  Constant: ['factor'],
  CosineAnnealing: ['T_max', 'eta_min', 'eta_min_ratio'],
  CosineRestart: ['periods', 'restart_weights', 'eta_min', 'eta_min_ratio'],
  Exponential: ['gamma'],
  Linear: ['start_factor', 'end_factor'],
  MultiStep: ['milestones', 'gamma'],
  OneCycle: ['eta_max', 'total_steps', 'pct_start', 'anneal_strategy', 'div_factor', 'final_div_factor', 'three_phase'],
  Poly: ['eta_min', 'power'],
  Step: ['step_size', 'gamma'],
  QuadraticWarmup: [],
};

/** One of the dicts in `param_scheduler`. @param initial the rate that the run starts with. */
export function readEffect(
  settings: Settings,
  loop: Loop,
  initial: number,
  momentum: number | null,
  isFloat: (key: string) => boolean,
  last: () => OneCycleRates,
): ReadEffect {
  const { kind, of } = kindOf(settings);
  settings.refuseMisspelt([...COMMON, ...(OWN[kind] as readonly string[])], true);
  const base = of === 'lr' ? initial : (momentum ?? settings.refuse('type', 'an optimizer with a momentum'));
  const { span, unit } = spanOf(settings, loop);
  if (kind === 'OneCycle') {
    const { effect, rates } = readOneCycle(settings, span, unit, isFloat, last);
    return { of, effect, rates };
  }
  return { of, effect: build(kind, settings, span, unit, base) };
}

function kindOf(settings: Settings): { kind: string; of: 'lr' | 'momentum' } {
  const type = settings.text('type');
  const [, name = '', suffix = ''] = /^(?:\w+\.)*(\w+?)(LR|Momentum|ParamScheduler)$/.exec(type) ?? [];
  if (name === 'ReduceOnPlateau') settings.refuse('type', 'a scheduler that depends on the step alone');
  const parameter = suffix === 'ParamScheduler' ? settings.text('param_name') : suffix === 'LR' ? 'lr' : 'momentum';
  const isKnown = KINDS.includes(name) && !(name === 'OneCycle' && parameter !== 'lr');
  if (!isKnown || (parameter !== 'lr' && parameter !== 'momentum')) {
    const known = KINDS.map((kind) => `${kind}LR`);
    const meant = nearest(type, known);
    settings.refuse(
      'type',
      `one of ${known.join(', ')}, or those of the momentum${meant ? ` (did you mean ${meant}?)` : ''}`,
    );
  }
  return { kind: name, of: parameter as 'lr' | 'momentum' };
}

/** When it acts, and what its lengths are multiplied by. */
function spanOf(settings: Settings, loop: Loop): { span: Span; unit: number } {
  const byEpoch = settings.flag('by_epoch', true);
  const converts = settings.flag('convert_to_iter_based', false);
  if (converts && !byEpoch) settings.refuse('convert_to_iter_based', 'by_epoch=True beside convert_to_iter_based');
  const unit = converts ? loop.epochLength() : 1;
  const whole = (time: number) => (converts ? Math.trunc(time * unit) : time);
  const begin = whole(settings.number('begin', { atLeast: 0 }, 0));
  const end = whole(settings.number('end', {}, byEpoch ? loop.ends.epochs : loop.ends.iterations));
  if (end <= begin) settings.refuse('end', `more than begin (${show(settings.map['begin'] ?? 0)})`);
  const first = Math.ceil(begin);
  return {
    unit,
    span: { byEpoch: byEpoch && !converts, begin: first, ticks: Math.ceil(end) - first, length: end - begin },
  };
}

function build(kind: string, settings: Settings, span: Span, unit: number, base: number): Effect {
  switch (kind) {
    case 'Constant': {
      const factor = settings.number('factor', { atLeast: 0, atMost: 1 }, 1 / 3);
      if (factor === 0 && span.ticks > 1)
        settings.refuse('factor', 'a number above 0, since it is divided by in the end,');
      return constant(span, factor);
    }
    case 'Linear': {
      const start = settings.number('start_factor', { atLeast: 0, atMost: 1 }, 1 / 3);
      if (start === 0 && span.ticks > 1) settings.refuse('start_factor', 'a number above 0, since it is divided by,');
      return linear(span, start, settings.number('end_factor', { atLeast: 0, atMost: 1 }, 1));
    }
    case 'Exponential':
      return exponential(span, settings.number('gamma'));
    case 'Step': {
      const size = settings.number('step_size', { above: 0 }) * unit;
      return step(span, size, settings.number('gamma', {}, 0.1));
    }
    case 'MultiStep': {
      const milestones = settings.numbers('milestones').map((milestone) => milestone * unit);
      return multiStep(span, milestones, settings.number('gamma', {}, 0.1));
    }
    case 'Poly':
      return polynomial(span, settings.number('eta_min', {}, 0), settings.number('power', { above: 0 }, 1));
    case 'QuadraticWarmup':
      return quadraticWarmup(span, base);
    case 'CosineAnnealing': {
      const tMax = settings.number('T_max', { above: 0 }, null);
      return cosineAnnealing(span, tMax === null ? span.length : tMax * unit, etaMinOf(settings, base, 0), base);
    }
    default:
      return readRestarts(settings, span, unit, base);
  }
}

function readRestarts(settings: Settings, span: Span, unit: number, base: number): Effect {
  const periods = settings.numbers('periods').map((period) => period * unit);
  const weights = settings.numbers('restart_weights', [1]) as readonly number[];
  if (periods.length !== weights.length)
    settings.refuse('periods', `as many numbers as restart_weights (${weights.length})`);
  if (periods.some((period) => period <= 0)) settings.refuse('periods', 'a list of positive numbers');
  return cosineRestart(span, periods, weights, etaMinOf(settings, base, null), base);
}

/** The lowest value, itself or as a fraction of the first; just one of the two, or neither where there is a default. */
function etaMinOf(settings: Settings, base: number, fallback: number | null): number {
  const etaMin = settings.number('eta_min', {}, null);
  const ratio = settings.number('eta_min_ratio', {}, null);
  if (etaMin !== null && ratio !== null) settings.refuse('eta_min_ratio', 'eta_min or eta_min_ratio, and not both,');
  return etaMin ?? (ratio === null ? (fallback ?? settings.missing('eta_min')) : ratio * base);
}

function readOneCycle(
  settings: Settings,
  span: Span,
  unit: number,
  isFloat: (key: string) => boolean,
  last: () => OneCycleRates,
) {
  const high = settings.number('eta_max', {}, 0);
  const low = high / settings.number('div_factor', { above: 0 }, 25);
  const end = low / settings.number('final_div_factor', { above: 0 }, 1e4);
  const given = settings.count('total_steps', 1, null);
  const totalSteps = given === null ? span.length : given * unit;
  const pctStart = settings.number('pct_start', { atLeast: 0, atMost: 1 }, 0.3);
  if (!isFloat('pct_start')) settings.refuse('pct_start', 'a float, such as 1.0,');
  const strategy = settings.text('anneal_strategy', 'cos');
  if (strategy !== 'cos' && strategy !== 'linear') return settings.refuse('anneal_strategy', "'cos' or 'linear'");
  if (span.ticks > totalSteps) {
    settings.refuse(
      'total_steps',
      `at least as many steps as it acts for (${span.ticks}), after which MMEngine fails,`,
    );
  }
  if (pctStart * totalSteps === 1) settings.refuse('pct_start', 'another number than one step, which is divided by,');
  const cycle = {
    totalSteps,
    pctStart,
    threePhase: settings.flag('three_phase', false),
    annealStrategy: strategy,
  } as const;
  const rates = { low, high, end };
  return { effect: oneCycleOf(span, cycle, rates, last), rates };
}
