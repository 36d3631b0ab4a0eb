import { Constant } from 'lr-schedules';
import { readSchedule } from 'lr-schedules/formats';
import { describe, expect, test } from 'vitest';

const decay = {
  class_name: 'PolynomialDecay',
  config: { initial_learning_rate: 0.1, decay_steps: 100, end_learning_rate: 0, power: 1, cycle: false },
};
const warmUp = (config: object = {}, more: object = {}) => ({
  class_name: 'WarmUp',
  config: { initial_learning_rate: 0.1, decay_schedule_fn: decay, power: 1, warmup_steps: 10, name: null, ...config },
  ...more,
});
const adam = (rate: object) => JSON.stringify({ class_name: 'Adam', config: { learning_rate: rate, beta_1: 0.9 } });
const at = (schedule: (step: number) => number) => [0, 5, 10, 60].map(schedule);

describe('WarmUp of Transformers and of Model Garden', () => {
  test.each([
    ['transformers', [0, 0.05, 0.1, 0.05]],
    ['model-garden', [0, 0.05, 0.09, 0.04]],
  ] as const)('of %s', async (whose, rates) => {
    const { schedule, optimizer } = await readSchedule(adam(warmUp()), { warmUp: whose });
    for (const [i, rate] of at((step) => schedule(step)).entries()) expect(rate).toBeCloseTo(rates[i] as number, 12);
    expect(optimizer?.className).toBe('Adam');
  });

  test('names both where nothing tells which it is', async () => {
    await expect(readSchedule(adam(warmUp()))).rejects.toThrow(/warmUp: "transformers" or warmUp: "model-garden"/);
  });

  test.each([
    ['transformers', { module: 'transformers.optimization_tf', registered_name: 'WarmUp' }, 0.05],
    ['model-garden', { module: 'official.nlp.optimization', registered_name: 'WarmUp' }, 0.04],
    ['model-garden', { class_name: 'official>WarmUp', registered_name: 'official.nlp>WarmUp' }, 0.04],
  ])('is of %s where its module says so', async (_, more, rate) => {
    const { schedule } = await readSchedule(adam(warmUp({}, more)));
    expect(schedule(60)).toBeCloseTo(rate, 12);
  });

  test('needs not be known before a constant, nor without a warmup', async () => {
    const constant = await readSchedule(adam(warmUp({ decay_schedule_fn: 0.3, power: 2 })));
    expect(at((step) => constant.schedule(step))).toEqual([0, 0.025, 0.3, 0.3]);
    const none = await readSchedule(adam(warmUp({ warmup_steps: 0 })));
    expect(none.schedule(50)).toBeCloseTo(0.05, 12);
  });

  test('is read alone, and leaves a class of yours alone', async () => {
    const alone = await readSchedule(JSON.stringify(warmUp()), { warmUp: 'transformers' });
    expect(alone.schedule(5)).toBeCloseTo(0.05, 12);
    const WarmUp = { fromConfig: () => new Constant({ value: 7 }) };
    const own = await readSchedule(adam(warmUp()), { customObjects: { WarmUp: WarmUp as never } });
    expect(own.schedule(0)).toBe(7);
  });

  test.each([
    ['a key that it has not', { warmup: 3 }, /config\.warmup: WarmUp has no such key/],
    ['no number of steps', { warmup_steps: 'ten' }, /config\.warmup_steps: a finite number/],
    ['no schedule', { decay_schedule_fn: null }, /decay_schedule_fn: a number or a schedule/],
  ])('refuses %s', async (_, config, message) => {
    await expect(readSchedule(adam(warmUp(config)), { warmUp: 'transformers' })).rejects.toThrow(message);
  });

  test('refuses another owner', async () => {
    await expect(readSchedule(adam(warmUp()), { warmUp: 'keras' as never })).rejects.toThrow(RangeError);
  });
});
