import fc from 'fast-check';
import * as lr from 'lr-schedules';
import { toJavaScript, toLatex, toPython } from 'lr-schedules/codegen';
import { describe, expect, test } from 'vitest';

const schedule = new lr.ExponentialDecay({ initialLearningRate: 0.1, decaySteps: 100, decayRate: 0.5 });
const targets = ['keras', 'optax', 'torch', 'numpy'] as const;

describe('functionName', () => {
  test.each([
    ['', 'a b', '1a', 'a-b', 'a;import os', 'a(', 'a\n', 'é', 'a.b', '__debug__', 'lambda', 'None', 'np', 'keras'],
  ])('%s is refused in Python', (...names) => {
    for (const functionName of names) {
      for (const target of targets) expect(() => toPython(schedule, { target, functionName })).toThrow(RangeError);
    }
  });
  test.each([['', 'a b', '1a', 'a-b', 'a(){}', 'a\n', 'class', 'await', 'let', 'arguments', 'Math', 'NaN']])(
    '%s is refused in JavaScript',
    (...names) => {
      for (const functionName of names) expect(() => toJavaScript(schedule, { functionName })).toThrow(RangeError);
    },
  );
  test('anything else than a text is a TypeError', () => {
    for (const functionName of [1, null, {}, ['a'], { toString: () => 'a' }] as unknown as string[]) {
      expect(() => toPython(schedule, { target: 'numpy', functionName })).toThrow(TypeError);
      expect(() => toJavaScript(schedule, { functionName })).toThrow(TypeError);
    }
  });
  test('a text is refused, or stands where the name belongs and nowhere else', () => {
    fc.assert(
      fc.property(fc.string(), (functionName) => {
        let source: string;
        try {
          source = toJavaScript(schedule, { functionName });
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
          return;
        }
        expect(source.replace(`function ${functionName}(`, 'function learningRate(')).toBe(toJavaScript(schedule));
      }),
      { numRuns: 2000 },
    );
  });
  test('is clear of the constants and variables', () => {
    const source = toPython(schedule, { target: 'numpy', functionName: 'DECAY_STEPS' });
    expect(source).toContain('def DECAY_STEPS(step):');
    expect(source).toContain('EXPONENTIAL_DECAY_DECAY_STEPS = 100');
    const offset = new lr.ExponentialDecayWithOffset({
      initialLearningRate: 1,
      decaySteps: 10,
      decayRate: 0.5,
      offset: 5,
    });
    expect(toPython(offset, { target: 'torch', functionName: 'OFFSET' })).not.toContain('\nOFFSET = ');
    expect(toPython(offset, { target: 'keras', functionName: 'O_FFSET' })).not.toContain('\nOFFSET = ');
  });
  test('errors are one sentence that says what is required', () => {
    expect(() => toPython(schedule, { target: 'numpy', functionName: 'a b' })).toThrow(
      'toPython: functionName must be a Python identifier of ASCII letters, digits and _, received "a b".',
    );
    expect(() => toPython(schedule, { target: 'jax' } as never)).toThrow("target must be 'keras' or 'optax'");
    expect(() => toPython(schedule, {} as never)).toThrow(TypeError);
    expect(() => toPython(((step: number) => step) as never, { target: 'numpy' })).toThrow(
      'toPython requires a schedule, received',
    );
  });
});

class Named extends lr.LearningRateSchedule {
  static override readonly className: string = 'Evil"""\nimport os #*/';
  constructor(readonly config: Readonly<Record<string, number>>) {
    super();
  }
  override evaluate<T>(m: lr.Arithmetic<T>, step: T): T {
    return Object.values(this.config).reduce<T>((sum, value) => m.add(m.mul(sum, value), 1), step);
  }
  override getConfig() {
    return this.config;
  }
}

test('names of classes and of options cannot bring code along', () => {
  const hostile = new Named({ 'a = 1\nimport os': 3, good_name: 4, ['x'.repeat(500)]: 5 });
  for (const target of targets) {
    const source = toPython(hostile, { target });
    expect(source).not.toContain('import os');
    expect(source).toContain('GOOD_NAME = 4.0');
  }
  expect(toJavaScript(hostile)).not.toContain('import os');
  expect(toLatex(hostile)).not.toContain('import os');
});

describe('named constants', () => {
  test('two options that are equal keep their names', () => {
    const equal = new lr.CosineDecay({
      initialLearningRate: 0.5,
      decaySteps: 100,
      alpha: 0.5,
      warmupTarget: 0.25,
      warmupSteps: 100,
    });
    const source = toJavaScript(equal);
    expect(source).toContain('if (step < WARMUP_STEPS)');
    expect(source).toContain('(WARMUP_TARGET - INITIAL_LEARNING_RATE) * (step / WARMUP_STEPS) + INITIAL_LEARNING_RATE');
    expect(source).toContain('(1 - ALPHA)');
    expect(source).toContain('DECAY_STEPS + WARMUP_STEPS');
    // The half that belongs to the cosine is no option.
    expect(source).toContain('0.5 * (1 + ');
  });
  test('options of several schedules of one class are told apart', () => {
    const ramp = (to: number) => new lr.LinearRamp({ from: 0, to, steps: 100 });
    const source = toJavaScript(new lr.Sum({ schedules: [ramp(0.1), ramp(0.2)] }));
    expect(source).toContain('const LINEAR_RAMP_STEPS = 100;');
    expect(source).toContain('const LINEAR_RAMP_2_STEPS = 100;');
    expect(source).toContain('const LINEAR_RAMP_TO = 0.1;');
    expect(source).toContain('const LINEAR_RAMP_2_TO = 0.2;');
  });
});

describe('a formula that leaves its arithmetic', () => {
  const build = (formula: <T>(m: lr.Arithmetic<T>, step: T) => T | number) =>
    new (class Custom extends lr.LearningRateSchedule {
      override evaluate<T>(m: lr.Arithmetic<T>, step: T): T | number {
        return formula(m, step);
      }
    })();

  test.each([
    ['a sine', build((_, step) => Math.sin(step as number))],
    ['an operator', build((_, step) => (step as number) * 2)],
    ['a comparison', build((m, step) => ((step as number) < 5 ? m.mul(step, 2) : step))],
  ])('%s is a TypeError that says what to do', (_, custom) => {
    expect(custom(1)).toBeTypeOf('number');
    for (const print of [toJavaScript, toLatex]) {
      expect(() => print(custom)).toThrow(TypeError);
      expect(() => print(custom)).toThrow('must use the operations of m alone');
    }
    expect(() => toPython(custom, { target: 'numpy' })).toThrow('write m.add(step, 1) for step + 1');
  });
  test.each([
    ['undefined', build(() => undefined as unknown as number)],
    ['a text', build((m, step) => m.add(step, '1' as unknown as number))],
  ])('%s is a TypeError', (_, custom) => {
    expect(() => toJavaScript(custom)).toThrow(TypeError);
  });
  test('one that keeps to it is printed without further ado', () => {
    expect(toJavaScript(build((m, step) => m.tanh(m.div(step, 10))))).toBe(
      'export function learningRate(step) {\n  return Math.tanh(step / 10);\n}\n',
    );
    expect(toJavaScript(build(() => 0.1))).toBe('export function learningRate() {\n  return 0.1;\n}\n');
  });
});

test('numbers are written to the last digit, and no more', () => {
  const values = [1e-7, 1e21, 0.1 + 0.2, 5e-324, 1.7976931348623157e308, -0, 123456789012];
  for (const value of values) {
    const constant = new lr.Constant({ value });
    const javascript = /return (.*);/.exec(toJavaScript(constant))?.[1];
    expect(Object.is(Number(javascript), value)).toBe(true);
    const python = /return (.*)/.exec(toPython(constant, { target: 'numpy' }))?.[1];
    expect(Object.is(Number(python), value)).toBe(true);
    expect(python).toMatch(/[.e]/);
  }
});

test('shared parts are looked at once: a deep nesting takes no time', () => {
  let nested: lr.LearningRateSchedule = new lr.CosineRamp({ from: 0.1, to: 0.01, steps: 10 });
  for (let i = 0; i < 40; i++) nested = new lr.PingPong({ schedule: nested, steps: 100 + i });
  expect(toJavaScript(nested).length).toBeLessThan(10_000);
  for (const target of targets) expect(toPython(nested, { target }).length).toBeLessThan(10_000);
  expect(toLatex(nested).length).toBeLessThan(10_000);
});
