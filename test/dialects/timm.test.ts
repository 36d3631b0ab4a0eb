import { CosineRamp, type LearningRateSchedule } from 'lr-schedules';
import * as timm from 'lr-schedules/timm';
import { afterAll, describe, expect, test } from 'vitest';
import { expectError } from '../refusal.js';
import { expectEveryForm } from './every-form.js';
import { describeRecord, largest, type PeerRecord, peerRecords, toName, toOptions } from './golden-peers.js';

type Build = (options: unknown) => LearningRateSchedule;
const functions = timm as unknown as Record<string, Build>;
const call = (name: string, options: unknown) => (functions[name] as Build)(options);
const build = ({ name, base_lr: baseLr, args }: PeerRecord) => call(toName(name), { baseLr, ...toOptions(args) });

const records = peerRecords('timm');
const titled = records.map((record) => [describeRecord(record), record] as const);

describe('numbers of timm', () => {
  const passed = { schedules: 0, values: 0 };

  test.each(titled)('%s', (_, record) => {
    const schedule = build(record);
    for (const [step, rate] of record.values.entries()) {
      expect(Math.abs(schedule(step) - rate), `step ${step}`).toBeLessThanOrEqual(1e-12 * largest(record.values));
    }
    passed.schedules++;
    passed.values += record.values.length;
  });

  afterAll(() => console.log(`timm: ${passed.schedules} of ${records.length} schedules, ${passed.values} values`));
});

describe('one curve in every form', () => {
  test.each(titled)('%s', async (_, record) => {
    await expectEveryForm(build(record), record.values.length);
  });
});

test('the table has every function', () => {
  const names = new Set(records.map(({ name }) => toName(name)));
  expect([...names].sort()).toEqual(Object.keys(timm).sort());
});

const baseLr = 0.1;
const cosine = { baseLr, tInitial: 10 };

describe('peculiarities', () => {
  test('what is about epochs, noise and the optimizer is accepted, and means nothing', () => {
    const ignored = {
      tInEpochs: false,
      noiseRangeT: null,
      noisePct: 0.5,
      noiseStd: 2,
      noiseSeed: null,
      initialize: false,
    };
    expect(JSON.stringify(timm.cosineLRScheduler({ ...cosine, ...ignored }))).toBe(
      JSON.stringify(timm.cosineLRScheduler(cosine)),
    );
  });

  test('a cosine alone is a cosine', () => {
    const schedule = timm.cosineLRScheduler(cosine);
    expect(schedule).toBeInstanceOf(CosineRamp);
    expect(schedule.horizon).toBe(10);
  });

  test('a warmup comes before the schedule, or hides its first steps', () => {
    const warmup = { ...cosine, warmupT: 4 };
    const before = timm.cosineLRScheduler({ ...warmup, warmupPrefix: true });
    const over = timm.cosineLRScheduler(warmup);
    const alone = timm.cosineLRScheduler(cosine);
    for (const schedule of [before, over])
      expect([...schedule.values(4)]).toEqual([0, 0.025, 0.05, 0.07500000000000001]);
    expect(before.values(20, 4)).toEqual(alone.values(20));
    expect(over.values(20, 4)).toEqual(alone.values(20, 4));
    expect(before.horizon).toBe(14);
  });

  test('step 0 has the base rate, whatever the schedule', () => {
    const tanh = timm.tanhLRScheduler({ baseLr, tInitial: 10, lb: 0 });
    expect([tanh(0), tanh(1)]).toEqual([0.1, 0.05 * (1 - Math.tanh(0.3))]);
    const steps = timm.multiStepLRScheduler({ baseLr, decayT: [1], decayRate: 0.5 });
    expect([...steps.values(3)]).toEqual([0.1, 0.05, 0.05]);
    const none = timm.polyLRScheduler({ baseLr, tInitial: 10, cycleLimit: 0, lrMin: 0.01 });
    expect([...none.values(3)]).toEqual([0.1, 0.01, 0.01]);
    const wsd = timm.wsdLRScheduler({ baseLr, tInitial: 10, decayT: 5, lrMin: 0.2 });
    expect([...wsd.values(3)]).toEqual([0.1, 0.2, 0.2]);
  });

  test('after the cycles it is the lowest rate, even where the curve ends above it', () => {
    const schedule = timm.tanhLRScheduler({ baseLr, tInitial: 10, ub: 0, cycleLimit: 2, cycleMul: 2, lrMin: 0.01 });
    expect(schedule(29)).toBeGreaterThan(0.05);
    expect(schedule(30)).toBe(0.01);
    expect(schedule.horizon).toBe(30);
  });

  test('cycles lower the upper rate alone', () => {
    const schedule = timm.cosineLRScheduler({ ...cosine, lrMin: 0.01, cycleLimit: 3, cycleDecay: 0.5 });
    expect([10, 20].map((step) => schedule(step))).toEqual([0.05, 0.025]);
    expect(schedule(30)).toBe(0.01);
  });

  test('as many cycles as given, of lengths that are no whole numbers', () => {
    const schedule = timm.polyLRScheduler({ baseLr, tInitial: 3.1592343915094956, cycleLimit: 5 });
    expect(schedule.horizon).toBeCloseTo(5 * 3.1592343915094956, 12);
    expect(schedule(15)).toBeGreaterThan(0.02);
    expect(schedule(16)).toBe(0);
  });

  test('restarts that the logarithm of timm misses', () => {
    const schedule = timm.cosineLRScheduler({ baseLr, tInitial: 1, cycleMul: 3, cycleLimit: 6 });
    expect([1, 4, 13, 40, 121].map((step) => schedule(step))).toEqual([0.1, 0.1, 0.1, 0.1, 0.1]);
  });

  test('stairs of a length that float64 holds too large come a step later, as in Python', () => {
    const decays = (decayT: number) => {
      const schedule = timm.stepLRScheduler({ baseLr: 1, decayT, decayRate: 0.5 });
      return Array.from({ length: 60 }, (_, step) => Math.round(Math.log2(1 / schedule(step))));
    };
    // 11 // 2.2 is 4.0 in Python, 12 // 2.4 is 5.0, and 7 // 0.7 is 10.0.
    expect([decays(2.2)[11], decays(2.4)[12], decays(0.7)[7], decays(2.5)[10], decays(3)[57]]).toEqual([
      4, 5, 10, 4, 19,
    ]);
    for (const [step, count] of decays(2.2).entries()) expect(count).toBe(Math.round((step - (step % 2.2)) / 2.2));
  });

  test('the timescale is the length of the warmup unless given', () => {
    const options = { baseLr, tInitial: 20, decayT: 5, stableFn: 'rsqrt', warmupT: 4 } as const;
    expect(timm.wsdLRScheduler(options)(16)).toBe(0.05);
    expect(timm.wsdLRScheduler({ ...options, stableTimescale: null })(16)).toBe(0.05);
    expect(timm.wsdLRScheduler({ ...options, stableTimescale: 1 })(7)).toBe(0.05);
  });
});

describe('errors', () => {
  test.each<
    [what: string, name: string, options: unknown, kind: typeof TypeError | typeof RangeError, message: string | RegExp]
  >([
    [
      'missing',
      'cosineLRScheduler',
      { baseLr },
      TypeError,
      ': tInitial must be a positive number, received undefined.',
    ],
    ['unknown', 'cosineLRScheduler', { ...cosine, warmup_steps: 1 }, TypeError, / has no option "warmup_steps": /],
    [
      'unknown',
      'cosineLRScheduler',
      { ...cosine, lr_mim: 1 },
      TypeError,
      ' has no option "lr_mim": did you mean lrMin?',
    ],
    ['no options', 'cosineLRScheduler', null, TypeError, ' requires an object of options, received null.'],
    [
      'a text',
      'stepLRScheduler',
      { baseLr, decayT: '3' },
      TypeError,
      ': decayT must be a positive number, received "3".',
    ],
    [
      'no length',
      'cosineLRScheduler',
      { baseLr, tInitial: 0 },
      RangeError,
      ': tInitial must be a positive number, received 0.',
    ],
    [
      'below 0',
      'polyLRScheduler',
      { ...cosine, lrMin: -1 },
      RangeError,
      ': lrMin must be a number of at least 0, received -1.',
    ],
    [
      'null where Python has no None',
      'polyLRScheduler',
      { ...cosine, lrMin: null },
      TypeError,
      ': lrMin must be a number of at least 0, received null.',
    ],
    [
      'noise',
      'cosineLRScheduler',
      { ...cosine, noiseRangeT: [3, 5] },
      RangeError,
      ": noiseRangeT must be null (timm draws it at each step from PyTorch's generator, seeded with noiseSeed plus the step, which is no formula to print or to run on tensors: to have it, add it to the rate yourself), received [3, 5].",
    ],
    [
      'noise',
      'wsdLRScheduler',
      { ...cosine, decayT: 3, noiseRangeT: 3 },
      RangeError,
      /: noiseRangeT must be null .* received 3\.$/,
    ],
    [
      'half a cycle',
      'cosineLRScheduler',
      { ...cosine, cycleLimit: 1.5 },
      RangeError,
      ': cycleLimit must be a whole number of at least 0, received 1.5.',
    ],
    [
      'a logarithm of 0',
      'cosineLRScheduler',
      { ...cosine, cycleMul: 0 },
      RangeError,
      ': cycleMul must be a positive number, received 0.',
    ],
    [
      '0 to a negative power',
      'cosineLRScheduler',
      { ...cosine, kDecay: -1 },
      RangeError,
      ': kDecay must be a positive number, received -1.',
    ],
    [
      'bounds that fall',
      'tanhLRScheduler',
      { ...cosine, lb: 3 },
      RangeError,
      ': lb must be less than ub (3), received 3.',
    ],
    [
      'milestones that fall',
      'multiStepLRScheduler',
      { baseLr, decayT: [5, 3] },
      RangeError,
      ': decayT must be a list of finite numbers, none less than the one before, received [5, 3].',
    ],
    [
      'no list',
      'multiStepLRScheduler',
      { baseLr, decayT: 5 },
      TypeError,
      ': decayT must be a list of finite numbers, none less than the one before, received 5.',
    ],
    [
      'too long a decay',
      'wsdLRScheduler',
      { ...cosine, decayT: 11 },
      RangeError,
      ': decayT must be at most tInitial (10), received 11.',
    ],
    [
      'an unknown phase',
      'wsdLRScheduler',
      { ...cosine, decayT: 3, stableFn: 'exp' },
      TypeError,
      `: stableFn must be 'constant' or 'rsqrt' or 'power', received "exp".`,
    ],
    [
      'a function',
      'wsdLRScheduler',
      { ...cosine, decayT: 3, decayFn: Math.sqrt },
      TypeError,
      `: decayFn must be 'linear' or '1-sqrt' or 'cosine' or 'power' or 'exp' (a function can be neither saved nor printed), received the function sqrt.`,
    ],
    [
      'no proper fraction',
      'wsdLRScheduler',
      { ...cosine, decayT: 3, decayRatio: 1 },
      RangeError,
      ': decayRatio must be a number greater than 0 and less than 1, received 1.',
    ],
    [
      'no timescale',
      'wsdLRScheduler',
      { ...cosine, decayT: 3, stableFn: 'rsqrt' },
      RangeError,
      `: stableTimescale must be a positive number for stableFn 'rsqrt', received 0: it defaults to warmupT.`,
    ],
    [
      'no timescale',
      'wsdLRScheduler',
      { ...cosine, decayT: 3, stableFn: 'power', stableTimescale: -1 },
      RangeError,
      `: stableTimescale must be a positive number for stableFn 'power', received -1.`,
    ],
  ])('%s: %s', (_, name, options, kind, message) => {
    expect(() => call(name, options)).toThrow(kind);
    if (typeof message === 'string') expectError(() => call(name, options), kind, name + message);
    else expect(() => call(name, options)).toThrow(message);
  });
});
