import fc from 'fast-check';
import {
  CosineDecay,
  CosineDecayRestarts,
  diagnose,
  type Finding,
  type LearningRateSchedule,
  Scale,
  Sequence,
} from 'lr-schedules';
import * as optax from 'lr-schedules/optax';
import { cosineLRScheduler } from 'lr-schedules/timm';
import * as torch from 'lr-schedules/torch';
import { getScheduler } from 'lr-schedules/transformers';
import { describe, expect, test } from 'vitest';
import { madeBy } from '../../src/origin.js';

const peak = fc.double({ min: 1e-6, max: 1, noNaN: true });
const length = fc.integer({ min: 20, max: 5000 });
const few = { numRuns: 15 };

const codes = (schedule: LearningRateSchedule, steps: number, epochs?: number) =>
  diagnose(schedule, { steps, epochs: epochs ?? null })
    .filter(({ severity }) => severity !== 'note')
    .map(({ code }) => code);
const only = (schedule: LearningRateSchedule, steps: number, epochs?: number): Finding => {
  const found = diagnose(schedule, { steps, epochs: epochs ?? null }).filter(({ severity }) => severity !== 'note');
  expect(found).toHaveLength(1);
  return found[0] as Finding;
};

/** Decays to a floor, which is a part of the highest rate. */
const decays: Record<string, (high: number, floor: number, steps: number) => LearningRateSchedule> = {
  CosineDecay: (high, floor, steps) =>
    new CosineDecay({ initialLearningRate: high, decaySteps: steps, alpha: floor / high }),
  'CosineDecay with a warmup': (high, floor, steps) =>
    new CosineDecay({
      initialLearningRate: high / 10,
      warmupTarget: high,
      warmupSteps: 10,
      decaySteps: steps - 10,
      alpha: floor / high,
    }),
  'torch.CosineAnnealingLR': (baseLr, etaMin, tMax) => torch.cosineAnnealingLR({ baseLr, tMax, etaMin }),
  'optax.warmup_cosine_decay_schedule': (peakValue, endValue, decaySteps) =>
    optax.warmupCosineDecaySchedule({ initValue: peakValue / 10, peakValue, warmupSteps: 10, decaySteps, endValue }),
  'transformers.cosine_with_min_lr': (baseLr, minLr, numTrainingSteps) =>
    getScheduler('cosine_with_min_lr', {
      baseLr,
      numWarmupSteps: 10,
      numTrainingSteps,
      schedulerSpecificKwargs: { minLr },
    }),
  'timm.CosineLRScheduler': (baseLr, lrMin, tInitial) => cosineLRScheduler({ baseLr, tInitial, lrMin }),
};

describe.each(Object.entries(decays))('%s', (_, decay) => {
  test('to a floor above the rate says so, and nothing that is explained by it', () => {
    fc.assert(
      fc.property(peak, fc.double({ min: 1.1, max: 20, noNaN: true }), length, (high, times, steps) => {
        const schedule = decay(high, high * times, steps);
        const { code, message, remedy } = only(schedule, steps);
        expect(code).toBe('floor-above-peak');
        expect(`${message} ${remedy}`).not.toMatch(/falls/);
        expect(codes(new Scale({ schedule, factor: 0.5 }), steps)).toEqual(['floor-above-peak']);
      }),
      few,
    );
  });

  test('to a floor below the rate is clean', () => {
    fc.assert(
      fc.property(peak, fc.double({ min: 0.002, max: 0.9, noNaN: true }), length, (high, part, steps) => {
        expect(codes(decay(high, high * part, steps), steps)).toEqual([]);
      }),
      few,
    );
  });

  test('to a floor that equals the rate never changes', () => {
    fc.assert(
      fc.property(peak, length, (high, steps) => {
        const { code, message } = only(decay(high, high, steps), steps);
        expect(code).toBe('never-changes');
        expect(message).toMatch(/since \w+ (equals \w+|is 1)\.$/);
      }),
      few,
    );
  });
});

test('the floors of the reports', () => {
  expect(codes(torch.cosineAnnealingLR({ baseLr: 1e-5, tMax: 100, etaMin: 1e-4 }), 100)).toEqual(['floor-above-peak']);
  const { message, remedy } = only(torch.cosineAnnealingLR({ baseLr: 1e-5, tMax: 100, etaMin: 1e-4 }), 100);
  expect(message).toBe(
    'The rate has risen to 0.00009998 by step 99: etaMin, the lowest rate, is 0.0001, and baseLr only 0.00001.',
  );
  expect(remedy).toBe('Give etaMin less than baseLr.');
});

describe('a fraction that looks like a rate', () => {
  test('is found in CosineDecay', () => {
    const schedule = new CosineDecay({ initialLearningRate: 1e-3, decaySteps: 100, alpha: 1e-5 });
    expect(only(schedule, 100)).toMatchObject({
      code: 'alpha-like-a-rate',
      step: 100,
      message:
        'By step 100 CosineDecay falls to 1e-8: alpha is a fraction of initialLearningRate, and 0.00001 looks like a rate.',
      remedy: 'For a lowest rate of 0.00001, give alpha 0.01.',
    });
  });

  test('is found wherever it is, and no other fraction is', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-3, max: 1, noNaN: true }),
        fc.double({ min: 1e-6, max: 9e-4, noNaN: true }),
        fc.double({ min: 1e-3, max: 0.9, noNaN: true }),
        length,
        (high, rate, fraction, steps) => {
          const families = [
            (alpha: number) => new CosineDecay({ initialLearningRate: high, decaySteps: steps, alpha }),
            (alpha: number) => optax.cosineDecaySchedule({ initValue: high, decaySteps: steps, alpha }),
            (alpha: number) =>
              new CosineDecayRestarts({ initialLearningRate: high, firstDecaySteps: steps, tMul: 2, alpha }),
          ];
          for (const family of families) {
            expect(codes(family(rate), steps)).toEqual(['alpha-like-a-rate']);
            expect(codes(family(fraction), steps)).toEqual([]);
            expect(codes(family(0), steps)).toEqual([]);
          }
        },
      ),
      few,
    );
  });
});

describe('epochs for steps', () => {
  const families: Record<string, (steps: number) => LearningRateSchedule> = {
    'torch.CosineAnnealingLR': (tMax) => torch.cosineAnnealingLR({ baseLr: 0.1, tMax }),
    CosineDecay: (decaySteps) => new CosineDecay({ initialLearningRate: 0.1, decaySteps }),
    'optax.cosine_decay_schedule': (decaySteps) => optax.cosineDecaySchedule({ initValue: 0.1, decaySteps }),
    'transformers.linear': (numTrainingSteps) =>
      getScheduler('linear', { baseLr: 0.1, numWarmupSteps: 0, numTrainingSteps }),
    'timm.CosineLRScheduler': (tInitial) => cosineLRScheduler({ baseLr: 0.1, tInitial }),
  };

  test.each(Object.entries(families))('%s', (_, family) => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 300 }), fc.integer({ min: 2, max: 50 }), (epochs, perEpoch) => {
        const steps = epochs * perEpoch;
        expect(codes(family(epochs), steps, epochs)).toEqual(['epochs-for-steps']);
        expect(codes(family(steps), steps, epochs)).toEqual([]);
        // Nobody says how many epochs there are, or it is another number.
        expect(codes(family(epochs), steps)).not.toContain('epochs-for-steps');
        expect(codes(family(epochs), steps, epochs + 1)).not.toContain('epochs-for-steps');
      }),
      few,
    );
  });

  test('in the words of PyTorch', () => {
    expect(only(torch.cosineAnnealingLR({ baseLr: 0.1, tMax: 50 }), 5000, 50)).toMatchObject({
      step: 50,
      message:
        'At step 50 of 5000 CosineAnnealingLR is over: tMax counts steps, and 50 is the number of epochs of the run.',
      remedy: 'Give tMax 5000, or step the scheduler once an epoch.',
    });
  });
});

/** The rate of torch 2.15 after `totalSteps` calls of `step()`; one more raises ValueError. */
const ONE_CYCLES = [
  {
    maxLr: 0.001,
    totalSteps: 1000,
    pctStart: 0.3,
    divFactor: 25,
    finalDivFactor: 10000,
    threePhase: false,
    annealStrategy: 'cos',
    rate: 9.035483855369958e-9,
  },
  {
    maxLr: 0.001,
    totalSteps: 1000,
    pctStart: 0.3,
    divFactor: 25,
    finalDivFactor: 10000,
    threePhase: false,
    annealStrategy: 'linear',
    rate: -1.424565714285616e-6,
  },
  {
    maxLr: 0.1,
    totalSteps: 50,
    pctStart: 0.25,
    divFactor: 10,
    finalDivFactor: 100,
    threePhase: false,
    annealStrategy: 'cos',
    rate: 0.0002751816804872567,
  },
  {
    maxLr: 0.1,
    totalSteps: 50,
    pctStart: 0.25,
    divFactor: 10,
    finalDivFactor: 100,
    threePhase: true,
    annealStrategy: 'cos',
    rate: 0.00013609107321463284,
  },
  {
    maxLr: 0.1,
    totalSteps: 64,
    pctStart: 0.4,
    divFactor: 10,
    finalDivFactor: 1000,
    threePhase: true,
    annealStrategy: 'linear',
    rate: -0.0007139130434782627,
  },
  {
    maxLr: 0.0003,
    totalSteps: 777,
    pctStart: 0.05,
    divFactor: 100,
    finalDivFactor: 10,
    threePhase: false,
    annealStrategy: 'linear',
    rate: -1.0601503759398835e-7,
  },
] as const;

describe("PyTorch's one cycle past its end", () => {
  test.each([
    ['cos', 1e-3, 1000],
    ['linear', 1e-3, 1000],
  ] as const)('%s', (annealStrategy, maxLr, totalSteps) => {
    const schedule = torch.oneCycleLR({ maxLr, totalSteps, annealStrategy });
    expect(codes(schedule, totalSteps)).toEqual([]);
    const { code, step, severity, message, remedy } = only(schedule, totalSteps + 500);
    expect([code, step, severity]).toEqual(['raises-past-end', totalSteps, 'error']);
    expect(message).toMatch(
      /^OneCycleLR is over at step 1000, where PyTorch gives it a rate of \S+; the step after raises/,
    );
    expect(remedy).toBe('End the run at step 1000, or give totalSteps 1500.');
  });

  test.each(ONE_CYCLES)('of PyTorch itself: %o', ({ rate, ...options }) => {
    const [, told] = only(torch.oneCycleLR(options), options.totalSteps + 2).message.match(/rate of (\S+);/) ?? [];
    expect(Math.abs(Number(told) - rate)).toBeLessThanOrEqual(1e-3 * Math.abs(rate));
  });

  test('in a sequence is over when another has its turn', () => {
    const cycle = torch.oneCycleLR({ maxLr: 0.1, totalSteps: 100 });
    const after = torch.constantLR({ baseLr: 4e-7, factor: 1, totalIters: 0 });
    const row = (milestone: number) => torch.sequentialLR({ schedulers: [cycle, after], milestones: [milestone] });
    expect(codes(row(100), 110)).not.toContain('raises-past-end');
    expect(codes(row(103), 110)).toContain('raises-past-end');
  });
});

test('a milestone between two steps never comes', () => {
  const multi = (milestones: number[]) =>
    madeBy(
      'torch',
      'MultiStepLR',
      { baseLr: 0.1, milestones },
      new Sequence({ schedules: [0.1, 0.01], boundaries: [12] }),
    );
  expect(only(multi([7.5, 12]), 20)).toMatchObject({ code: 'milestone-between-steps', step: 8 });
  expect(codes(multi([7, 12]), 20)).toEqual([]);
  expect(codes(multi([12, 40.5]), 20)).toEqual([]);
});
