import type { LearningRateSchedule } from 'lr-schedules';
import { getScheduler } from 'lr-schedules/transformers';
import { afterAll, describe, expect, test } from 'vitest';
import { expectError } from '../refusal.js';
import { expectEveryForm } from './every-form.js';
import { type Args, describeRecord, largest, type PeerRecord, peerRecords, toOptions } from './golden-peers.js';

const build = getScheduler as (name: unknown, options: unknown) => LearningRateSchedule;
const scheduleOf = ({ name, base_lr, args }: PeerRecord) => build(name, { baseLr: base_lr, ...toOptions(args) });

const records = peerRecords('transformers');
const titled = records.map((record) => [describeRecord(record), record] as const);

describe('numbers of transformers', () => {
  const passed = { schedules: 0, values: 0 };

  test.each(titled)('%s', (_, record) => {
    const schedule = scheduleOf(record);
    for (const [step, rate] of record.values.entries()) {
      expect(Math.abs(schedule(step) - rate), `step ${step}`).toBeLessThanOrEqual(1e-12 * largest(record.values));
    }
    passed.schedules++;
    passed.values += record.values.length;
  });

  afterAll(() =>
    console.log(`transformers: ${passed.schedules} of ${records.length} schedules, ${passed.values} values`),
  );
});

describe('one curve in every form', () => {
  test.each(titled)('%s', (_, record) => expectEveryForm(scheduleOf(record), record.values.length));
});

const steps = { baseLr: 0.1, numWarmupSteps: 10, numTrainingSteps: 110 };

describe('options', () => {
  test.each(titled.filter(([, { args }]) => args['scheduler_specific_kwargs']))('snake_case: %s', (_, record) => {
    const schedulerSpecificKwargs = record.args['scheduler_specific_kwargs'] as Args;
    const options = { baseLr: record.base_lr, ...toOptions(record.args), schedulerSpecificKwargs };
    expect(JSON.stringify(build(record.name, options))).toBe(JSON.stringify(scheduleOf(record)));
  });

  test('the types know which options a type of scheduler has', () => {
    getScheduler('cosine', { ...steps, schedulerSpecificKwargs: { num_cycles: 1 } });
    const wrong = { timescale: 1 };
    // @ts-expect-error: inverse_sqrt has a time scale.
    expect(() => getScheduler('cosine', { ...steps, schedulerSpecificKwargs: wrong })).toThrow(TypeError);
    // @ts-expect-error: there is no such type.
    expect(() => getScheduler('sine', steps)).toThrow(TypeError);
  });

  test('null and nothing are the same', () => {
    const given = getScheduler('cosine', { ...steps, schedulerSpecificKwargs: null });
    expect(JSON.stringify(given)).toBe(JSON.stringify(getScheduler('cosine', steps)));
    const constant = getScheduler('constant', { baseLr: 0.1, numWarmupSteps: null, numTrainingSteps: null });
    expect(JSON.stringify(constant)).toBe(JSON.stringify(getScheduler('constant', { baseLr: 0.1 })));
    const options = { baseLr: 0.1, numWarmupSteps: 10 };
    const root = getScheduler('inverse_sqrt', { ...options, schedulerSpecificKwargs: { timescale: null } });
    expect(JSON.stringify(root)).toBe(JSON.stringify(getScheduler('inverse_sqrt', options)));
  });

  test('a number of steps that a type does not use is taken and ignored', () => {
    expect(getScheduler('constant', steps)(0)).toBe(0.1);
    expect(getScheduler('constant_with_warmup', steps)(1000)).toBe(0.1);
    expect(getScheduler('inverse_sqrt', steps)(1000)).toBeCloseTo(0.01, 12);
  });
});

describe('peculiarities', () => {
  test('the first update has the rate 0, but not of cosine_warmup_with_min_lr', () => {
    expect(getScheduler('linear', steps)(0)).toBe(0);
    const counted = getScheduler('cosine_warmup_with_min_lr', { ...steps, schedulerSpecificKwargs: { minLr: 0.01 } });
    expect(counted(0)).toBeCloseTo(0.01, 15);
    expect(counted(9)).toBeCloseTo(0.1, 15);
    expect(counted(109)).toBeCloseTo(0.01, 15);
  });

  test('a cosine rises again after the end; a linear decay and restarts stay at 0', () => {
    expect(getScheduler('cosine', steps)(110)).toBe(0);
    expect(getScheduler('cosine', steps)(210)).toBeCloseTo(0.1, 15);
    expect(getScheduler('linear', steps)(210)).toBe(0);
    expect(getScheduler('cosine_with_restarts', steps)(210)).toBe(0);
  });

  test('a restart is where transformers has it, rounding errors included', () => {
    const options = { baseLr: 1, numWarmupSteps: 0, numTrainingSteps: 49 };
    const schedule = getScheduler('cosine_with_restarts', { ...options, schedulerSpecificKwargs: { numCycles: 49 } });
    for (let step = 0; step < 49; step++) {
      expect(schedule(step)).toBeCloseTo(0.5 * (1 + Math.cos(Math.PI * ((49 * (step / 49)) % 1))), 12);
    }
    expect([schedule(0), schedule(1)]).toEqual([1, 0]);
  });

  test('warmup_stable_decay: where the phases overlap, the decay is under way when the warmup ends', () => {
    const schedulerSpecificKwargs = { numDecaySteps: 100, decayType: 'linear' } as const;
    const schedule = getScheduler('warmup_stable_decay', { ...steps, numTrainingSteps: 60, schedulerSpecificKwargs });
    expect(schedule(9)).toBeCloseTo(0.09, 15);
    expect(schedule(10)).toBeCloseTo(0.05, 15);
    expect(schedule(60)).toBe(0);
  });
});

describe('errors', () => {
  const kwargs = (schedulerSpecificKwargs: unknown) => ({ ...steps, schedulerSpecificKwargs });
  const whole = { numDecaySteps: 10, numStableSteps: 10 };

  test.each<
    [what: string, name: unknown, options: unknown, kind: typeof TypeError | typeof RangeError, message: string]
  >([
    [
      'a misspelt type',
      'cosin',
      steps,
      TypeError,
      ': name must be one of linear, cosine, cosine_with_restarts, polynomial, constant, constant_with_warmup, inverse_sqrt, cosine_with_min_lr, cosine_warmup_with_min_lr, warmup_stable_decay, received "cosin"; did you mean cosine?',
    ],
    [
      'no type',
      undefined,
      steps,
      TypeError,
      ': name must be one of linear, cosine, cosine_with_restarts, polynomial, constant, constant_with_warmup, inverse_sqrt, cosine_with_min_lr, cosine_warmup_with_min_lr, warmup_stable_decay, received undefined.',
    ],
    [
      'a plateau',
      'reduce_lr_on_plateau',
      steps,
      TypeError,
      ': name must be a schedule that depends on the step alone, received "reduce_lr_on_plateau", which depends on a metric: use reduceOnPlateau of lr-schedules/tfjs.',
    ],
    [
      'greedy',
      'greedy',
      steps,
      TypeError,
      ': name must be a schedule that depends on the step alone, received "greedy", which depends on a metric: use reduceOnPlateau of lr-schedules/tfjs.',
    ],
    [
      'no warmup steps',
      'linear',
      { baseLr: 0.1, numTrainingSteps: 9 },
      TypeError,
      '("linear") requires numWarmupSteps: the length of the warmup, 0 for none.',
    ],
    [
      'no training steps',
      'linear',
      { baseLr: 0.1, numWarmupSteps: 9 },
      TypeError,
      '("linear") requires numTrainingSteps: the length of the training.',
    ],
    [
      'no stable steps',
      'warmup_stable_decay',
      { ...kwargs({ numDecaySteps: 9 }), numTrainingSteps: null },
      TypeError,
      '("warmup_stable_decay") requires numTrainingSteps or numStableSteps.',
    ],
    [
      'no decay steps',
      'warmup_stable_decay',
      steps,
      TypeError,
      '("warmup_stable_decay"): schedulerSpecificKwargs: numDecaySteps must be a number of at least 0, received undefined.',
    ],
    ['no rate', 'constant', {}, TypeError, '("constant"): baseLr must be a number of at least 0, received undefined.'],
    [
      'negative steps',
      'linear',
      { ...steps, numTrainingSteps: -1 },
      RangeError,
      '("linear"): numTrainingSteps must be a number of at least 0 or null, received -1.',
    ],
    [
      'an unknown option',
      'cosine',
      { ...steps, num_warmup_step: 1 },
      TypeError,
      '("cosine") has no option "num_warmup_step": did you mean numWarmupSteps?',
    ],
    [
      'an unknown one of its own',
      'cosine',
      kwargs({ num_cycle: 1 }),
      TypeError,
      '("cosine"): schedulerSpecificKwargs has no option "num_cycle": did you mean numCycles?',
    ],
    [
      'one of another type',
      'linear',
      kwargs({ numCycles: 1 }),
      TypeError,
      '("linear"): schedulerSpecificKwargs has no option "numCycles": it has none.',
    ],
    [
      'one in both spellings',
      'cosine',
      kwargs({ num_cycles: 1, numCycles: 2 }),
      TypeError,
      '("cosine"): schedulerSpecificKwargs: numCycles must be there once, not in camelCase and in snake_case.',
    ],
    [
      'a hostile one',
      'cosine',
      kwargs(JSON.parse('{ "__proto__": { "numCycles": 3 } }')),
      TypeError,
      '("cosine"): schedulerSpecificKwargs has no option "__proto__": it has numCycles.',
    ],
    [
      'options in a list',
      'cosine',
      kwargs([1]),
      TypeError,
      '("cosine"): schedulerSpecificKwargs must be an object or null, received [1].',
    ],
    [
      'null where Python has no None',
      'cosine',
      kwargs({ num_cycles: null }),
      TypeError,
      '("cosine"): schedulerSpecificKwargs: numCycles must be a finite number, received null.',
    ],
    [
      'neither floor',
      'cosine_with_min_lr',
      steps,
      TypeError,
      '("cosine_with_min_lr") requires just one of minLr and minLrRate, not none.',
    ],
    [
      'both floors',
      'cosine_warmup_with_min_lr',
      kwargs({ min_lr: 0, min_lr_rate: 0 }),
      TypeError,
      '("cosine_warmup_with_min_lr") requires just one of minLr and minLrRate, not both.',
    ],
    [
      'a floor of no rate',
      'cosine_with_min_lr',
      { ...kwargs({ min_lr: 0.1 }), baseLr: 0 },
      RangeError,
      '("cosine_with_min_lr"): baseLr must be other than 0 with minLr, which transformers divides by it, received 0: give minLrRate.',
    ],
    [
      'an end above the start',
      'polynomial',
      kwargs({ lr_end: 0.1 }),
      RangeError,
      '("polynomial"): lrEnd must be less than baseLr (0.1), received 0.1.',
    ],
    [
      'a polynomial of no rate',
      'polynomial',
      { ...kwargs({ lr_end: -1 }), baseLr: 0 },
      RangeError,
      '("polynomial"): baseLr must be a positive number, received 0.',
    ],
    [
      'divided by 0',
      'polynomial',
      { ...steps, numWarmupSteps: 110 },
      RangeError,
      '("polynomial"): numTrainingSteps must be other than numWarmupSteps (110), since transformers divides by the difference, received 110.',
    ],
    [
      'no time scale',
      'inverse_sqrt',
      kwargs({ timescale: 0 }),
      RangeError,
      '("inverse_sqrt"): schedulerSpecificKwargs: timescale must be a positive number or null, received 0.',
    ],
    [
      'an unknown shape',
      'warmup_stable_decay',
      kwargs({ ...whole, decay_type: 'sqrt' }),
      TypeError,
      `("warmup_stable_decay"): schedulerSpecificKwargs: decayType must be 'linear' or 'cosine' or '1-sqrt', received "sqrt".`,
    ],
  ])('%s', (_, name, options, kind, message) => {
    expectError(() => build(name, options), kind, `getScheduler${message}`);
  });
});
