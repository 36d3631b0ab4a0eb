import {
  Constant,
  CosineDecay,
  deserialize,
  LinearRamp,
  LinearWarmup,
  PiecewiseConstantDecay,
  type Serialized,
} from 'lr-schedules';
import { readKerasFile, readKerasH5, readKerasJson, readSchedule, writeKerasJson } from 'lr-schedules/formats';
import { describe, expect, test } from 'vitest';
import { expectRates, readGolden, readGoldenJson } from './golden-files.js';

interface Saved {
  readonly class_name: string;
  readonly config: Readonly<Record<string, unknown>>;
}
interface GoldenFile {
  readonly file: string | null;
  readonly iterations: number | null;
  readonly source: string;
  readonly serialized: Saved;
  readonly steps: readonly number[];
  readonly float32: readonly (number | string)[];
}

const described = readGoldenJson<GoldenFile[]>('keras-files-more/files.json');
const nested = 'tfkeras_warmup_nested.keras';

/** The optimizer inside whatever wraps it, without its rate. */
function settingsOf({ class_name: className, config }: Saved): unknown {
  if (config['inner_optimizer']) return settingsOf(config['inner_optimizer'] as Saved);
  const { learning_rate, ...settings } = config;
  return { className, config: settings };
}

describe('the six given files', () => {
  const cosine = new CosineDecay({
    initialLearningRate: 0.0001,
    decaySteps: 100,
    alpha: 0.1,
    warmupTarget: 0.01,
    warmupSteps: 10,
  });
  const piecewise = new PiecewiseConstantDecay({
    boundaries: [10, 20],
    values: [0.1, 0.01, 0.001],
    name: null,
  });
  const adam = { className: 'Adam', config: { beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7, amsgrad: false } };
  const sgd = { className: 'SGD', config: { name: 'SGD', momentum: 0, nesterov: false } };

  test.each([
    ['keras3_cosine_adam.keras', cosine, adam, 24],
    ['keras3_cosine_adam.h5', cosine, adam, 24],
    ['keras3_cosine_adam_tfjs/model.json', cosine, adam, null],
    ['tfkeras_piecewise_sgd.keras', piecewise, sgd, 24],
    ['tfkeras_piecewise_sgd.h5', piecewise, sgd, 24],
    ['tfkeras_piecewise_sgd_tfjs/model.json', piecewise, sgd, null],
  ])('%s', async (file, schedule, optimizer, iterations) => {
    const read = await readSchedule(readGolden(`keras-files/${file}`));
    expect(read.schedule.toJSON()).toEqual(schedule.toJSON());
    expect(read.schedule.values(150)).toEqual(schedule.values(150));
    expect(read.optimizer).toMatchObject(optimizer);
    expect(read.optimizer?.config).not.toHaveProperty('learning_rate');
    expect(read.iterations).toBe(iterations);
    expect(read.ignored).toEqual([]);
  });
});

describe('further files of Keras and tf_keras', () => {
  const readable = described.filter(({ file }) => file !== null && file !== nested) as (GoldenFile & {
    file: string;
  })[];

  test.each(readable.map((record) => [record.file, record] as const))('%s', async (file, record) => {
    const { schedule, optimizer, iterations } = await readSchedule(readGolden(`keras-files-more/${file}`));
    expectRates(schedule, record);
    expect(iterations).toBe(record.iterations);
    const { className, config } = settingsOf(record.serialized) as {
      className: string;
      config: Record<string, unknown>;
    };
    expect(optimizer?.className).toBe(className);
    // Of an optimizer that was given by its name, the file holds the name alone; Keras numbers its own names.
    for (const [key, value] of Object.entries(optimizer?.config ?? {})) {
      if (key !== 'name') expect([key, value]).toEqual([key, config[key]]);
    }
    if (file !== 'tfkeras_by_name.keras') expect(Object.keys(optimizer?.config ?? {})).toEqual(Object.keys(config));
  });

  test('what wraps an optimizer is reported', async () => {
    const { ignored } = await readKerasFile(readGolden('keras-files-more/keras3_loss_scale.keras'));
    expect(ignored).toEqual([
      'config.json → compile_config.optimizer.config.initial_scale: of LossScaleOptimizer',
      'config.json → compile_config.optimizer.config.dynamic_growth_steps: of LossScaleOptimizer',
    ]);
  });

  test('the decay that a legacy optimizer has besides its rate is reported', async () => {
    const { ignored, optimizer } = await readKerasH5(readGolden('keras-files-more/tfkeras_legacy.h5'));
    expect(optimizer?.config['decay']).toBe(0.01);
    expect(ignored).toHaveLength(1);
    expect(ignored[0]).toMatch(/training_config\.optimizer_config\.config\.decay: .*divides/);
  });

  test('the schedule in a warmup of Model Garden lacks its class, and is refused', async () => {
    await expect(readSchedule(readGolden(`keras-files-more/${nested}`))).rejects.toThrow(
      /^config\.json → compile_config\.optimizer\.config\.learning_rate: LinearWarmup: after_warmup_lr_sched lacks "class_name"/,
    );
  });
});

describe('readKerasJson', () => {
  test.each(
    described
      .filter(({ file }) => file !== nested)
      .map((record) => [record.source, record.serialized.class_name, record] as const),
  )('%s %s, as serialize_keras_object gives it', async (_, __, record) => {
    const { schedule, optimizer } = await readKerasJson(JSON.stringify(record.serialized));
    expectRates(schedule, record);
    expect(optimizer).toEqual(settingsOf(record.serialized));
  });

  test('a schedule alone, parsed or not, registered or legacy', async () => {
    const saved = new CosineDecay({ initialLearningRate: 0.1, decaySteps: 10 }).toJSON();
    for (const form of [
      saved,
      JSON.stringify(saved),
      new TextEncoder().encode(`\uFEFF ${JSON.stringify(saved)}`),
      { class_name: 'Custom>CosineDecay', config: saved.config },
    ]) {
      const { schedule, optimizer, iterations } = await readKerasJson(form);
      expect([schedule.toJSON(), optimizer, iterations]).toEqual([saved, null, null]);
    }
  });

  test('an optimizer of the first Kerases, with lr for its rate', async () => {
    const read = await readKerasJson({ class_name: 'SGD', config: { lr: 0.5, momentum: 0.9 } });
    expect(read.schedule).toBeInstanceOf(Constant);
    expect(read.schedule(3)).toBe(0.5);
    expect(read.optimizer).toEqual({ className: 'SGD', config: { momentum: 0.9 } });
  });

  test('a rate that was an array', async () => {
    const learning_rate = { class_name: '__numpy__', config: { value: 0.25, dtype: 'float32' } };
    expect((await readKerasJson({ class_name: 'SGD', config: { learning_rate } })).schedule(0)).toBe(0.25);
  });

  test('a schedule class of the user', async () => {
    const saved = {
      class_name: 'Adam',
      config: { learning_rate: { class_name: 'Custom>Mine', config: { from: 1, to: 0, steps: 2 } } },
    };
    expect((await readKerasJson(saved, { customObjects: { Mine: LinearRamp } })).schedule(1)).toBe(0.5);
  });

  test.each([
    [{ class_name: 'Adam', config: {} }, /class "Adam"/],
    [{ class_name: 'Adam', config: { learning_rate: '0.1' } }, /config\.learning_rate: .*received "0\.1"/],
    [{ class_name: 'Adam', config: { learning_rate: null } }, /config\.learning_rate: it is missing/],
    [{ compile_config: { optimizer: 'sdg' } }, /compile_config\.optimizer: "sdg" is none of/],
    [{ class_name: 'Sequential', config: { layers: [] } }, /compile_config: it is missing: .* without its optimizer/],
    [
      { class_name: 'Adam', config: { learning_rate: { class_name: 'CosinDecay', config: {} } } },
      /did you mean CosineDecay/,
    ],
    [
      { class_name: 'Adam', config: { learning_rate: { class_name: '__lambda__', config: { value: 'x' } } } },
      /learning_rate: deserialize does not know the class "__lambda__"/,
    ],
    [
      {
        class_name: 'Adam',
        config: { learning_rate: { class_name: 'CosineDecay', config: { decay_steps: 0, initial_learning_rate: 1 } } },
      },
      /learning_rate: CosineDecay: decaySteps must be a positive number/,
    ],
    ['[]', /Keras JSON: an object is required/],
    ['{"a": NaN}', /Keras JSON: it is no JSON/],
  ])('refuses %j', async (saved, message) => {
    await expect(readKerasJson(saved)).rejects.toThrow(message);
  });
});

describe('writeKerasJson', () => {
  const schedule = new LinearWarmup({
    afterWarmupLrSched: new CosineDecay({ initialLearningRate: 1, decaySteps: 1000 }),
    warmupSteps: 10,
    warmupLearningRate: 0,
  });

  test('is what serialize gives', () => {
    expect(JSON.parse(writeKerasJson(schedule))).toEqual(JSON.parse(JSON.stringify(schedule)));
  });

  test('writes a decimal point where Python would else have an integer rate', () => {
    expect(writeKerasJson(schedule)).toContain('"initial_learning_rate": 1.0,');
    expect(writeKerasJson(schedule)).toContain('"decay_steps": 1000,');
    expect(writeKerasJson(new Constant({ value: 1e-7 }))).toContain('"value": 1.0e-7');
  });

  test('is read again, with its optimizer', async () => {
    const optimizer = { className: 'AdamW', config: { beta_1: 0.9, weight_decay: null, amsgrad: false } };
    const read = await readSchedule(writeKerasJson(schedule, { optimizer }));
    expect(read.schedule.toJSON()).toEqual(schedule.toJSON());
    expect(read.optimizer).toEqual(optimizer);
  });

  test('a constant is a plain number in an optimizer', async () => {
    const optimizer = { className: 'SGD', config: {} };
    const json = writeKerasJson(new Constant({ value: 1 }), { optimizer });
    expect(json).toContain('"learning_rate": 1.0');
    expect((await readSchedule(json)).schedule(0)).toBe(1);
  });

  test.each(
    described.map(({ serialized }) => serialized).filter(({ class_name }) => class_name !== 'LossScaleOptimizer'),
  )('the schedule of $class_name', async ({ config }) => {
    const saved = config['learning_rate'] as Serialized | number;
    if (typeof saved === 'number' || JSON.stringify(saved).includes('"after_warmup_lr_sched": {')) return;
    if (saved.class_name === 'LinearWarmup' && typeof saved.config['after_warmup_lr_sched'] === 'object') return;
    expect((await readSchedule(writeKerasJson(deserialize(saved)))).schedule.toJSON()).toEqual(
      deserialize(saved).toJSON(),
    );
  });
});
