import fc from 'fast-check';
import type { LearningRateSchedule } from 'lr-schedules';
import { type CatalogOption, catalog, isRequired, isUnused } from 'lr-schedules/recipe';
import * as torch from 'lr-schedules/torch';

/** A schedule made by a framework's function here, with random options, and what its printed call begins with. */
export interface OwnCase {
  readonly call: string;
  readonly schedule: LearningRateSchedule;
  readonly steps: number;
}

const STEPS = 250;
const rate = fc.double({ min: 1e-3, max: 1, noNaN: true });
const few = fc.integer({ min: 1, max: 100 });

/** What would be drawn as any number of its kind, by its framework and name. */
const special: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  pctStart: fc.constantFrom(0.25, 0.3, 0.5),
  divFactor: fc.constantFrom(5, 25),
  finalDivFactor: fc.constantFrom(10, 1e4),
  gamma: fc.double({ min: 0.9, max: 1, noNaN: true }),
  decayRate: fc.double({ min: 0.3, max: 1, noNaN: true }),
  lrLambda: fc.double({ min: 0.97, max: 1, noNaN: true }),
  startFactor: fc.double({ min: 0.01, max: 1, noNaN: true }),
  boundariesAndScales: fc
    .uniqueArray(fc.integer({ min: 1, max: 150 }), { minLength: 1, maxLength: 3 })
    .chain((steps) =>
      fc.record(Object.fromEntries(steps.map((step) => [step, fc.double({ min: 0.3, max: 2, noNaN: true })]))),
    ),
  cosineKwargs: fc.array(
    fc.record({
      initValue: rate,
      peakValue: rate,
      warmupSteps: fc.integer({ min: 1, max: 20 }),
      decaySteps: fc.integer({ min: 30, max: 80 }),
      endValue: rate,
    }),
    { minLength: 1, maxLength: 3 },
  ),
  // Of timm's, whose logarithm misses some restarts of cycles that are not whole.
  cycleMul: fc.constantFrom(1, 2),
  cycleDecay: fc.constantFrom(0.5, 0.9, 1),
  cycleLimit: fc.integer({ min: 1, max: 4 }),
  tMult: fc.integer({ min: 1, max: 3 }),
  numCycles: fc.constantFrom(0.5, 1, 2, 3),
  minLr: fc.constant(null),
  minLrRate: fc.constantFrom(0.1, 0.3),
  numTrainingSteps: fc.integer({ min: 120, max: 240 }),
  numStableSteps: few,
  lb: fc.constantFrom(-7, -5),
  ub: fc.constantFrom(3, 4),
  tInitial: fc.integer({ min: 100, max: 150 }),
  lrEnd: fc.constantFrom(1e-7, 1e-4),
  totalSteps: fc.constant(STEPS),
  epochs: fc.constant(null),
  stepsPerEpoch: fc.constant(null),
};

function anyOf(option: CatalogOption): fc.Arbitrary<unknown> {
  const own = special[option.name];
  if (own) return own;
  const list = (item: fc.Arbitrary<number>) =>
    'list' in option && option.list !== undefined
      ? fc.array(item, { minLength: 1, maxLength: 4 }).map((items) => items.sort((a, b) => a - b))
      : item;
  switch (option.is) {
    case 'flag':
      return fc.boolean();
    case 'choice':
      return fc.constantFrom(...option.of);
    case 'steps':
      return list(few);
    case 'rate':
      return list(rate);
    case 'fraction':
      return fc.double({ min: 1e-3, max: 1, noNaN: true });
    case 'number':
      return list(fc.double({ min: 0.5, max: 3, noNaN: true }));
    default:
      return fc.constant(option.default);
  }
}

/** All functions but those that take schedules, and those of what is no learning rate. */
const entriesOf = (framework: string) =>
  catalog.filter(
    (entry) =>
      entry.framework === framework && !/Momentum|SequentialLR|ChainedScheduler|join_schedules/.test(entry.name),
  );

function schedulesOf(framework: string): fc.Arbitrary<OwnCase> {
  return fc.oneof(
    ...entriesOf(framework).map((entry) => {
      const offered = entry.options.filter((option) => !isUnused(option));
      const needed = offered.filter(
        (option) => isRequired(option) || option.name === 'minLrRate' || option.name === 'totalSteps',
      );
      const drawn = fc.record(Object.fromEntries(offered.map((option) => [option.name, anyOf(option)])), {
        requiredKeys: needed.map(({ name }) => name),
      });
      const name = entry.name.split('.')[1] as string;
      return drawn
        .map((options) => {
          try {
            return { call: name, schedule: entry.build(options as never), steps: STEPS };
          } catch (error) {
            if (error instanceof RangeError || error instanceof TypeError) return null;
            throw error;
          }
        })
        .filter((made) => made?.schedule.values(STEPS).every(Number.isFinite) ?? false) as fc.Arbitrary<OwnCase>;
    }),
  );
}

const baseLr = 0.1;
const links = fc.oneof(
  fc
    .record({ startFactor: special['startFactor'] as fc.Arbitrary<number>, totalIters: few })
    .map((o) => torch.linearLR({ baseLr, ...o })),
  fc.record({ gamma: rate, stepSize: few }).map((o) => torch.stepLR({ baseLr, ...o })),
  fc.record({ gamma: special['gamma'] as fc.Arbitrary<number> }).map((o) => torch.exponentialLR({ baseLr, ...o })),
  fc
    .record({ factor: fc.double({ min: 0.1, max: 1, noNaN: true }), totalIters: few })
    .map((o) => torch.constantLR({ baseLr, ...o })),
  fc.record({ gamma: rate, milestones: fc.array(few) }).map((o) => torch.multiStepLR({ baseLr, ...o })),
);
const chained = fc.array(links, { minLength: 2, maxLength: 4 }).map((schedulers) => ({
  call: 'ChainedScheduler',
  schedule: torch.chainedScheduler({ baseLr, schedulers }),
  steps: STEPS,
}));
const sequential = fc
  .record({ schedulers: fc.array(links, { minLength: 3, maxLength: 3 }), first: few, gap: few })
  .map(({ schedulers, first, gap }) => ({
    call: 'SequentialLR',
    schedule: torch.sequentialLR({ schedulers, milestones: [first, first + gap] }),
    steps: STEPS,
  }));

export const ownCases: Readonly<Record<'torch' | 'optax' | 'timm' | 'transformers', fc.Arbitrary<OwnCase>>> = {
  torch: fc.oneof({ weight: 12, arbitrary: schedulesOf('torch') }, chained, sequential),
  optax: schedulesOf('optax'),
  timm: schedulesOf('timm'),
  transformers: schedulesOf('transformers'),
};
