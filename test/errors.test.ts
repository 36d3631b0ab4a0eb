import {
  CosineDecay,
  type LearningRateSchedule,
  LinearWarmup,
  PiecewiseConstantDecay,
  PiecewiseConstantDecayWithOffset,
  StepCosineDecayWithOffset,
} from 'lr-schedules';
import { describe, expect, test } from 'vitest';
import { errorOf, expectRefusal, hostileValues } from './refusal.js';
import { rows } from './schedule-table.js';

type Shown = readonly [value: unknown, shown: string];

interface Requirement {
  readonly requires: string;
  /** Values of the wrong kind, which are a TypeError. */
  readonly kind: readonly Shown[];
  /** Values that are wrong in themselves, which are a RangeError. */
  readonly range: readonly Shown[];
}

const notNumbers: readonly Shown[] = [
  ['7', '"7"'],
  [true, 'true'],
  [7n, '7n'],
  [Symbol('x'), 'Symbol(x)'],
  [{}, 'an object'],
  [new Date(0), 'an object'],
  [[7], '[7]'],
  [Math.cos, 'the function cos'],
];
const notFinite: readonly Shown[] = [
  [Number.NaN, 'NaN'],
  [Number.POSITIVE_INFINITY, 'Infinity'],
  [Number.NEGATIVE_INFINITY, '-Infinity'],
];
const none: Shown = [null, 'null'];

const finite: Requirement = { requires: 'a finite number', kind: [...notNumbers, none], range: notFinite };
const positive: Requirement = {
  requires: 'a positive number',
  kind: [...notNumbers, none],
  range: [...notFinite, [0, '0'], [-0, '-0'], [-1, '-1']],
};
const notNegative: Requirement = {
  requires: 'a number of at least 0',
  kind: [...notNumbers, none],
  range: [...notFinite, [-1, '-1'], [-Number.MIN_VALUE, '-5e-324']],
};
const finiteOrNull: Requirement = { requires: 'a finite number or null', kind: notNumbers, range: notFinite };
const flag: Requirement = {
  requires: 'true or false',
  kind: [none, [0, '0'], [1, '1'], ['true', '"true"'], [[], '[]']],
  range: [],
};
const text: Requirement = {
  requires: 'a text or null',
  kind: [
    [7, '7'],
    [true, 'true'],
    [[], '[]'],
  ],
  range: [],
};
const numbers: Requirement = {
  requires: 'a list of one or more finite numbers',
  kind: [
    none,
    [7, '7'],
    ['1,2', '"1,2"'],
    [{ 0: 1, length: 1 }, 'an object'],
    [[1, '2'], '[1, "2"]'],
    [[[1]], '[[…]]'],
  ],
  range: [
    [[], '[]'],
    [[1, Number.NaN], '[1, NaN]'],
    [[Number.POSITIVE_INFINITY], '[Infinity]'],
  ],
};
const rising: Requirement = {
  requires: 'a list of one or more finite numbers, each greater than the one before',
  kind: numbers.kind,
  range: [...numbers.range, [[2, 1], '[2, 1]'], [[1, 1], '[1, 1]'], [[1, 2, 3, 2], '[1, 2, 3, 2]']],
};
const schedule: Requirement = {
  requires: 'a schedule or a finite number',
  kind: [none, ...notNumbers, [CosineDecay, 'the function CosineDecay'], [() => 0.1, 'a function']],
  range: notFinite,
};
const offsetMode: Requirement = {
  requires: "'extrapolate' or 'hold'",
  kind: [none, [true, 'true'], ['Hold', '"Hold"'], [['hold'], '["hold"]']],
  range: [],
};

/** What every option of that name requires, in whichever class. */
const requirements: Readonly<Record<string, Requirement>> = {
  afterWarmupLrSched: schedule,
  alpha: finite,
  beforeOffset: offsetMode,
  boundaries: rising,
  cycle: flag,
  decayRate: finite,
  decaySteps: positive,
  endLearningRate: finite,
  firstDecaySteps: positive,
  initialLearningRate: finite,
  linearDecayFraction: finite,
  mMul: finite,
  name: text,
  offset: finite,
  power: finite,
  preOffsetLearningRate: finite,
  staircase: flag,
  tMul: positive,
  totalDecaySteps: finite,
  values: numbers,
  warmupLearningRate: finite,
  warmupSteps: notNegative,
  warmupTarget: finiteOrNull,
};

const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

describe.each(rows.map((row) => [row.type.className, row] as const))('%s', (className, row) => {
  const { type, required } = row;
  const names = Object.keys(type.options ?? {});
  const valid = Object.values(row.examples)[0] as Readonly<Record<string, unknown>>;
  const construct = (options: unknown) => () => new type(options as object);

  test('refuses to be made without an object of options', () => {
    const notOptions: readonly Shown[] = [
      [undefined, 'undefined'],
      [null, 'null'],
      [[], '[]'],
      [[0.1, 1000], '[0.1, 1000]'],
      [0.1, '0.1'],
      ['{}', '"{}"'],
      [Math.cos, 'the function cos'],
    ];
    for (const [options, shown] of notOptions) {
      expectRefusal(construct(options), TypeError, `${className} requires an object of options, received ${shown}.`);
    }
  });

  test.each(required)('refuses to be made without %s', (name) => {
    const { requires } = requirements[name] as Requirement;
    const { [name]: _, ...others } = valid;
    for (const options of [others, { ...others, [name]: undefined }]) {
      expectRefusal(construct(options), TypeError, `${className}: ${name} must be ${requires}, received undefined.`);
    }
  });

  test('takes undefined for the default of every other option', () => {
    const others = names.filter((name) => !(required as readonly string[]).includes(name));
    const explicit = Object.fromEntries(others.map((name) => [name, undefined]));
    const options = Object.fromEntries(required.map((name) => [name, valid[name]]));
    expect(new type({ ...explicit, ...options }).toJSON()).toEqual(new type(options).toJSON());
  });

  test.each(names)('refuses a wrong %s, with what it requires and what came', (name) => {
    const { requires, kind, range } = requirements[name] as Requirement;
    for (const [values, error] of [[kind, TypeError] as const, [range, RangeError] as const]) {
      for (const [value, shown] of values) {
        const sentence = `${className}: ${name} must be ${requires}, received ${shown}.`;
        expectRefusal(construct({ ...valid, [name]: value }), error, sentence);
        // A config is read by the same rules; a plain object in it could be a schedule.
        if (shown === 'an object') continue;
        expectRefusal(() => type.fromConfig({ ...valid, [name]: value }), error, sentence);
      }
    }
  });

  test.each(names)('refuses a misspelt %s, and names it', (name) => {
    const misspelt = name.slice(0, -1);
    expectRefusal(
      construct({ ...valid, [misspelt]: 1 }),
      TypeError,
      `${className} has no option "${misspelt}": did you mean ${name}?`,
    );
  });

  test.each(names.filter((name) => snakeCase(name) !== name))('refuses %s in snake_case, and names it', (name) => {
    const { [name]: value, ...others } = valid;
    expectRefusal(
      construct({ ...others, [snakeCase(name)]: value }),
      TypeError,
      `${className} has no option "${snakeCase(name)}": did you mean ${name}?`,
    );
  });

  test('refuses any other option, and names those there are', () => {
    const others = ['momentum', '', '__proto__', 'constructor', 'hasOwnProperty', 'u'.repeat(1e6)];
    for (const name of others) {
      const options: unknown = JSON.parse(`{ "${name}": 1 }`);
      const shown = name.length > 40 ? `${name.slice(0, 40)}…` : name;
      const sentence = `${className} has no option "${shown}": it has ${names.join(', ')}.`;
      expectRefusal(construct(options), TypeError, sentence);
    }
  });

  test.each(Object.entries(hostileValues))('refuses %s for any option, in a short sentence of its own', (_, make) => {
    for (const name of names) {
      const value = make();
      if (name === 'name' && typeof value === 'string') continue;
      expectRefusal(construct({ ...valid, [name]: value }), TypeError, `${className}: ${name} must be `);
    }
  });

  describe('as a function', () => {
    const made = new type(valid);
    const call =
      (...steps: readonly unknown[]) =>
      () =>
        Reflect.apply(made, undefined, steps);
    const must = `${className}: step must be a finite number or a tensor, received`;
    const forMany = 'For many steps, call values(count, start) or pass a tensor.';

    test('refuses a step that is no number', () => {
      expectRefusal(call(), TypeError, `${must} undefined.`);
      for (const [step, shown] of [...notNumbers, none]) expectRefusal(call(step), TypeError, `${must} ${shown}.`);
    });

    test('refuses a step that is not finite', () => {
      for (const [step, shown] of notFinite) expectRefusal(call(step), RangeError, `${must} ${shown}.`);
    });

    test('refuses a list of steps, and says what to do', () => {
      for (const steps of [[1], [1, 2], [], Float64Array.of(1, 2), new Int32Array(3)]) {
        expectRefusal(call(steps), TypeError, must, forMany);
      }
    });

    test.each(Object.entries(hostileValues))('refuses %s for a step', (_, make) => {
      expectRefusal(call(make()), TypeError, must);
    });

    test('values(count, start) refuses what is no count and no step', () => {
      const values =
        (...of: readonly unknown[]) =>
        () =>
          Reflect.apply(made.values, made, of);
      const count = `${className}: values(count) requires a whole number of at least 0, received`;
      const start = `${className}: values(count, start) requires a finite start, received`;
      for (const [value, shown] of [[-1, '-1'], [1.5, '1.5'], ...notFinite] as const) {
        expectRefusal(values(value), RangeError, `${count} ${shown}.`);
      }
      expectRefusal(values(), TypeError, `${count} undefined.`);
      for (const [value, shown] of [...notNumbers, none]) {
        expectRefusal(values(value), TypeError, `${count} ${shown}.`);
        expectRefusal(values(1000, value), TypeError, `${start} ${shown}.`);
      }
      for (const [value, shown] of notFinite) expectRefusal(values(1000, value), RangeError, `${start} ${shown}.`);
      const memory = `${className}: values(count) requires a list that fits into memory: ask for fewer at a time, received`;
      expectRefusal(values(1e15), RangeError, `${memory} 1000000000000000.`);
      expect(made.values(0)).toEqual(new Float64Array());
    });
  });
});

test.each([PiecewiseConstantDecay, PiecewiseConstantDecayWithOffset])(
  '%o takes one value more than boundaries',
  (type) => {
    for (const values of [[1], [1, 2], [1, 2, 3, 4]]) {
      expectRefusal(
        () => new type({ boundaries: [10, 20], values }),
        RangeError,
        `${type.className}: values must be one more than the 2 boundaries, received [${values.join(', ')}].`,
      );
    }
  },
);

test('StepCosineDecayWithOffset takes as many values as boundaries', () => {
  for (const values of [[1], [1, 2, 3]]) {
    expectRefusal(
      () => new StepCosineDecayWithOffset({ boundaries: [0, 20], values }),
      RangeError,
      `StepCosineDecayWithOffset: values must be as many as the 2 boundaries, received [${values.join(', ')}].`,
    );
  }
});

test('a config is refused unless it is an object, with each option once', () => {
  for (const [config, shown] of [
    [null, 'null'],
    [undefined, 'undefined'],
    [[1], '[1]'],
    ['{}', '"{}"'],
  ] as const) {
    expectRefusal(
      () => CosineDecay.fromConfig(config as never),
      TypeError,
      `CosineDecay requires an object of options, received ${shown}.`,
    );
  }
  expectRefusal(
    () => CosineDecay.fromConfig({ initial_learning_rate: 1, decay_steps: 10, decaySteps: 20 }),
    TypeError,
    'CosineDecay: decaySteps must be there once, not in snake_case and in camelCase.',
  );
});

test('the sentences read well', () => {
  const refusals: readonly (() => unknown)[] = [
    () => new CosineDecay({ initialLearningRate: 0.1 } as never),
    () => new CosineDecay({ initialLearningRate: 0.1, decaySteps: 0 }),
    () => new CosineDecay({ initialLearningRate: 0.1, decaySteps: 100, warmupStep: 10 } as never),
    () => new CosineDecay({ initial_learning_rate: 0.1, decay_steps: 100 } as never),
    () => new CosineDecay({ initialLearningRate: 0.1, decaySteps: 100, gamma: 0.1 } as never),
    () => new (CosineDecay as new (...args: unknown[]) => LearningRateSchedule)(0.1, 1000),
    () => new PiecewiseConstantDecay({ boundaries: [100, 50], values: [0.1, 0.01, 0.001] }),
    () => new LinearWarmup({ afterWarmupLrSched: '0.1' as never, warmupSteps: 10, warmupLearningRate: 0 }),
    () => new CosineDecay({ initialLearningRate: 0.1, decaySteps: 100 })('7' as never),
    () => new CosineDecay({ initialLearningRate: 0.1, decaySteps: 100 })([1, 2] as never),
    () => new CosineDecay({ initialLearningRate: 0.1, decaySteps: 100 }).values(-1),
  ];
  expect(refusals.map(errorOf).map(String)).toMatchInlineSnapshot(`
    [
      "TypeError: CosineDecay: decaySteps must be a positive number, received undefined.",
      "RangeError: CosineDecay: decaySteps must be a positive number, received 0.",
      "TypeError: CosineDecay has no option "warmupStep": did you mean warmupSteps?",
      "TypeError: CosineDecay has no option "initial_learning_rate": did you mean initialLearningRate?",
      "TypeError: CosineDecay has no option "gamma": it has initialLearningRate, decaySteps, alpha, name, warmupTarget, warmupSteps.",
      "TypeError: CosineDecay requires an object of options, received 0.1.",
      "RangeError: PiecewiseConstantDecay: boundaries must be a list of one or more finite numbers, each greater than the one before, received [100, 50].",
      "TypeError: LinearWarmup: afterWarmupLrSched must be a schedule or a finite number, received "0.1".",
      "TypeError: CosineDecay: step must be a finite number or a tensor, received "7".",
      "TypeError: CosineDecay: step must be a finite number or a tensor, received [1, 2]. For many steps, call values(count, start) or pass a tensor.",
      "RangeError: CosineDecay: values(count) requires a whole number of at least 0, received -1.",
    ]
  `);
});
