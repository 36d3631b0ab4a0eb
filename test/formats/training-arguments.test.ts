import { float64 } from 'lr-schedules';
import { readSchedule, readTrainingArguments } from 'lr-schedules/formats';
import { describe, expect, test } from 'vitest';
import { readGoldenJson } from './golden-files.js';

interface GoldenArguments {
  readonly steps_per_epoch: number | null;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly values: readonly number[];
}

const records = readGoldenJson<GoldenArguments[]>('training-arguments.json');

describe("what transformers' Trainer makes of its arguments", () => {
  test.each(records.map((record) => [record.arguments['lr_scheduler_type'], record] as const))(
    '%s',
    async (_, { arguments: saved, steps_per_epoch, values }) => {
      const accumulation = Number(saved['gradient_accumulation_steps'] ?? 1);
      const options = steps_per_epoch === null ? {} : { run: { batchesPerEpoch: steps_per_epoch * accumulation } };
      const { schedule, iterations } = await readSchedule(JSON.stringify(saved), options);
      const largest = Math.max(...values);
      for (const [step, value] of values.entries()) {
        expect(Math.abs(schedule.evaluate(float64, step) - value)).toBeLessThanOrEqual(1e-12 * largest);
      }
      expect(iterations).toBe(null);
    },
  );

  test('the optimizer, where Keras has it too', async () => {
    const [sgd, adamw, adafactor] = records.slice(-3).map((record) => record.arguments) as [object, object, object];
    const read = async (saved: object) => readTrainingArguments(saved, { run: { batchesPerEpoch: 5 } });
    expect((await read(sgd)).optimizer).toEqual({
      className: 'SGD',
      config: { weight_decay: 0.1, global_clipnorm: 0.5 },
    });
    expect((await read(sgd)).ignored).toContain('adam_beta1');
    expect((await read(adamw)).optimizer).toEqual({
      className: 'AdamW',
      config: { weight_decay: 0.1, beta_1: 0.8, beta_2: 0.999, epsilon: 1e-6, global_clipnorm: null },
    });
    expect((await read(adafactor)).optimizer).toBe(null);
    expect((await read(adafactor)).ignored).toContain('optim');
  });
});

describe('readTrainingArguments', () => {
  test.each([
    [{ warmup_ratio: 0.05, max_steps: 30 }, 2],
    [{ warmup_ratio: 0.5, warmup_steps: 3, max_steps: 30 }, 3],
    [{ warmup_steps: 0.05, max_steps: 30 }, 2],
    [{ warmup_steps: 3.9, max_steps: 30 }, 3],
    [{ warmup_ratio: 0.5, max_steps: 10, warmup_steps: null }, 5],
  ])('%j warms up for %d steps', async (saved, steps) => {
    const { schedule } = await readTrainingArguments({
      ...saved,
      lr_scheduler_type: 'constant_with_warmup',
      learning_rate: 1,
    });
    expect(schedule(steps)).toBe(1);
    expect(schedule(steps - 1)).toBeLessThan(1);
  });

  test('epochs are counted in steps', async () => {
    const { schedule } = await readTrainingArguments(
      { num_train_epochs: 2.5, learning_rate: 1 },
      { run: { batchesPerEpoch: 3 } },
    );
    expect(schedule(8)).toBe(0);
    expect(schedule(7)).toBe(0.125);
  });

  test('what needs no number of steps does without', async () => {
    expect((await readTrainingArguments({ lr_scheduler_type: 'constant', warmup_ratio: 0.1 })).schedule(9)).toBe(5e-5);
    const inverse = { lr_scheduler_type: 'inverse_sqrt', warmup_steps: 4, learning_rate: 1 };
    expect((await readTrainingArguments(inverse)).schedule(4)).toBe(1);
  });

  test("the scheduler's own arguments, as JSON in a text too", async () => {
    const saved = {
      max_steps: 10,
      lr_scheduler_type: 'polynomial',
      learning_rate: 1,
      lr_scheduler_kwargs: '{"lr_end": 0.5}',
    };
    expect((await readTrainingArguments(saved)).schedule(10)).toBe(0.5);
  });

  test.each([
    [
      { num_train_epochs: 3 },
      /JSON: the updates in each of the 3 epochs .*pass run: \{ examples \} or run: \{ batchesPerEpoch \}/,
    ],
    [{ max_steps: 'many' }, /JSON → max_steps: a finite number is required, received "many"/],
    [{ max_steps: 9, learning_rate: 'fast' }, /JSON → learning_rate: a finite number of at least 0 is required/],
    [{ max_steps: 9, lr_scheduler_type: 'cosin' }, /lr_scheduler_type "cosin": .*did you mean cosine/],
    [{ max_steps: 9, lr_scheduler_type: 'greedy' }, /lr_scheduler_type "greedy": .*depends on a metric/],
    [{ max_steps: 9, lr_scheduler_type: 7 }, /JSON → lr_scheduler_type: /],
    [{ max_steps: 9, lr_scheduler_kwargs: [1] }, /lr_scheduler_kwargs: a map is required/],
    [{ max_steps: 9, lr_scheduler_kwargs: { num_cyles: 2 }, lr_scheduler_type: 'cosine' }, /did you mean numCycles/],
    [{ max_steps: 9, num_train_epochs: 3, log_history: [] }, /log_history: this is a trainer_state\.json/],
    [{ max_steps: 9, warmup_steps: -2 }, /warmup_steps: a finite number of at least 0 is required, received -2/],
  ])('refuses %j', async (saved, message) => {
    await expect(readTrainingArguments(saved)).rejects.toThrow(message);
  });

  test.each([0, 1.5, -1, Number.NaN])('refuses batchesPerEpoch %d', async (batchesPerEpoch) => {
    await expect(readTrainingArguments({ num_train_epochs: 1 }, { run: { batchesPerEpoch } })).rejects.toThrow(
      /batchesPerEpoch must be a whole number/,
    );
  });
});
