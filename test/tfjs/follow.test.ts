import * as tf from '@tensorflow/tfjs';
import { CosineDecay, CosineDecayWithOffset } from 'lr-schedules';
import {
  follow,
  lastLearningRate,
  nextLearningRate,
  type Schedule,
  setLearningRate,
  unfollow,
  withSchedules,
} from 'lr-schedules/tfjs';
import { describe, expect, expectTypeOf, test, vi } from 'vitest';
import { kinds, makeModel, paths, schedule, setByHand, train, weightsOf } from './training.js';

const minimize = paths['minimize'] as (typeof paths)[string];
const rateOf = (optimizer: tf.Optimizer) => optimizer.getConfig()['learningRate'];

/** A weight at 1 whose gradient is 1: each update of SGD takes the rate off it. */
function makeWeight() {
  const weight = tf.variable(tf.scalar(1));
  const cost = () => weight.mul(tf.scalar(1)) as tf.Scalar;
  return {
    value: () => weight.dataSync()[0] as number,
    update: (optimizer: tf.Optimizer) => tf.tidy(() => void optimizer.minimize(cost, false, [weight])),
  };
}

describe('follow', () => {
  test('says which optimizer is meant where it is given a model', () => {
    const model = makeModel(tf.train.sgd(0.1));
    expect(() => follow(model as never, schedule)).toThrow(
      new TypeError(
        'follow: optimizer must be one of tf.train or of a compiled model, or like them have a numeric learningRate, received a model: pass model.optimizer.',
      ),
    );
  });

  test('returns the same optimizer, with its own type', () => {
    const adam = tf.train.adam();
    const followed = follow(adam, schedule);
    expect(followed).toBe(adam);
    expectTypeOf(followed).toEqualTypeOf<tf.AdamOptimizer>();
    expect(followed).toBeInstanceOf(tf.AdamOptimizer);
  });

  test('twice takes the second schedule, at the iteration it has come to, and asks the first no more', () => {
    const { value, update } = makeWeight();
    const asked: string[] = [];
    const optimizer = tf.train.sgd(9);
    follow(optimizer, (step) => {
      asked.push(`first ${step}`);
      return 0.25;
    });
    update(optimizer);
    follow(optimizer, (step) => {
      asked.push(`second ${step}`);
      return 0.125;
    });
    expect(lastLearningRate(optimizer)).toBe(0.25);
    update(optimizer);
    expect(asked).toEqual(['first 0', 'second 1']);
    expect(value()).toBe(1 - 0.25 - 0.125);
    unfollow(optimizer);
    expect(Object.hasOwn(optimizer, 'applyGradients')).toBe(false);
  });

  test('inside tidy, with updates inside and outside', () => {
    const { value, update } = makeWeight();
    const before = tf.memory().numTensors;
    const optimizer = tf.train.sgd(9);
    tf.tidy(() => void follow(optimizer, () => 0.25));
    update(optimizer);
    tf.tidy(() => update(optimizer));
    expect(value()).toBe(0.5);
    optimizer.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test('works on an optimizer that compile made from a string, over several fits', async () => {
    const model = makeModel('adam');
    const steps: number[] = [];
    follow(model.optimizer, (step) => {
      steps.push(step);
      return schedule(step);
    });
    const [xs, ys] = [tf.ones([10, 3]), tf.ones([10, 1])];
    await model.fit(xs, ys, { batchSize: 4, epochs: 1, verbose: 0 });
    await model.fit(xs, ys, { batchSize: 4, epochs: 1, verbose: 0 });
    expect(steps).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test('a rate of 0 leaves the weights alone, and the step goes on', () => {
    const { value, update } = makeWeight();
    const optimizer = follow(tf.train.sgd(9), (step) => step / 4);
    update(optimizer);
    expect([value(), optimizer.iterations]).toEqual([1, 1]);
    update(optimizer);
    expect(value()).toBe(0.75);
  });

  test('the rate in the config is always a number: that of the last update', () => {
    const { update } = makeWeight();
    for (const [, make] of kinds) {
      for (const momentum of ['tfjs', 'keras'] as const) {
        const optimizer = follow(make(tf.train, 0.5), schedule, { momentum });
        expect(rateOf(optimizer)).toBe(0.5);
        update(optimizer);
        update(optimizer);
        expect(rateOf(optimizer)).toBe(schedule(1));
      }
    }
  });

  test('works on an optimizer that others wrote', () => {
    class SignDescent extends tf.Optimizer {
      learningRate = 9;
      applyGradients(gradients: Record<string, tf.Tensor>) {
        const { registeredVariables } = tf.engine();
        for (const [name, gradient] of Object.entries(gradients)) {
          const weight = registeredVariables[name] as tf.Variable;
          weight.assign(weight.sub(gradient.sign().mul(this.learningRate)));
        }
        this.incrementIterations();
      }
      getConfig() {
        return { learningRate: this.learningRate };
      }
    }
    const weight = tf.variable(tf.scalar(1));
    const optimizer = follow(new SignDescent(), (step) => 0.25 / (step + 1));
    for (let i = 0; i < 2; i++) optimizer.minimize(() => weight.mul(3) as tf.Scalar);
    expect(weight.dataSync()[0]).toBe(1 - 0.25 - 0.125);
  });

  test('repairs an optimizer that stock tfjs loaded with a schedule as its rate', () => {
    const { value, update } = makeWeight();
    const optimizer = tf.train.adam({ className: 'CosineDecay', config: {} } as unknown as number);
    follow(optimizer, () => 0.25);
    update(optimizer);
    expect(value()).toBeCloseTo(0.75, 5);
  });
});

describe('unfollow', () => {
  test.each(kinds)('%s goes on at the last rate as a constant', async (_kind, make) => {
    const optimizer = follow(make(tf.train, 0.5), schedule);
    const manual = make(tf.train, 0.5);
    const end = (update: number) => {
      if (update === 10) expect(unfollow(optimizer)).toBe(optimizer);
    };
    const weights = await train(optimizer, minimize, end);
    expect(weights).toEqual(
      await train(manual, minimize, (update) => setByHand(manual, schedule(Math.min(update, 9)))),
    );
  });

  test('leaves alone what follows nothing', () => {
    const optimizer = tf.train.sgd(0.5);
    unfollow(optimizer);
    expect(rateOf(optimizer)).toBe(0.5);
  });

  test('leaves a wrapper that came after it in place, and is silent inside it', () => {
    const { value, update } = makeWeight();
    const optimizer = follow(tf.train.sgd(9), () => 0.25);
    const inner = optimizer.applyGradients;
    let calls = 0;
    optimizer.applyGradients = (gradients) => {
      calls++;
      inner.call(optimizer, gradients);
    };
    update(optimizer);
    unfollow(optimizer);
    setLearningRate(optimizer, 0.125);
    update(optimizer);
    follow(optimizer, () => 0.0625, { momentum: 'keras' });
    update(optimizer);
    expect(calls).toBe(3);
    expect(value()).toBe(1 - 0.25 - 0.125 - 0.0625);
  });

  test('puts back a wrapper that was there before', () => {
    const { value, update } = makeWeight();
    const optimizer = tf.train.sgd(0.5);
    const own = (gradients: Parameters<tf.SGDOptimizer['applyGradients']>[0]) => {
      tf.SGDOptimizer.prototype.applyGradients.call(optimizer, gradients);
    };
    optimizer.applyGradients = own;
    follow(optimizer, () => 0.25);
    update(optimizer);
    expect(value()).toBe(0.75);
    unfollow(optimizer);
    expect(optimizer.applyGradients).toBe(own);
  });
});

describe('refuses', () => {
  const bad = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -1e-9, 1e39];

  test.each(kinds)('a rate that would spoil the weights of %s, before anything changes', async (_kind, make) => {
    for (const rate of bad) {
      for (const momentum of ['tfjs', 'keras'] as const) {
        const model = makeModel(follow(make(tf.train, 0.5), (step) => (step < 2 ? 0.25 : rate), { momentum }));
        const [x, y] = [tf.ones([2, 3]), tf.ones([2, 1])];
        await model.trainOnBatch(x, y);
        await model.trainOnBatch(x, y);
        const weights = weightsOf(model);
        const failed = await model.trainOnBatch(x, y).then(
          () => null,
          (error: unknown) => error,
        );
        expect(failed).toBeInstanceOf(RangeError);
        expect(String(failed)).toBe(
          `RangeError: follow: the rate of the schedule at step 2 must be a finite number of at least 0, received ${rate}.`,
        );
        expect(weightsOf(model)).toEqual(weights);
        expect([model.optimizer.iterations, rateOf(model.optimizer)]).toEqual([2, 0.25]);
        expect(() => nextLearningRate(model.optimizer)).toThrow(RangeError);
        expect(lastLearningRate(model.optimizer)).toBe(0.25);
      }
    }
  });

  test('a rate that is no number', () => {
    const { value, update } = makeWeight();
    const schedules: [unknown, string][] = [
      [tf.scalar(0.5), 'a tensor'],
      [tf.variable(tf.scalar(0.5)), 'a tensor'],
      ['0.5', '"0.5"'],
      [undefined, 'undefined'],
      [Promise.resolve(0.5), 'an object'],
    ];
    for (const [rate, received] of schedules) {
      const optimizer = follow(tf.train.sgd(0.5), () => rate as number);
      expect(() => update(optimizer)).toThrow(
        new TypeError(
          `follow: the rate of the schedule at step 0 must be a finite number of at least 0, received ${received}.`,
        ),
      );
    }
    expect(value()).toBe(1);
  });

  test('a negative rate before the offset, with the way out', () => {
    const { update } = makeWeight();
    const options = { offset: 250, initialLearningRate: 0, decaySteps: 5000, warmupTarget: 0.1, warmupSteps: 500 };
    const optimizer = follow(tf.train.sgd(0.5), new CosineDecayWithOffset(options));
    expect(() => update(optimizer)).toThrow(
      new RangeError(
        "follow: the rate of CosineDecayWithOffset at step 0 must be a finite number of at least 0, received -0.05; the step is before the schedule's offset 250: give it beforeOffset: 'hold' or another warmup, or start with an optimizer at iteration 250.",
      ),
    );
    update(follow(optimizer, new CosineDecayWithOffset({ ...options, beforeOffset: 'hold' })));
    expect(lastLearningRate(optimizer)).toBe(0);
  });

  test('what is not an optimizer', () => {
    const cosine = new CosineDecay({ initialLearningRate: 0.1, decaySteps: 10 });
    const tensorRate = { applyGradients() {}, iterations: 0, learningRate: tf.scalar(0.1) };
    for (const wrong of [undefined, null, 0.1, 'adam', {}, makeModel('sgd'), tf.train, tensorRate, cosine]) {
      for (const call of [
        () => follow(wrong as never, cosine),
        () => unfollow(wrong as never),
        () => lastLearningRate(wrong as never),
        () => nextLearningRate(wrong as never),
        () => setLearningRate(wrong as never, 0.1),
      ]) {
        expect(call).toThrow(TypeError);
        expect(call).toThrow(/^(follow|unfollow|lastLearningRate|nextLearningRate|setLearningRate): optimizer must be/);
      }
    }
  });

  test('what is not a schedule, and an unknown momentum, without touching the optimizer', () => {
    const optimizer = tf.train.sgd(0.5);
    for (const wrong of [0.1, undefined, null, {}, tf.scalar(1)]) {
      expect(() => follow(optimizer, wrong as never)).toThrow(/^follow: schedule must be a function of the step/);
    }
    expect(() => follow(optimizer, schedule, { momentum: 'Keras' as 'keras' })).toThrow(
      new RangeError("follow: momentum must be 'keras' or 'tfjs', received \"Keras\"."),
    );
    expect(Object.hasOwn(optimizer, 'applyGradients')).toBe(false);
  });
});

describe('withSchedules', () => {
  const factories = withSchedules(tf.train);

  test('keeps the types of the factories', () => {
    expectTypeOf(factories.adam(schedule)).toEqualTypeOf<tf.AdamOptimizer>();
    expectTypeOf(factories.momentum(0.1, 0.9, true)).toEqualTypeOf<tf.MomentumOptimizer>();
    expectTypeOf(factories.rmsprop).parameter(0).toEqualTypeOf<number | Schedule>();
    expectTypeOf(factories.adam).toBeCallableWith();
    expectTypeOf(factories.adagrad(new CosineDecay({ initialLearningRate: 0.1, decaySteps: 10 }), 0.2)).toEqualTypeOf<
      ReturnType<typeof tf.train.adagrad>
    >();
    const wrong = () => {
      // @ts-expect-error: momentum needs its second argument.
      factories.momentum(0.1);
      // @ts-expect-error: sgd needs a rate.
      factories.sgd();
      // @ts-expect-error: a rate is no text.
      factories.adam('0.1');
    };
    expect(wrong).toThrow();
  });

  test('passes the other arguments on, and a number as it is', () => {
    const optimizer = factories.momentum(schedule, 0.75, true);
    expect(optimizer.getConfig()).toEqual({ learningRate: 0, momentum: 0.75, useNesterov: true });
    expect([lastLearningRate(optimizer), nextLearningRate(optimizer)]).toEqual([null, schedule(0)]);
    const constant = factories.rmsprop(0.25, 0.5);
    expect(constant.getConfig()).toMatchObject({ learningRate: 0.25, decay: 0.5 });
    expect(Object.hasOwn(constant, 'applyGradients')).toBe(false);
    expect(factories.adadelta().getConfig()).toEqual(tf.train.adadelta().getConfig());
  });

  test('refuses anything but tf.train', () => {
    expect(() => withSchedules(tf as never)).toThrow(
      new TypeError('withSchedules: train must be tf.train, with all its factories; it has no sgd.'),
    );
    expect(() => withSchedules(undefined as never)).toThrow(TypeError);
  });
});

describe('startStep', () => {
  const schedule = new CosineDecay({ initialLearningRate: 0.1, decaySteps: 10 });
  const update = (optimizer: tf.Optimizer) => optimizer.applyGradients({});

  test('is the step of the next update, whatever the optimizer has counted', () => {
    const optimizer = tf.train.sgd(1);
    for (let i = 0; i < 13; i++) update(optimizer);
    follow(optimizer, schedule, { startStep: 3 });
    expect(nextLearningRate(optimizer)).toBe(schedule(3));
    update(optimizer);
    expect(lastLearningRate(optimizer)).toBe(schedule(3));
    expect(nextLearningRate(optimizer)).toBe(schedule(4));
    expect(() => follow(optimizer, schedule, { startStep: -1 })).toThrow(RangeError);
    expect(() => follow(optimizer, schedule, { startStep: '1' as never })).toThrow(TypeError);
  });

  test('a schedule that is over is told, with the mend', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const optimizer = tf.train.sgd(1);
    for (let i = 0; i < 13; i++) update(optimizer);
    follow(optimizer, schedule);
    expect(warn).toHaveBeenCalledWith(expect.stringMatching(/over at step 10, .* 13 updates .* startStep: 0/));
    warn.mockClear();
    follow(optimizer, schedule, { startStep: 13 });
    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
  });
});
