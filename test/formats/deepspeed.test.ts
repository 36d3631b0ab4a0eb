import { readSchedule } from 'lr-schedules/formats';
import { describe, expect, test } from 'vitest';

const warmup = {
  scheduler: {
    type: 'WarmupDecayLR',
    params: {
      warmup_min_lr: 'auto',
      warmup_max_lr: 'auto',
      warmup_num_steps: 'auto',
      total_num_steps: 'auto',
      warmup_type: 'linear',
    },
  },
};
const hf = (more: object) =>
  JSON.stringify({ learning_rate: 0.1, lr_scheduler_type: 'cosine', warmup_steps: 10, max_steps: 110, ...more });
const axolotl =
  'base_model: x\nlearning_rate: 0.1\nlr_scheduler: cosine\nnum_epochs: 1\nwarmup_steps: 10\nmax_steps: 110\n';

describe("DeepSpeed's settings beside training arguments", () => {
  test.each([
    ['a map', hf({ deepspeed: warmup }), {}],
    ['JSON in a text', hf({ deepspeed: JSON.stringify(warmup) }), {}],
    ['a file', hf({ deepspeed: './ds/ds.json' }), { 'ds/ds.json': JSON.stringify(warmup) }],
    ["axolotl's file", `${axolotl}deepspeed: ds.json`, { 'ds.json': JSON.stringify(warmup) }],
  ])('%s with a scheduler has the rate', async (_, text, base) => {
    const { schedule, ignored, run } = await readSchedule(text, { base });
    // The scheduler counts from the update after the first.
    expect([0, 1, 6, 11, 61, 111].map((step) => schedule(step))).toEqual([0, 0, 0.05, 0.1, 0.05, 0]);
    expect(ignored).toContainEqual(
      expect.stringMatching(/lr_scheduler(_type)?: DeepSpeed's scheduler takes its place/),
    );
    expect(run.totalSteps).toBe(110);
  });

  test('without a scheduler they change nothing', async () => {
    const plain = await readSchedule(hf({}));
    for (const deepspeed of [{ zero_optimization: { stage: 2 } }, { scheduler: null }, 'ds.json', null]) {
      const { schedule } = await readSchedule(hf({ deepspeed }), { base: { 'ds.json': '{ "bf16": {} }' } });
      expect(schedule.values(120)).toEqual(plain.schedule.values(120));
    }
  });

  test('a file that nobody gave is asked for, whatever the rate is without it', async () => {
    for (const text of [hf({ deepspeed: 'ds/zero3.json' }), `${axolotl}deepspeed: ds/zero3.json`]) {
      await expect(readSchedule(text)).rejects.toThrow(/DeepSpeed's settings are in "ds\/zero3\.json": pass .* base/);
    }
  });

  test('what it lacks is asked for as by the arguments, and only if it is needed', async () => {
    const epochs = { max_steps: -1, num_train_epochs: 2 };
    await expect(readSchedule(hf({ ...epochs, deepspeed: warmup }))).rejects.toMatchObject({
      needs: ['examples', 'batchesPerEpoch', 'totalSteps'],
    });
    const fixed = {
      scheduler: { type: 'WarmupLR', params: { warmup_num_steps: 'auto', warmup_type: 'linear' } },
      optimizer: { type: 'AdamW', params: { lr: 'auto' } },
    };
    expect((await readSchedule(hf({ ...epochs, deepspeed: fixed }))).schedule(6)).toBe(0.05);
  });

  test.each([
    [
      { warmup_max_lr: 0.2 },
      /deepspeed\.scheduler\.params\.warmup_max_lr: "auto", or the same as learning_rate \(0\.1\)/,
    ],
    [{ total_num_steps: 100 }, /total_num_steps: "auto", or the same as the updates of the run \(110\)/],
    [{ warmup_num_steps: 5 }, /warmup_num_steps: "auto", or the same as warmup_steps \(10\)/],
  ])('refuses %j, which Hugging Face does', async (params, message) => {
    const { scheduler } = warmup;
    const deepspeed = { scheduler: { ...scheduler, params: { ...scheduler.params, ...params } } };
    await expect(readSchedule(hf({ deepspeed }))).rejects.toThrow(message);
  });
});

test.each([
  ['hf-json', hf({}), '5.23'],
  ['deepspeed', JSON.stringify({ scheduler: { type: 'LRRangeTest', params: {} } }), '0.19'],
  ['ultralytics', 'task: detect\nmode: train\nlr0: 0.01\nlrf: 0.01\nnbs: 64\noptimizer: SGD', '8.4'],
  [
    'nanogpt',
    'learning_rate = 6e-4\nmax_iters = 100\nlr_decay_iters = 100\nwarmup_iters = 10\nmin_lr = 6e-5',
    '2024-12',
  ],
])('of %s, the newest version is taken, and said', async (form, text, version) => {
  const { run } = await readSchedule(text, { form, run: { batchesPerEpoch: 50 } });
  expect(run.version).toBe(version);
  const older = await readSchedule(text, { form, run: { batchesPerEpoch: 50, version: '0.14' } });
  expect(older.run.version).toBe('0.14');
});

test.each([
  ['completion_only_loss: true', 2e-5],
  ['beta: 0.1', 1e-6],
  ['reward_funcs: [a]', 1e-6],
  ['center_rewards_coefficient: 0.01', 1e-4],
  ['stage: sft\npacking: true', 5e-5],
  ['dataset_name: x\nlearning_rate: 3e-4', 3e-4],
])('of TRL, "%s" tells the rate', async (line, rate) => {
  const { schedule } = await readSchedule(`lr_scheduler_type: constant\nmax_steps: 10\n${line}`);
  expect(schedule(5)).toBe(rate);
});

test('where the trainer of TRL is not plain, its rate is asked for', async () => {
  for (const line of ['dataset_name: x', 'beta: 0.1\ncompletion_only_loss: true']) {
    const read = readSchedule(`lr_scheduler_type: constant\nmax_steps: 10\n${line}`);
    await expect(read).rejects.toMatchObject({ needs: ['learningRate'] });
  }
  const command = 'trl dpo --lr_scheduler_type constant --max_steps 10 --dataset_name x';
  expect((await readSchedule(command)).schedule(5)).toBe(1e-6);
});

describe('DeepSpeed 0.14, whose rates are other ones', () => {
  const read = (type: string, params: object) =>
    readSchedule(JSON.stringify({ scheduler: { type, params }, optimizer: { type: 'Adam', params: { lr: 0.0039 } } }), {
      run: { version: '0.14' },
    });

  test('takes the stairs of a cycle, and climbs none', async () => {
    const { schedule } = await read('OneCycle', {
      cycle_min_lr: 0,
      cycle_max_lr: 1,
      cycle_first_step_size: 4,
      cycle_first_stair_count: 2,
    });
    expect(schedule(1)).toBeCloseTo(0.25, 12);
  });

  test('has half a cosine as long as the run lacks for its warmup', async () => {
    const params = { warmup_num_steps: 73, warmup_type: 'linear', total_num_steps: 61 };
    const { schedule } = await read('WarmupCosineLR', params);
    expect(schedule(81)).toBeCloseTo(0.0009752925, 12);
    await expect(read('WarmupCosineLR', { ...params, total_num_steps: 73 })).rejects.toThrow(RangeError);
  });
});
