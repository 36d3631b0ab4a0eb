import { deserialize, type LearningRateSchedule } from 'lr-schedules';
import * as optax from 'lr-schedules/optax';
import { afterAll, describe, expect, test } from 'vitest';
import { expectError } from '../refusal.js';
import { expectEveryForm } from './every-form.js';
import { describeRecord, largest, peerRecords, toName, toOptions } from './golden-peers.js';

type Build = (options: unknown) => LearningRateSchedule;
const functions = optax as unknown as Record<string, Build>;
const build = (name: string, options: unknown) => (functions[toName(name)] as Build)(options);

const records = peerRecords('optax');
const titled = records.map((record) => [describeRecord(record), record] as const);

describe('numbers of Optax', () => {
  const passed = { schedules: 0, values: 0 };

  test.each(titled)('%s', (_, { name, args, values }) => {
    const schedule = build(name, toOptions(args, build));
    for (const [step, rate] of values.entries()) {
      expect(Math.abs(schedule(step) - rate), `step ${step}`).toBeLessThanOrEqual(1e-12 * largest(values));
    }
    passed.schedules++;
    passed.values += values.length;
  });

  afterAll(() => console.log(`Optax: ${passed.schedules} of ${records.length} schedules, ${passed.values} values`));
});

describe('one curve in every form', () => {
  test.each(titled)('%s', async (_, { name, args, values }) => {
    await expectEveryForm(build(name, toOptions(args, build)), values.length);
  });
});

test('the table has every function', () => {
  const names = new Set(records.map(({ name }) => toName(name)));
  expect([...names].sort()).toEqual(Object.keys(optax).sort());
});

const rates = { initValue: 0, peakValue: 0.1 };

describe('peculiarities', () => {
  test('without a length, the first rate stays', () => {
    const linear = optax.linearSchedule({ initValue: 1, endValue: 0, transitionSteps: 0 });
    const polynomial = optax.polynomialSchedule({ initValue: 1, endValue: 0, transitionSteps: -5, power: 2 });
    const exponential = optax.exponentialDecay({ initValue: 1, transitionSteps: 0, decayRate: 0.5, endValue: 2 });
    const warmup = optax.warmupConstantSchedule({ ...rates, warmupSteps: 0 });
    for (const schedule of [linear, polynomial, exponential]) expect(schedule(50)).toBe(1);
    expect(warmup(50)).toBe(0);
  });

  test('a negative begin counts as 0', () => {
    const options = { initValue: 1, endValue: 0, transitionSteps: 10 };
    const schedule = optax.linearSchedule({ ...options, transitionBegin: -5 });
    expect(JSON.stringify(schedule)).toBe(JSON.stringify(optax.linearSchedule(options)));
  });

  test('the scales multiply, and a boundary has the new rate', () => {
    const options = { initValue: 1, boundariesAndScales: { 10: 0.5, 20: 0.5 } };
    const constant = optax.piecewiseConstantSchedule(options);
    const linear = optax.piecewiseInterpolateSchedule({ interpolateType: 'linear', ...options });
    expect([9, 10, 19, 20].map((step) => constant(step))).toEqual([1, 0.5, 0.5, 0.25]);
    expect([0, 5, 10, 15, 20].map((step) => linear(step))).toEqual([1, 0.75, 0.5, 0.375, 0.25]);
  });

  test('steps may be texts, in any order, as JSON has them', () => {
    const boundariesAndScales = JSON.parse('{ "20": 0.5, "3.0": 0.1, "100": 3 }');
    const schedule = optax.piecewiseConstantSchedule({ initValue: 1, boundariesAndScales });
    expect([2, 3, 20, 100].map((step) => schedule(step))).toEqual([1, 0.1, 0.05, 0.15000000000000002]);
  });

  test('null and nothing are the same', () => {
    for (const initValue of [0, 0.1]) {
      const given = optax.piecewiseConstantSchedule({ initValue, boundariesAndScales: null });
      expect(JSON.stringify(given)).toBe(JSON.stringify(optax.piecewiseConstantSchedule({ initValue })));
      const options = { initValue, transitionSteps: 10, decayRate: 0.5 };
      const decay = optax.exponentialDecay({ ...options, endValue: null });
      expect(JSON.stringify(decay)).toBe(JSON.stringify(optax.exponentialDecay(options)));
    }
  });

  test('a restart has the first rate of its cycle, on a clock of its own', () => {
    const cycle = { initValue: 0.1, peakValue: 0.4, warmupSteps: 2, decaySteps: 10, endValue: 0.05 };
    const schedule = optax.sgdrSchedule({ cosineKwargs: [cycle, cycle] });
    const alone = optax.warmupCosineDecaySchedule(cycle);
    expect(schedule.values(10, 10)).toEqual(alone.values(10));
    expect(schedule(20)).toBe(alone(10));
  });

  test('boundaries between steps: all at once gives the same as one by one', () => {
    const cycle = { initValue: 0, peakValue: 0.4, warmupSteps: 2, decaySteps: 9.5 };
    const schedule = optax.sgdrSchedule({ cosineKwargs: [cycle, cycle, cycle] });
    expect([...schedule.values(40)]).toEqual(Array.from({ length: 40 }, (_, step) => schedule(step)));
  });

  test('joined schedules may be numbers, and are saved whole', () => {
    const schedule = optax.joinSchedules({
      schedules: [0.5, optax.cosineDecaySchedule({ initValue: 1, decaySteps: 10 })],
      boundaries: [3],
    });
    expect([2, 3, 13].map((step) => schedule(step))).toEqual([0.5, 1, 0]);
    expect(deserialize(JSON.parse(JSON.stringify(schedule)))(8)).toBe(schedule(8));
  });
});

describe('errors', () => {
  const cosine = { initValue: 0.1, decaySteps: 100 };
  const oneCycle = { transitionSteps: 10, peakValue: 1 };
  const warmup = { ...rates, warmupSteps: 10, decaySteps: 100 };
  const missing = 'must be a positive number, received undefined.';

  test.each<
    [what: string, name: string, options: unknown, kind: typeof TypeError | typeof RangeError, message: string]
  >([
    ['missing', 'cosineDecaySchedule', { initValue: 0.1 }, TypeError, `: decaySteps ${missing}`],
    [
      'unknown',
      'cosineDecaySchedule',
      { ...cosine, decay_step: 1 },
      TypeError,
      ' has no option "decay_step": did you mean decaySteps?',
    ],
    ['a text', 'constantSchedule', { value: '0.1' }, TypeError, ': value must be a finite number, received "0.1".'],
    [
      'not finite',
      'constantSchedule',
      { value: Number.NaN },
      RangeError,
      ': value must be a finite number, received NaN.',
    ],
    ['no options', 'constantSchedule', undefined, TypeError, ' requires an object of options, received undefined.'],
    [
      'null where Python has no None',
      'cosineDecaySchedule',
      { ...cosine, alpha: null },
      TypeError,
      ': alpha must be a finite number, received null.',
    ],
    [
      'no length',
      'cosineDecaySchedule',
      { ...cosine, decaySteps: 0 },
      RangeError,
      ': decaySteps must be a positive number, received 0.',
    ],
    [
      'infinite at the end',
      'cosineDecaySchedule',
      { ...cosine, exponent: -1 },
      RangeError,
      ': exponent must be a number of at least 0, received -1.',
    ],
    [
      'infinite at the end',
      'polynomialSchedule',
      { initValue: 1, endValue: 0, power: -1, transitionSteps: 9 },
      RangeError,
      ': power must be a number of at least 0, received -1.',
    ],
    [
      'all warmup',
      'warmupCosineDecaySchedule',
      { ...warmup, warmupSteps: 100 },
      RangeError,
      ': decaySteps must be more than warmupSteps (100), since it counts the warmup too, received 100.',
    ],
    [
      'a wrong cycle',
      'sgdrSchedule',
      { cosineKwargs: [warmup, { ...warmup, decaySteps: 10 }] },
      RangeError,
      ': cosineKwargs[1]: decaySteps must be more than warmupSteps (10), since it counts the warmup too, received 10.',
    ],
    [
      'no object',
      'sgdrSchedule',
      { cosineKwargs: [10] },
      TypeError,
      ': cosineKwargs[0] requires an object of options, received 10.',
    ],
    [
      'no cycles',
      'sgdrSchedule',
      { cosineKwargs: [] },
      RangeError,
      ': cosineKwargs must be a list of one or more objects of options, received [].',
    ],
    [
      'negative',
      'exponentialDecay',
      { initValue: 1, transitionSteps: 10, decayRate: -0.5 },
      RangeError,
      ': decayRate must be a number of at least 0, received -0.5.',
    ],
    [
      'no flag',
      'exponentialDecay',
      { initValue: 1, transitionSteps: 10, decayRate: 1, staircase: 1 },
      TypeError,
      ': staircase must be true or false, received 1.',
    ],
    [
      'no length',
      'linearOnecycleSchedule',
      { ...oneCycle, transitionSteps: 0 },
      RangeError,
      ': transitionSteps must be a positive number, received 0.',
    ],
    [
      'no length',
      'cosineOnecycleSchedule',
      { ...oneCycle, transitionSteps: -1 },
      RangeError,
      ': transitionSteps must be a positive number, received -1.',
    ],
    [
      'divided by 0',
      'linearOnecycleSchedule',
      { ...oneCycle, divFactor: 0 },
      RangeError,
      ': divFactor must be a positive number, received 0.',
    ],
    [
      'an unknown way',
      'piecewiseInterpolateSchedule',
      { interpolateType: 'cubic', initValue: 1 },
      TypeError,
      `: interpolateType must be 'linear' or 'cosine', received "cubic".`,
    ],
    [
      'too few boundaries',
      'joinSchedules',
      { schedules: [1, 2], boundaries: [] },
      RangeError,
      ': boundaries must be one fewer than the 2 schedules, received [].',
    ],
    [
      'a function',
      'joinSchedules',
      { schedules: [Math.sqrt], boundaries: [] },
      TypeError,
      ': schedules must be a list of one or more schedules or finite numbers, received [the function sqrt].',
    ],
  ])('%s: %s', (_, name, options, kind, message) => {
    expectError(() => build(name, options), kind, name + message);
  });

  test.each<[what: string, value: unknown, kind: typeof TypeError | typeof RangeError, message: string]>([
    [
      'a list',
      [100, 0.1],
      TypeError,
      ' must be an object of steps and numbers such as { 100: 0.1 } or null, received [100, 0.1].',
    ],
    ['no step', { start: 0.1 }, TypeError, ' must be an object whose keys are steps, received "start".'],
    ['an empty key', { '': 0.1 }, TypeError, ' must be an object whose keys are steps, received "".'],
    [
      'before the start',
      { '-1': 0.1 },
      RangeError,
      ' must be an object whose keys are steps of at least 0, received "-1".',
    ],
    ['twice', { '10': 0.1, '10.0': 0.5 }, TypeError, ' must be an object with each step once, received 10.'],
    [
      'a negative scale',
      { 100: -0.1 },
      RangeError,
      ' must be an object whose scales are numbers of at least 0, as the one at 100, received -0.1.',
    ],
    [
      'no scale',
      { 100: null },
      TypeError,
      ' must be an object whose scales are numbers of at least 0, as the one at 100, received null.',
    ],
  ])('boundariesAndScales: %s', (_, boundariesAndScales, kind, message) => {
    for (const name of ['piecewiseConstantSchedule', 'piecewiseInterpolateSchedule']) {
      const own = name === 'piecewiseInterpolateSchedule' ? { interpolateType: 'linear' } : {};
      const options = { ...own, initValue: 1, boundariesAndScales };
      expectError(() => build(name, options), kind, `${name}: boundariesAndScales${message}`);
    }
  });
});
