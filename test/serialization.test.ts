import { readFileSync } from 'node:fs';
import {
  type Arithmetic,
  CosineDecay,
  CosineDecayWithOffset,
  deserialize,
  ExponentialDecay,
  InverseTimeDecay,
  LearningRateSchedule,
  LinearWarmup,
  offsetClass,
  PiecewiseConstantDecay,
  PolynomialDecay,
  PolynomialWarmUp,
  type ScheduleClass,
  type Serialized,
  scheduleClasses,
  serialize,
} from 'lr-schedules';
import { describe, expect, test } from 'vitest';
import { errorOf, expectRefusal, hostileValues } from './refusal.js';
import { examplesOf, rows } from './schedule-table.js';

const cosine = new CosineDecay({ initialLearningRate: 0.1, decaySteps: 1000 });
const saved = (): { class_name: string; config: Record<string, unknown> } => JSON.parse(JSON.stringify(cosine));

/** A warmup saved around a saved schedule, or a number, `depth` times. */
function nest(inner: unknown, depth: number): unknown {
  let json = inner;
  for (let i = 0; i < depth; i++) {
    json = {
      class_name: 'LinearWarmup',
      config: { after_warmup_lr_sched: json, warmup_steps: 1, warmup_learning_rate: 0 },
    };
  }
  return json;
}

describe('what is written', () => {
  test('is the form of Keras, for a class of Keras', () => {
    const { serialized } = JSON.parse(
      readFileSync(new URL('./golden/tensorflow-more.json', import.meta.url), 'utf8'),
    ).find((record: { serialized?: Serialized }) => record.serialized?.class_name === 'CosineDecay');
    expect(serialize(deserialize(serialized))).toEqual(serialized);
    expect(serialize(cosine)).toEqual({
      module: 'keras.optimizers.schedules',
      class_name: 'CosineDecay',
      config: {
        initial_learning_rate: 0.1,
        decay_steps: 1000,
        alpha: 0,
        name: 'CosineDecay',
        warmup_target: null,
        warmup_steps: 0,
      },
      registered_name: null,
    });
  });

  test('is the form of tf_keras, with the offset, for a class of Model Garden', () => {
    const schedule = new CosineDecayWithOffset({ initialLearningRate: 0.1, decaySteps: 1000, offset: 250 });
    expect(schedule.toJSON()).toEqual({
      module: 'official.modeling.optimization.lr_schedule',
      class_name: 'CosineDecayWithOffset',
      config: {
        initial_learning_rate: 0.1,
        decay_steps: 1000,
        alpha: 0,
        name: null,
        warmup_target: null,
        warmup_steps: 0,
        offset: 250,
      },
      registered_name: 'CosineDecayWithOffset',
    });
  });

  test('has a nested schedule whole', () => {
    const warmup = new LinearWarmup({ afterWarmupLrSched: cosine, warmupSteps: 10, warmupLearningRate: 0 });
    const outer = new PolynomialWarmUp({ afterWarmupLrSched: warmup, warmupSteps: 5 });
    expect(outer.getConfig()).toEqual({
      after_warmup_lr_sched: {
        module: 'official.modeling.optimization.lr_schedule',
        class_name: 'LinearWarmup',
        config: {
          after_warmup_lr_sched: cosine.toJSON(),
          warmup_steps: 10,
          warmup_learning_rate: 0,
          name: null,
        },
        registered_name: 'LinearWarmup',
      },
      warmup_steps: 5,
      power: 1,
      name: 'PolynomialWarmup',
    });
  });

  test.each(rows.map((row) => [row.type.className, row] as const))('of %s is plain JSON in snake_case', (name, row) => {
    for (const schedule of examplesOf(row)) {
      const { module, class_name, config, registered_name } = schedule.toJSON();
      expect(class_name).toBe(name);
      expect([module, registered_name]).toEqual(
        module === 'keras.optimizers.schedules'
          ? ['keras.optimizers.schedules', null]
          : ['official.modeling.optimization.lr_schedule', name],
      );
      expect(JSON.parse(JSON.stringify(config))).toEqual(config);
      for (const key of Object.keys(config)) expect(key).toMatch(/^[a-z]+(_[a-z]+)*$/);
      const options = Object.keys(row.type.options ?? {});
      expect('offset' in config).toBe(options.includes('offset'));
    }
  });

  test.each(rows.filter(({ type }) => 'baseLrClass' in type).map((row) => [row.type.className, row] as const))(
    'of %s says beforeOffset only where it was chosen',
    (_, { type, examples }) => {
      const [options] = Object.values(examples);
      expect(new type({ ...options, beforeOffset: 'hold' }).getConfig()).toMatchObject({ before_offset: 'hold' });
      for (const beforeOffset of ['extrapolate', undefined]) {
        expect(new type({ ...options, beforeOffset }).getConfig()).not.toHaveProperty('before_offset');
      }
    },
  );
});

describe('what is read', () => {
  test.each([
    ['the form of Keras 3', cosine.toJSON()],
    ['the form from before', { class_name: 'CosineDecay', config: cosine.getConfig() }],
    ['a registered class', { class_name: 'Custom>CosineDecay', config: cosine.getConfig() }],
    ['a class registered in a package', { class_name: 'Research>Vision>CosineDecay', config: cosine.getConfig() }],
    ['a config in camelCase', { class_name: 'CosineDecay', config: { initialLearningRate: 0.1, decaySteps: 1000 } }],
    ['a config in both cases', { class_name: 'CosineDecay', config: { initial_learning_rate: 0.1, decaySteps: 1000 } }],
    ['a module of any name', { ...cosine.toJSON(), module: 'tf_keras.src.optimizers', registered_name: 'Anything' }],
    ['fields of later versions', { ...cosine.toJSON(), build_config: { input_shape: [null, 1] }, shared_object_id: 7 }],
  ])('is %s', (_, json) => {
    const loaded = deserialize(JSON.parse(JSON.stringify(json)));
    expect(loaded).toBeInstanceOf(CosineDecay);
    expect(loaded.toJSON()).toEqual(cosine.toJSON());
  });

  test('leaves the JSON as it was, and keeps no part of it', () => {
    const json = JSON.parse(
      JSON.stringify(new PiecewiseConstantDecay({ boundaries: [10, 20], values: [0.3, 0.2, 0.1] })),
    );
    const before = JSON.stringify(json);
    const loaded = deserialize(json);
    expect(JSON.stringify(json)).toBe(before);
    json.config.values.fill(9);
    expect(loaded(15)).toBe(0.2);
  });

  test('is nested 64 deep, and no deeper', () => {
    const pieces = new PiecewiseConstantDecay({ boundaries: [10], values: [0.2, 0.1] }).toJSON();
    for (const innermost of [saved(), pieces]) {
      const deepest = deserialize(nest(innermost, 63));
      expect(deepest(5)).toBe(deserialize(innermost)(5));
      expect(deserialize(JSON.parse(JSON.stringify(deepest))).toJSON()).toEqual(deepest.toJSON());
      expectRefusal(() => deserialize(nest(innermost, 64)), RangeError, 'nested at most 64 deep');
    }
    expect(deserialize(nest(0.1, 64))(5)).toBe(0.1);
    expectRefusal(() => deserialize(nest(0.1, 65)), RangeError, 'nested at most 64 deep');
  });
});

describe('what is refused', () => {
  const readConfig = (config: object) => () => deserialize({ class_name: 'CosineDecay', config });
  const withConfig = (config: object) => readConfig({ ...cosine.getConfig(), ...config });

  test('is an unknown class, with the nearest name and all known ones', () => {
    const names = scheduleClasses.map(({ className }) => className);
    const unknown = (class_name: string) => () => deserialize({ class_name, config: {} });
    expectRefusal(
      unknown('CosineDecai'),
      TypeError,
      '"CosineDecai"',
      'did you mean CosineDecay?',
      'customObjects',
      ...names,
    );
    expectRefusal(unknown('My>LinearWarmUp'), TypeError, '"My>LinearWarmUp"', 'did you mean LinearWarmup?');
    expectRefusal(unknown('NoamSchedule'), TypeError, '"NoamSchedule"', 'customObjects: { NoamSchedule }', ...names);
    expect(errorOf(unknown('NoamSchedule')).message).not.toContain('did you mean');
    for (const name of ['', '__proto__', 'constructor', 'toString', 'x'.repeat(1e6), '>', 'a\n'.repeat(100)]) {
      expectRefusal(unknown(name), TypeError, 'deserialize does not know the class', ...names);
    }
    class Mine extends CosineDecay {}
    const customObjects = { Mine: Mine as unknown as ScheduleClass };
    expectRefusal(
      () => deserialize({ class_name: 'Mime', config: {} }, { customObjects }),
      TypeError,
      'did you mean Mine?',
    );
  });

  test('is an option that the class does not have, or has not that value', () => {
    expectRefusal(withConfig({ decay_step: 1 }), TypeError, 'CosineDecay', '"decayStep"', 'did you mean decaySteps?');
    expectRefusal(withConfig({ momentum: 1 }), TypeError, 'CosineDecay', '"momentum"', 'it has initialLearningRate');
    expectRefusal(withConfig({ momentum: {} }), TypeError, 'CosineDecay', '"momentum"', 'it has initialLearningRate');
    expectRefusal(readConfig({}), TypeError, 'CosineDecay: initialLearningRate must be', 'received undefined');
    expectRefusal(withConfig({ decay_steps: -1 }), RangeError, 'CosineDecay: decaySteps', 'received -1');
    expectRefusal(withConfig({ decay_steps: '10' }), TypeError, 'CosineDecay: decaySteps', 'received "10"');
    expectRefusal(withConfig({ alpha: [0] }), TypeError, 'CosineDecay: alpha', 'received [0]');
    expectRefusal(withConfig({ decaySteps: 10 }), TypeError, 'CosineDecay: decaySteps', 'once');
    for (const key of ['_'.repeat(1e6), 'k'.repeat(1e6), '_a'.repeat(1e5)]) {
      expectRefusal(withConfig({ [key]: 1 }), TypeError, 'CosineDecay has no option');
      expectRefusal(withConfig({ [key]: {} }), TypeError, 'CosineDecay has no option');
      expectRefusal(withConfig({ [key]: cosine.toJSON() }), TypeError, 'CosineDecay has no option');
    }
  });

  test('is what has no class_name and config', () => {
    const required = 'deserialize requires { class_name: a text, config: an object }, received ';
    for (const [json, shown] of [
      [null, 'null.'],
      [7, '7.'],
      [[saved()], '[an object].'],
      [JSON.stringify(cosine), ' Parse a text with JSON.parse first.'],
      [{}, '{  }.'],
      [{ class_name: 'CosineDecay' }, '{ "class_name": "CosineDecay" }.'],
      [{ config: {} }, '{ "config": an object }.'],
      [{ class_name: 7, config: {} }, '{ "class_name": 7, "config": an object }.'],
      [{ class_name: 'CosineDecay', config: [] }, '{ "class_name": "CosineDecay", "config": [] }.'],
      [{ class_name: 'CosineDecay', config: null }, '{ "class_name": "CosineDecay", "config": null }.'],
      [
        cosine.getConfig(),
        '{ "initial_learning_rate": 0.1, "decay_steps": 1000, "alpha": 0, "name": "CosineDecay", … }.',
      ],
      [{ ['k'.repeat(1e6)]: 'v'.repeat(1e6) }, `{ "${'k'.repeat(40)}…": "${'v'.repeat(40)}…" }.`],
      [Object.fromEntries(Array.from({ length: 1e5 }, (_, i) => [i, i])), '{ "0": 0, "1": 1, "2": 2, "3": 3, … }.'],
    ] as const) {
      expectRefusal(() => deserialize(json), TypeError, required, shown);
    }
    expectRefusal(() => deserialize(nest({ class_name: 'CosineDecay' }, 1)), TypeError, required);
  });

  test("is Model Garden's own config of a warmup, which lacks the class: the message names those it can be", () => {
    const bare = (schedule: LearningRateSchedule) => () =>
      deserialize({
        class_name: 'LinearWarmup',
        config: { after_warmup_lr_sched: schedule.getConfig(), warmup_steps: 10, warmup_learning_rate: 0 },
      });
    expect(errorOf(bare(cosine)).message).toBe(
      'LinearWarmup: after_warmup_lr_sched lacks "class_name", as Model Garden writes it: ' +
        'wrap it as { "class_name": …, "config": … } with CosineDecay or CosineDecayWithOffset.',
    );
    const exponential = new ExponentialDecay({ initialLearningRate: 0.1, decaySteps: 10, decayRate: 0.5 });
    expectRefusal(bare(exponential), TypeError, 'ExponentialDecay or InverseTimeDecay or ExponentialDecayWithOffset');
    const polynomial = new PolynomialDecay({ initialLearningRate: 0.1, decaySteps: 10 });
    expectRefusal(bare(polynomial), TypeError, 'with PolynomialDecay or PolynomialDecayWithOffset.');
    for (const config of [{}, { lr: 0.1 }, { ['k'.repeat(1e6)]: 1 }]) {
      const warmup = { after_warmup_lr_sched: config, warmup_steps: 10, warmup_learning_rate: 0 };
      const read = () => deserialize({ class_name: 'LinearWarmup', config: warmup });
      expectRefusal(read, TypeError, 'LinearWarmup: after_warmup_lr_sched lacks "class_name"', 'the class it had.');
      const alone = 'afterWarmupLrSched must be a schedule or a finite number, received an object';
      expectRefusal(() => LinearWarmup.fromConfig(warmup), TypeError, alone);
    }
  });

  const notJson: Readonly<Record<string, () => unknown>> = {
    ...Object.fromEntries(
      Object.entries(hostileValues).filter(([name]) => !/text|list|without a prototype/.test(name)),
    ),
    'a live schedule': () => cosine,
    'a class': () => CosineDecay,
    undefined: () => undefined,
    'an instance of a class': () => new (class Config {})(),
    'an error': () => new Error('config'),
    'a promise': () => Promise.resolve(),
  };
  test.each(Object.entries(notJson))('is %s, wherever it is', (_, make) => {
    const refused = 'deserialize requires plain JSON, received ';
    for (const json of [make(), [make()], { ...saved(), config: make() }, { ...saved(), more: make() }]) {
      expectRefusal(() => deserialize(json), TypeError, refused);
    }
    expectRefusal(withConfig({ alpha: make() }), TypeError, refused);
    expectRefusal(() => deserialize(nest(make(), 3)), TypeError, refused);
  });

  test('is nesting without end, quickly', () => {
    const list = hostileValues['a list nested 100,000 deep'] as () => unknown;
    const inItself = hostileValues['a list in itself'] as () => unknown;
    const cyclic: Record<string, unknown> = saved();
    cyclic['config'] = { after_warmup_lr_sched: cyclic, also: cyclic };
    for (const json of [list(), inItself(), cyclic, { ...saved(), config: { alpha: list() } }, nest(0.1, 1e5)]) {
      expectRefusal(() => deserialize(json), RangeError, 'nested at most 64 deep');
    }
    expectRefusal(() => CosineDecay.fromConfig({ alpha: list() }), TypeError, 'CosineDecay');
    const nested = { afterWarmupLrSched: nest(0.1, 1e5) };
    expectRefusal(() => LinearWarmup.fromConfig(nested, deserialize), RangeError, 'at most 64 deep');
    expectRefusal(() => LinearWarmup.fromConfig(nested), TypeError, 'pass deserialize');
  });

  test('is a small file that stands for a large one, as with the aliases of YAML', () => {
    let aliases: unknown[] = ['ha'];
    for (let i = 0; i < 40; i++) aliases = [aliases, aliases];
    expectRefusal(withConfig({ alpha: aliases }), RangeError, 'at most 1000000 values');
  });

  test.each(['__proto__', 'constructor', 'prototype'])('is the key %s, at every depth', (key) => {
    const text = (inner: unknown) => JSON.stringify(inner).replaceAll('"KEY"', JSON.stringify(key));
    const poison = { KEY: { ...saved(), polluted: true } };
    for (const json of [
      poison,
      { ...saved(), ...poison },
      { ...saved(), config: { ...cosine.getConfig(), ...poison } },
      { ...saved(), config: { ...cosine.getConfig(), alpha: poison } },
      { ...saved(), config: { ...cosine.getConfig(), alpha: [[poison]] } },
      nest(poison, 1),
      nest({ ...saved(), config: poison }, 20),
    ]) {
      expectRefusal(() => deserialize(JSON.parse(text(json))), TypeError, `deserialize refuses the key "${key}"`);
    }
    // A class by itself refuses it as an option that it does not have.
    const config = JSON.parse(text({ ...cosine.getConfig(), ...poison }));
    expectRefusal(() => CosineDecay.fromConfig(config), TypeError, 'CosineDecay has no option');
  });

  test('has polluted no prototype', () => {
    for (const prototype of [Object.prototype, Array.prototype, Function.prototype, CosineDecay.prototype]) {
      expect(Object.keys(prototype)).toEqual([]);
      expect('polluted' in prototype).toBe(false);
    }
  });
});

describe('classes of your own', () => {
  class HalfLife extends LearningRateSchedule {
    static override readonly className = 'HalfLife';
    constructor(readonly config: { rate: number; steps: number }) {
      super();
    }
    evaluate<T>(m: Arithmetic<T>, step: T): T {
      return m.mul(this.config.rate, m.pow(0.5, m.div(step, this.config.steps)));
    }
    override getConfig() {
      return this.config;
    }
  }
  const halfLife = new HalfLife({ rate: 0.1, steps: 1000 });

  test('need evaluate, to be called', () => {
    expect(halfLife(2000)).toBe(0.025);
    expect(halfLife.values(3, 1000)).toEqual(Float64Array.of(halfLife(1000), halfLife(1001), halfLife(1002)));
    expect(halfLife.name).toBe('HalfLife');
    expect(halfLife).toBeInstanceOf(HalfLife);
    expectRefusal(() => halfLife('7' as never), TypeError, 'HalfLife: step must be a finite number');
  });

  test('need getConfig, to be saved', () => {
    class Flat extends LearningRateSchedule {
      evaluate<T>(m: Arithmetic<T>, step: T): T {
        return m.mul(0, step);
      }
    }
    expectRefusal(() => serialize(new Flat()), TypeError, 'Flat must override getConfig() to be saved');
    expect(halfLife.toJSON()).toEqual({
      module: null,
      class_name: 'HalfLife',
      config: { rate: 0.1, steps: 1000 },
      registered_name: 'HalfLife',
    });
  });

  test('need customObjects, to be loaded, wherever they are nested', () => {
    const warmup = new LinearWarmup({ afterWarmupLrSched: halfLife, warmupSteps: 10, warmupLearningRate: 0 });
    const text = JSON.stringify(warmup);
    expectRefusal(() => deserialize(JSON.parse(text)), TypeError, '"HalfLife"', 'customObjects: { HalfLife }');
    const loaded = deserialize(JSON.parse(text), { customObjects: { HalfLife } }) as LinearWarmup;
    expect(loaded.afterWarmupLrSched).toBeInstanceOf(HalfLife);
    expect(loaded(2000)).toBe(0.025);
    const registered = { ...halfLife.toJSON(), class_name: 'My>HalfLife' };
    expect(deserialize(registered, { customObjects: { HalfLife } })(2000)).toBe(0.025);
  });

  test('go before classes of the same name', () => {
    const customObjects = { CosineDecay: HalfLife };
    const json = { class_name: 'CosineDecay', config: { rate: 1, steps: 1 } };
    expect(deserialize(json, { customObjects })).toBeInstanceOf(HalfLife);
  });

  test('may have options of any JSON, and schedules among them', () => {
    interface MixConfig {
      readonly parts: readonly (readonly [weight: number, LearningRateSchedule])[];
      readonly notes: object;
    }
    class Mix extends LearningRateSchedule {
      static override readonly className = 'Mix';
      constructor(readonly config: MixConfig) {
        super();
      }
      evaluate<T>(m: Arithmetic<T>, step: T): T {
        return this.config.parts.reduce<T>(
          (sum, [weight, part]) => m.add(sum, m.mul(weight, m.apply(part, step))),
          m.mul(0, step),
        );
      }
      override getConfig() {
        return JSON.parse(JSON.stringify(this.config));
      }
    }
    const mix = new Mix({
      parts: [
        [0.25, cosine],
        [0.75, halfLife],
      ],
      notes: { authors: ['me'], run: { seed: 7 } },
    });
    const loaded = deserialize(JSON.parse(JSON.stringify(mix)), { customObjects: { Mix, HalfLife } }) as Mix;
    expect(loaded.config.parts[1]?.[1]).toBeInstanceOf(HalfLife);
    expect(loaded.config.notes).toEqual({ authors: ['me'], run: { seed: 7 } });
    expect([0, 500, 1500].map((step) => loaded(step))).toEqual([0, 500, 1500].map((step) => mix(step)));
  });

  test('may change the formula of a class of this package', () => {
    class Halved extends CosineDecay {
      static override readonly className: string = 'Halved';
      override evaluate<T>(m: Arithmetic<T>, step: T): T {
        return m.mul(0.5, super.evaluate(m, step));
      }
    }
    const halved = new Halved({ initialLearningRate: 0.1, decaySteps: 1000 });
    for (const step of [0, 250, 500, 1000]) expect(halved(step)).toBe(0.5 * cosine(step));
    expect(halved.values(2, 500)).toEqual(cosine.values(2, 500).map((rate) => 0.5 * rate));
    const loaded = deserialize(JSON.parse(JSON.stringify(halved)), { customObjects: { Halved } });
    expect(loaded).toBeInstanceOf(Halved);
    expect(loaded(500)).toBe(halved(500));
    expectRefusal(() => new Halved({ initialLearningRate: 0.1 } as never), TypeError, 'Halved: decaySteps must be');
  });

  test('may start any class at an offset', () => {
    class InverseTimeDecayWithOffset extends offsetClass(InverseTimeDecay) {
      static override readonly className = 'InverseTimeDecayWithOffset';
    }
    const options = { initialLearningRate: 1, decaySteps: 1, decayRate: 1 };
    const schedule = new InverseTimeDecayWithOffset({ ...options, offset: 10 });
    expect(InverseTimeDecayWithOffset.baseLrClass).toBe(InverseTimeDecay);
    expect(schedule).toBeInstanceOf(InverseTimeDecay);
    expect([10, 11, 13].map((step) => schedule(step))).toEqual([1, 0.5, 0.25]);
    // One step before, upstream would divide by 0.
    expect(schedule(9)).toBe(1);
    expect(schedule(7)).toBe(-0.5);
    expect(new InverseTimeDecayWithOffset({ ...options, offset: 10, beforeOffset: 'hold' })(7)).toBe(1);
    const customObjects = { InverseTimeDecayWithOffset: InverseTimeDecayWithOffset as unknown as ScheduleClass };
    const loaded = deserialize(JSON.parse(JSON.stringify(schedule)), { customObjects });
    expect(loaded.toJSON()).toEqual(schedule.toJSON());
    expect(loaded(13)).toBe(0.25);
  });
});
