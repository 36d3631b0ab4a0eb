import fc from 'fast-check';
import { diagnose, type LearningRateSchedule, logarithmicWarmup } from 'lr-schedules';
import * as torch from 'lr-schedules/torch';
import { getScheduler } from 'lr-schedules/transformers';
import { describe, expect, test } from 'vitest';

const few = { numRuns: 25 };
const baseLr = 0.1;
const warnings = (schedule: LearningRateSchedule, steps: number) =>
  diagnose(schedule, { steps }).filter(({ severity }) => severity !== 'note');
const codes = (schedule: LearningRateSchedule, steps: number) => warnings(schedule, steps).map(({ code }) => code);

describe('rates that take turns', () => {
  test('of CosineAnnealingLR with a T_max of 1', () => {
    const [finding, ...others] = warnings(torch.cosineAnnealingLR({ baseLr, tMax: 1 }), 1000);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      code: 'alternates',
      step: 0,
      message: 'From step 0 on the rate alternates between 0.1 and 0, and every other update changes nothing.',
      remedy: 'Give tMax the length of the decay in steps.',
    });
    const risen = torch.cosineAnnealingLR({ baseLr, tMax: 1, etaMin: 0.2 });
    expect(codes(risen, 1000)).toContain('alternates');
  });

  test('wherever they begin, and however long the run is', () => {
    const anyRun = fc.oneof(fc.integer({ min: 6, max: 3000 }), fc.constantFrom(10 ** 6, 10 ** 9));
    fc.assert(
      fc.property(anyRun, fc.double({ min: 0, max: 0.09, noNaN: true }), (steps, etaMin) => {
        expect(codes(torch.cosineAnnealingLR({ baseLr, tMax: 1, etaMin }), steps)).toEqual(['alternates']);
      }),
      few,
    );
  });

  test('are not those of longer cycles', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 100 }), fc.integer({ min: 6, max: 3000 }), (tMax, steps) => {
        expect(codes(torch.cosineAnnealingLR({ baseLr, tMax }), steps)).not.toContain('alternates');
      }),
      few,
    );
  });
});

describe('rates that never change', () => {
  const cases: readonly (readonly [string, LearningRateSchedule])[] = [
    ['eta_min of base_lr', torch.cosineAnnealingLR({ baseLr, tMax: 100, etaMin: baseLr })],
    ['T_0 of 1', torch.cosineAnnealingWarmRestarts({ baseLr, t0: 1 })],
    ['gamma of 1', torch.exponentialLR({ baseLr, gamma: 1 })],
    ['gamma of 1 in stairs', torch.stepLR({ baseLr, stepSize: 10, gamma: 1 })],
    ['a factor of 1', torch.constantLR({ baseLr, factor: 1 })],
    ['power 0', torch.polynomialLR({ baseLr, totalIters: 100, power: 0 })],
  ];
  test.each(cases)('%s', (_, schedule) => {
    for (const steps of [1, 100, 1000, 1e9]) expect(codes(schedule, steps)).toEqual(['never-changes']);
    const row = torch.sequentialLR({ schedulers: [torch.linearLR({ baseLr }), schedule], milestones: [5] });
    expect(codes(row, 1000)).toEqual(['never-changes']);
  });

  test('but what is constant because it is meant to be', () => {
    const constants = [
      torch.constantLR({ baseLr }),
      getScheduler('constant', { baseLr }),
      getScheduler('constant_with_warmup', { baseLr, numWarmupSteps: 0 }),
      getScheduler('constant_with_warmup', { baseLr, numWarmupSteps: 60 }),
    ];
    for (const schedule of constants)
      expect(codes(schedule, 100).filter((code) => code === 'never-changes')).toEqual([]);
  });

  test('nor a decay that a run is too short for', () => {
    expect(codes(torch.stepLR({ baseLr, stepSize: 1000 }), 100)).not.toContain('never-changes');
    expect(codes(torch.cosineAnnealingWarmRestarts({ baseLr, t0: 1, tMult: 2 }), 7)).not.toContain('never-changes');
  });
});

describe('a warmup to a constant rate does not go on growing', () => {
  const families: Record<string, (warmup: number) => LearningRateSchedule> = {
    'transformers.constant_with_warmup': (numWarmupSteps) =>
      getScheduler('constant_with_warmup', { baseLr, numWarmupSteps }),
    logarithmicWarmup: (warmupSteps) => logarithmicWarmup({ peak: baseLr, warmupSteps }),
  };
  test.each(Object.entries(families))('%s', (_, family) => {
    fc.assert(
      fc.property(
        fc.integer({ min: 10, max: 5000 }),
        fc.double({ min: 1.01, max: 3, noNaN: true }),
        (warmup, times) => {
          expect(codes(family(warmup), Math.ceil(warmup * times))).toEqual([]);
        },
      ),
      few,
    );
  });

  test('nor does one cycle with pct_start 1', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 5000 }), (totalSteps) => {
        expect(codes(torch.oneCycleLR({ maxLr: 0.1, totalSteps, pctStart: 1 }), totalSteps)).toEqual([]);
      }),
      few,
    );
  });
});
