import {
  Constant,
  CosineDecay,
  CosineDecayRestarts,
  CosineDecayWithOffset,
  DirectPowerDecay,
  ExponentialDecay,
  type LearningRateSchedule,
  LinearWarmup,
  PiecewiseConstantDecay,
  PolynomialDecay,
  PolynomialWarmUp,
  PowerAndLinearDecay,
  PowerDecayWithOffset,
  StepCosineDecayWithOffset,
  withWarmup,
} from 'lr-schedules';
import { readModelGardenYaml, readSchedule, writeModelGardenYaml } from 'lr-schedules/formats';
import { describe, expect, test } from 'vitest';
import { expectRates, readGoldenJson } from './golden-files.js';

interface GoldenYaml {
  readonly yaml: string;
  readonly steps: readonly number[];
  readonly float32: readonly (number | string)[];
  readonly optimizer: { readonly class_name: string; readonly config: object };
}

const records = readGoldenJson<GoldenYaml[]>('model-garden-yaml.json');

describe("what Model Garden's OptimizerFactory builds", () => {
  test.each(records.map((record, i) => [i, record] as const))('%i', async (_, record) => {
    const { schedule, optimizer, iterations } = await readSchedule(record.yaml);
    expectRates(schedule, record);
    expect(optimizer).toEqual({ className: record.optimizer.class_name, config: record.optimizer.config });
    expect(iterations).toBe(null);
  });

  test('what cannot be used is reported', async () => {
    const [experiment, numbers, anchors] = records.slice(-3) as [GoldenYaml, GoldenYaml, GoldenYaml];
    expect((await readSchedule(experiment.yaml)).ignored).toEqual(['runtime', 'task', 'trainer.validation_interval']);
    expect((await readSchedule(numbers.yaml)).ignored).toEqual([
      'optimizer_config.ema: averages of the weights do not change the rate',
      'optimizer_config.learning_rate.cosine: not the type',
      'optimizer_config.optimizer.sgd: not the type',
    ]);
    expect((await readSchedule(anchors.yaml)).ignored).toEqual(['base']);
  });
});

describe('readModelGardenYaml', () => {
  test('JSON of the same form', async () => {
    const file = { learning_rate: { type: 'constant', constant: { learning_rate: 0.5 } }, optimizer: { type: 'sgd' } };
    const { schedule, optimizer } = await readSchedule(JSON.stringify(file));
    expect([schedule(7), optimizer?.className]).toEqual([0.5, 'SGD']);
  });

  test("an optimizer of the user's, whose defaults nobody knows here", async () => {
    const text = 'learning_rate: {type: constant}\noptimizer: {type: mine, mine: {strength: 3}}';
    const { optimizer, ignored } = await readModelGardenYaml(text);
    expect(optimizer).toEqual({ className: 'mine', config: { strength: 3 } });
    expect(ignored[0]).toMatch(/^optimizer\.type: "mine" is not of Model Garden itself/);
  });

  const rate = 'learning_rate: {type: constant}\n';
  test.each([
    ['learning_rate: {type: cosin}', /YAML:\d+:\d+ → learning_rate\.type: it must be one of .*did you mean cosine\?$/],
    ['learning_rate: {type: toString}', /YAML:\d+:\d+ → learning_rate\.type: it must be one of/],
    ['learning_rate: {type: 3}', /learning_rate\.type: a text is required/],
    ['learning_rate: {cosine: {}}', /learning_rate\.type: it is missing/],
    ['optimizer: {type: sgd}', /an optimizer_config with a learning_rate is missing/],
    ['learning_rate: {type: cosine}', /learning_rate\.cosine: .*initialLearningRate must be a finite number/],
    ['learning_rate: {type: cosine, cosine: }', /learning_rate\.cosine: a map is required, received null/],
    ['learning_rate: {type: cosine, cosine: {decay_stps: 1}}', /has no option .*did you mean decaySteps/],
    ['learning_rate: {type: constant, constant: {learning_rate: high}}', /constant\.learning_rate: a finite number/],
    [`${rate}warmup: {type: linear}`, /YAML:\d+:\d+ → warmup\.linear: LinearWarmup: warmupSteps must be/],
    [`${rate}warmup: 3`, /YAML:\d+:\d+ → warmup: a map with a type is required, received 3/],
    [
      `trainer: {optimizer_config: {${rate.trim()}, warmup: {type: quadratic}}}`,
      /trainer\.optimizer_config\.warmup\.type/,
    ],
    ['a: 1', /an optimizer_config with a learning_rate is missing/],
    ['just text', /a map is required, received "just text"/],
    ['a: [1', /^YAML(:\d+:\d+)?: /],
    ['a: 1\n---\nb: 2', /one document is required/],
  ])('refuses %j', async (text, message) => {
    await expect(readModelGardenYaml(text)).rejects.toThrow(message);
  });
});

describe('writeModelGardenYaml', () => {
  const cosine = new CosineDecayWithOffset({ initialLearningRate: 1, decaySteps: 100, alpha: 0.1, offset: 7 });
  const schedules: LearningRateSchedule[] = [
    new Constant({ value: 0.1 }),
    cosine,
    new CosineDecay({ initialLearningRate: 0.1, decaySteps: 100 }),
    new CosineDecay({ initialLearningRate: 0.01, decaySteps: 100, warmupTarget: 0.3, warmupSteps: 20 }),
    new CosineDecay({ initialLearningRate: 0.01, decaySteps: 100, warmupTarget: 0.3 }),
    new PolynomialDecay({ initialLearningRate: 0.1, decaySteps: 50, endLearningRate: 1e-7, power: 2, cycle: true }),
    new ExponentialDecay({ initialLearningRate: 0.1, decaySteps: 50, decayRate: 0.5, staircase: true }),
    new PiecewiseConstantDecay({ boundaries: [10, 20], values: [1, 0.5, 0.1] }),
    new DirectPowerDecay({ initialLearningRate: 0.1 }),
    new PowerAndLinearDecay({ initialLearningRate: 0.1, totalDecaySteps: 80, power: -0.5 }),
    new PowerDecayWithOffset({ initialLearningRate: 0.1, offset: 9, preOffsetLearningRate: 0.05 }),
    new StepCosineDecayWithOffset({ boundaries: [0, 30, 90], values: [1, 0.1, 0] }),
    new LinearWarmup({ afterWarmupLrSched: cosine, warmupSteps: 10, warmupLearningRate: 0.001 }),
    new LinearWarmup({ afterWarmupLrSched: 0.5, warmupSteps: 10, warmupLearningRate: 0 }),
    new PolynomialWarmUp({ afterWarmupLrSched: cosine, warmupSteps: 10, power: 3 }),
    new PolynomialWarmUp({ afterWarmupLrSched: 0.5, warmupSteps: 10 }),
  ];

  test.each(schedules.map((schedule) => [schedule.name, schedule] as const))(
    '%s is the same at every step when read again',
    async (_, schedule) => {
      const read = (await readSchedule(writeModelGardenYaml(schedule))).schedule;
      for (let step = 0; step < 200; step++) expect(read(step)).toBeCloseTo(schedule(step), 14);
    },
  );

  test('is plain to read', () => {
    const schedule = new LinearWarmup({ afterWarmupLrSched: cosine, warmupSteps: 10, warmupLearningRate: 0 });
    const optimizer = { className: 'Adam', config: { beta_1: 0.9, epsilon: 1e-7, clipnorm: null } };
    expect(writeModelGardenYaml(schedule, { optimizer })).toBe(`optimizer_config:
  optimizer:
    type: adam
    adam:
      beta_1: 0.9
      epsilon: 1.0e-7
  learning_rate:
    type: cosine
    cosine:
      initial_learning_rate: 1.0
      decay_steps: 100
      alpha: 0.1
      offset: 7
  warmup:
    type: linear
    linear:
      warmup_steps: 10
      warmup_learning_rate: 0.0
`);
  });

  test.each(records.map((record, i) => [i, record] as const))('the optimizer of %i', async (_, { yaml }) => {
    const { optimizer } = await readSchedule(yaml);
    if (!optimizer) throw new Error('There is one.');
    const text = writeModelGardenYaml(new Constant({ value: 1 }), { optimizer });
    const { decay, jit_compile, ...config } = (await readSchedule(text)).optimizer?.config ?? {};
    expect(optimizer.config).toMatchObject(config);
  });

  test("Keras's optimizer settings, of which those that are off need no place", async () => {
    const config = { weight_decay: null, use_ema: false, ema_momentum: 0.99, loss_scale_factor: null, beta_1: 0.8 };
    const text = writeModelGardenYaml(new Constant({ value: 1 }), { optimizer: { className: 'Adam', config } });
    expect((await readSchedule(text)).optimizer).toMatchObject({ className: 'Adam', config: { beta_1: 0.8 } });
  });

  test.each([
    [
      new CosineDecayRestarts({ initialLearningRate: 0.1, firstDecaySteps: 5 }),
      /cannot express CosineDecayRestarts\. It has/,
    ],
    [withWarmup(0.1, { steps: 5 }), /cannot express Sequence/],
    [
      new LinearWarmup({
        afterWarmupLrSched: schedules[12] as LearningRateSchedule,
        warmupSteps: 1,
        warmupLearningRate: 0,
      }),
      /cannot express LinearWarmup|warmup inside another/,
    ],
    [
      new CosineDecayWithOffset({ initialLearningRate: 0, decaySteps: 9, warmupTarget: 1, warmupSteps: 3, offset: 2 }),
      /cannot express a cosine with warmupTarget and an offset/,
    ],
    [
      new CosineDecayWithOffset({ initialLearningRate: 1, decaySteps: 9, offset: 2, beforeOffset: 'hold' }),
      /cannot express CosineDecayWithOffset with beforeOffset 'hold'/,
    ],
  ])('refuses %o', (schedule, message) => {
    expect(() => writeModelGardenYaml(schedule)).toThrow(message);
  });

  test.each([
    [{ className: 'Lion', config: {} }, /has no optimizer "Lion". It has SGD, Adam/],
    [{ className: 'Adam', config: { weight_decay: 0.1 } }, /Adam has no weight_decay/],
  ])('refuses the optimizer %o', (optimizer, message) => {
    expect(() => writeModelGardenYaml(new Constant({ value: 1 }), { optimizer })).toThrow(message);
  });
});
