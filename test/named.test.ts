import {
  type CompositeOptions,
  CosineRamp,
  composite,
  DampedCosine,
  flatCosine,
  inverseSquareRoot,
  LinearRamp,
  logarithmicWarmup,
  noam,
  Rex,
  warmupStableDecay,
} from 'lr-schedules';
import { getScheduler } from 'lr-schedules/transformers';
import { describe, expect, test } from 'vitest';
import { expectEveryForm } from './dialects/every-form.js';
import { expectError } from './refusal.js';

/** Compares a schedule with the formula of its source, and its forms with one another. */
async function expectCurve(
  schedule: Parameters<typeof expectEveryForm>[0],
  formula: (step: number) => number,
  count = 150,
): Promise<void> {
  const rates = Array.from({ length: count }, (_, step) => formula(step));
  for (const [step, rate] of rates.entries()) {
    expect(Math.abs(schedule(step) - rate), `step ${step}`).toBeLessThanOrEqual(1e-12 * Math.max(...rates));
  }
  await expectEveryForm(schedule, count);
}

const cosine = (p: number) => 0.5 * (1 + Math.cos(Math.PI * p));

test.each([
  { modelSize: 512, warmupSteps: 40 },
  { modelSize: 300, warmupSteps: 12.5, factor: 2 },
  { modelSize: 64, warmupSteps: 1 },
])('noam %o: the paper, at its step 1 first', async (options) => {
  const { modelSize, warmupSteps, factor = 1 } = options;
  await expectCurve(noam(options), (step) => {
    const paper = step + 1;
    return factor * modelSize ** -0.5 * Math.min(paper ** -0.5, paper * warmupSteps ** -1.5);
  });
});

test.each([
  { from: 0.1, to: 0, steps: 100 },
  { from: 0.1, to: 0.01, steps: 77.5, beta: 0.9 },
  { from: 0, to: 0.2, steps: 40, beta: -3 },
])('Rex %o: the paper, whose beta is 1/2', async (options) => {
  const { from, to, steps, beta = 0.5 } = options;
  await expectCurve(new Rex(options), (step) => {
    const z = 1 - Math.min(step, steps) / steps;
    return to + ((from - to) * z) / (1 - beta + beta * z);
  });
});

test.each([
  { peak: 0.1, cycleSteps: 40, decayRate: 0.5 },
  { peak: 0.1, cycleSteps: 33.5, decayRate: 0.9, floor: 0.02 },
  { peak: 0.1, cycleSteps: 20, decayRate: 1 },
])('DampedCosine %o: a cosine under an exponential', async (options) => {
  const { peak, cycleSteps, decayRate, floor = 0 } = options;
  await expectCurve(
    new DampedCosine(options),
    (step) => floor + (peak - floor) * decayRate ** (step / cycleSteps) * cosine((2 * step) / cycleSteps),
  );
});

describe('inverseSquareRoot', () => {
  test.each([1, 10, 40])('fairseq, %d steps of warmup', async (warmupSteps) => {
    await expectCurve(inverseSquareRoot({ peak: 0.1, warmupSteps }), (step) =>
      step < warmupSteps ? (0.1 * step) / warmupSteps : 0.1 * warmupSteps ** 0.5 * step ** -0.5,
    );
  });

  test("transformers' inverse_sqrt", () => {
    const same = getScheduler('inverse_sqrt', { baseLr: 0.1, numWarmupSteps: 10 });
    expect(inverseSquareRoot({ peak: 0.1, warmupSteps: 10 }).values(100)).toEqual(same.values(100));
  });
});

describe('warmupStableDecay', () => {
  const left = {
    linear: (p: number) => 1 - p,
    cosine,
    'one-minus-sqrt': (p: number) => 1 - Math.sqrt(p),
    exponential: (p: number) => 2 * 0.5 ** p - 1,
  };

  test.each(
    (['linear', 'cosine', 'one-minus-sqrt', 'exponential'] as const).flatMap((decayShape) => [
      { peak: 0.1, warmupSteps: 10, stableSteps: 50, decaySteps: 40, end: 0.01, decayShape },
      { peak: 1, warmupSteps: 0, stableSteps: 50, decaySteps: 40, end: 0, decayShape },
      { peak: 1, warmupSteps: 10, stableSteps: 0, decaySteps: 1, end: 0, decayShape },
      { peak: 1, warmupSteps: 0, stableSteps: 0, decaySteps: 100, end: 2, decayShape },
    ]),
  )('%o', async (options) => {
    const { peak, warmupSteps, stableSteps, decaySteps, end, decayShape } = options;
    await expectCurve(warmupStableDecay(options), (step) => {
      if (step < warmupSteps) return (peak * step) / warmupSteps;
      const p = Math.min(1, Math.max(0, step - warmupSteps - stableSteps) / decaySteps);
      return end + (peak - end) * left[decayShape](p);
    });
  });

  test('by default a trapezoid down to 0', () => {
    const schedule = warmupStableDecay({ peak: 1, warmupSteps: 10, stableSteps: 10, decaySteps: 10 });
    expect([0, 5, 10, 20, 25, 30, 99].map((step) => schedule(step))).toEqual([0, 0.5, 1, 1, 0.5, 0, 0]);
  });

  test("transformers' warmup_stable_decay", () => {
    const schedulerSpecificKwargs = { num_stable_steps: 20, num_decay_steps: 10, decay_type: '1-sqrt' } as const;
    const same = getScheduler('warmup_stable_decay', { baseLr: 0.1, numWarmupSteps: 5, schedulerSpecificKwargs });
    const options = { peak: 0.1, warmupSteps: 5, stableSteps: 20, decaySteps: 10 };
    expect(warmupStableDecay({ ...options, decayShape: 'one-minus-sqrt' }).values(50)).toEqual(same.values(50));
  });
});

test.each([
  { peak: 0.1, warmupSteps: 20 },
  { peak: 0.1, warmupSteps: 20, from: 0.01, totalSteps: 100 },
  { peak: 1, warmupSteps: 1, totalSteps: 50 },
  { peak: 1, warmupSteps: 2, totalSteps: null },
])('logarithmicWarmup %o: DeepSpeed', async (options) => {
  const { peak, from = 0, totalSteps = null } = options;
  const warmupSteps = Math.max(2, options.warmupSteps);
  // The update before the first call of step() has the lowest rate, and so has the first that is called for.
  const gamma = (update: number) => {
    const step = Math.max(0, update - 1);
    if (step < warmupSteps) return Math.log(step + 1) / Math.log(warmupSteps);
    return totalSteps === null ? 1 : Math.max(0, (totalSteps - step) / (totalSteps - warmupSteps));
  };
  await expectCurve(logarithmicWarmup(options), (step) => from + (peak - from) * gamma(step));
});

// DeepSpeed 0.19.8's WarmupLR, and WarmupDecayLR with totalSteps, beside an optimizer of PyTorch: by the update.
test.each<[Parameters<typeof logarithmicWarmup>[0], Record<number, number>]>([
  [
    { peak: 3e-5, warmupSteps: 500 },
    {
      0: 0.0,
      1: 0.0,
      2: 3.346054181932694e-6,
      3: 5.303370403744525e-6,
      5: 7.769297212044872e-6,
      10: 1.1115351393977566e-5,
      19: 1.4213795620904858e-5,
      20: 1.446140557591026e-5,
      21: 1.4696932080864703e-5,
      22: 1.4921499816584212e-5,
      25: 1.5538594424089743e-5,
      30: 1.641872179772209e-5,
      31: 1.6577009282485527e-5,
      32: 1.6730270909663467e-5,
      39: 1.7685242197620365e-5,
    },
  ],
  [
    { peak: 0.1, warmupSteps: 20, from: 0.01, totalSteps: 30 },
    {
      0: 0.01,
      1: 0.01,
      2: 0.03082403918437833,
      3: 0.04300532122078762,
      5: 0.05835192163124335,
      10: 0.07917596081562168,
      19: 0.09845900899234802,
      20: 0.1,
      21: 0.1,
      22: 0.09100000000000001,
      25: 0.064,
      30: 0.019000000000000003,
      31: 0.01,
      32: 0.01,
      39: 0.01,
    },
  ],
  [
    { peak: 1, warmupSteps: 1, totalSteps: 12 },
    {
      0: 0,
      1: 0.0,
      2: 1.0,
      3: 1.0,
      5: 0.8,
      10: 0.3,
      19: 0.0,
      20: 0.0,
      21: 0.0,
      22: 0.0,
      25: 0.0,
      30: 0.0,
      31: 0.0,
      32: 0.0,
      39: 0.0,
    },
  ],
  [
    { peak: 1, warmupSteps: 2 },
    {
      0: 0,
      1: 0.0,
      2: 1.0,
      3: 1.0,
      5: 1.0,
      10: 1.0,
      19: 1.0,
      20: 1.0,
      21: 1.0,
      22: 1.0,
      25: 1.0,
      30: 1.0,
      31: 1.0,
      32: 1.0,
      39: 1.0,
    },
  ],
])('logarithmicWarmup %o: the updates of DeepSpeed itself', (options, rates) => {
  const schedule = logarithmicWarmup(options);
  for (const [update, rate] of Object.entries(rates)) {
    expect(Math.abs(schedule(Number(update)) - rate)).toBeLessThanOrEqual(1e-14 * options.peak);
  }
});

test.each([
  { peak: 1, totalSteps: 100 },
  { peak: 0.1, totalSteps: 77, pctStart: 0.3, divFinal: 10 },
  { peak: 0.1, totalSteps: 100, pctStart: 0 },
])('flatCosine %o: fastai', async (options) => {
  const { peak, totalSteps, pctStart = 0.75, divFinal = 1e5 } = options;
  await expectCurve(flatCosine(options), (step) => {
    const position = Math.min(1, step / totalSteps);
    if (position < pctStart) return peak;
    const local = (position - pctStart) / (1 - pctStart);
    return peak + ((1 + Math.cos(Math.PI * (1 - local))) * (peak / divFinal - peak)) / 2;
  });
});

describe('composite', () => {
  const climb = new LinearRamp({ from: 0, to: 0.1, steps: 100 });
  const decay = new CosineRamp({ from: 0.1, to: 0, steps: 100 });
  const line = new LinearRamp({ from: 1, to: 0.5, steps: 100 });
  const of = [
    (where: number) => 0.1 * where,
    (where: number) => 0.1 * cosine(where),
    (where: number) => 1 - 0.5 * where,
  ] as const;

  test.each<Pick<CompositeOptions, 'intervalScaling'>>([
    { intervalScaling: ['rescaled', 'rescaled', 'rescaled'] },
    { intervalScaling: ['fixed', 'fixed', 'fixed'] },
    { intervalScaling: ['rescaled', 'fixed', 'rescaled'] },
    { intervalScaling: null },
    {},
  ])('fvcore: %o', async (scaling) => {
    const lengths = [0.1, 0.2, 0.7];
    const schedule = composite({ schedules: [climb, decay, line], lengths, totalSteps: 100, ...scaling });
    await expectCurve(
      schedule,
      (step) => {
        const where = step / 100;
        let i = 0;
        let end = lengths[0] as number;
        while (where + 1e-6 > end && i < 2) {
          i++;
          end += lengths[i] as number;
        }
        const start = end - (lengths[i] as number);
        const local = scaling.intervalScaling?.[i] === 'fixed' ? where : (where - start) / (lengths[i] as number);
        return (of[i] as (where: number) => number)(local);
      },
      101,
    );
  });

  test('a boundary is a whole step where only rounding errors make it none', () => {
    const lengths = Array.from({ length: 10 }, () => 0.1);
    const schedules = lengths.map((_, i) => i);
    const schedule = composite({ schedules, lengths, totalSteps: 1000 });
    for (let step = 0; step < 1000; step++) expect(schedule(step)).toBe(Math.floor(step / 100));
  });

  test('the last schedule goes on after the end', () => {
    const schedule = composite({ schedules: [1, climb], lengths: [0.5, 0.5], totalSteps: 100 });
    expect([49, 50, 75, 100, 500].map((step) => schedule(step))).toEqual([1, 0, 0.05, 0.1, 0.1]);
  });
});

describe('errors', () => {
  const parts = { schedules: [1, 2], lengths: [0.5, 0.5], totalSteps: 100 };
  const phases = { peak: 1, warmupSteps: 1, stableSteps: 1, decaySteps: 1 };

  test.each<
    [make: (options: never) => unknown, options: object, kind: typeof TypeError | typeof RangeError, message: string]
  >([
    [noam, { modelSize: 512 }, TypeError, 'noam: warmupSteps must be a positive number, received undefined.'],
    [noam, { modelSize: 512, warmupSteps: 0 }, RangeError, 'noam: warmupSteps must be a positive number, received 0.'],
    [
      noam,
      { modelSize: 512, warmUpSteps: 9 },
      TypeError,
      'noam has no option "warmUpSteps": did you mean warmupSteps?',
    ],
    [
      inverseSquareRoot,
      { peak: 1, warmupSteps: 0 },
      RangeError,
      'inverseSquareRoot: warmupSteps must be a positive number, received 0.',
    ],
    [
      warmupStableDecay,
      { ...phases, decaySteps: 0 },
      RangeError,
      'warmupStableDecay: decaySteps must be a positive number, received 0.',
    ],
    [
      warmupStableDecay,
      { ...phases, decayShape: 'sqrt' },
      TypeError,
      `warmupStableDecay: decayShape must be 'linear' or 'cosine' or 'one-minus-sqrt' or 'exponential', received "sqrt".`,
    ],
    [
      logarithmicWarmup,
      { peak: 1, warmupSteps: 10, totalSteps: 10 },
      RangeError,
      'logarithmicWarmup: totalSteps must be more than the 10 steps of the warmup, received 10.',
    ],
    [
      flatCosine,
      { peak: 1, totalSteps: 10, pctStart: 1 },
      RangeError,
      'flatCosine: pctStart must be a number of at least 0 and less than 1, received 1.',
    ],
    [
      composite,
      { ...parts, lengths: [0.5, 0.4] },
      RangeError,
      'composite: lengths must be a list of positive numbers that sum up to 1, received [0.5, 0.4].',
    ],
    [
      composite,
      { ...parts, lengths: [1] },
      RangeError,
      'composite: lengths must be as many as the 2 schedules, received [1].',
    ],
    [
      composite,
      { ...parts, intervalScaling: ['fixed'] },
      RangeError,
      'composite: intervalScaling must be as many as the 2 schedules, received ["fixed"].',
    ],
    [
      composite,
      { ...parts, intervalScaling: ['fixed', 'scaled'] },
      TypeError,
      `composite: intervalScaling must be a list of 'rescaled' and 'fixed' or null, received ["fixed", "scaled"].`,
    ],
  ])('%o %o', (make, options, kind, message) => {
    expectError(() => make(options as never), kind, message);
  });
});
