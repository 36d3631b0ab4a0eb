import * as tf from '@tensorflow/tfjs';
import { findLearningRate, follow, lastLearningRate, nextLearningRate, reduceOnPlateau } from 'lr-schedules/tfjs';
import { describe, expect, test } from 'vitest';
import { batchSize, inputs, kinds, makeModel, schedule, targets, weightsOf } from './training.js';

/** The model's loss on all examples, and an update of it. */
function makeStep(model: tf.LayersModel) {
  const [xs, ys] = [inputs(), targets()];
  return () => model.trainOnBatch(xs, ys) as Promise<number>;
}

describe.each(kinds)('findLearningRate with %s', (_kind, make) => {
  test('puts back weights, state, schedule and memory, to the bit', async () => {
    for (const momentum of ['tfjs', 'keras'] as const) {
      const [tested, control] = [0, 1].map(() => makeModel(follow(make(tf.train, 0.5), schedule, { momentum }))) as [
        tf.Sequential,
        tf.Sequential,
      ];
      const [step, controlStep] = [makeStep(tested), makeStep(control)];
      for (let i = 0; i < 5; i++) await Promise.all([step(), controlStep()]);
      const weights = weightsOf(tested);
      const tensors = tf.memory().numTensors;
      const { rates } = await findLearningRate(tested.optimizer, step, { steps: 20 });
      expect(rates.length).toBeGreaterThan(5);
      expect(tf.memory().numTensors).toBe(tensors);
      expect(weightsOf(tested)).toEqual(weights);
      expect(tested.optimizer.iterations).toBe(5);
      expect(lastLearningRate(tested.optimizer)).toBe(schedule(4));
      expect(nextLearningRate(tested.optimizer)).toBe(schedule(5));
      for (let i = 0; i < 5; i++) await Promise.all([step(), controlStep()]);
      expect(weightsOf(tested)).toEqual(weightsOf(control));
    }
  });

  test('leaves a new optimizer as it was, without a schedule', async () => {
    const model = makeModel(make(tf.train, 0.02));
    const step = makeStep(model);
    const tensors = tf.memory().numTensors;
    await findLearningRate(model.optimizer, step, { steps: 10 });
    expect(tf.memory().numTensors).toBe(tensors);
    expect(Object.hasOwn(model.optimizer, 'applyGradients')).toBe(false);
    expect([model.optimizer.iterations, lastLearningRate(model.optimizer)]).toEqual([0, 0.02]);
    const control = makeModel(make(tf.train, 0.02));
    await step();
    await makeStep(control)();
    expect(weightsOf(model)).toEqual(weightsOf(control));
  });
});

describe('findLearningRate', () => {
  // Gradient descent on w² converges up to a rate of 1, best at 0.5.
  function parabola() {
    const weight = tf.variable(tf.scalar(1));
    const optimizer = tf.train.sgd(0.1);
    const step = () => optimizer.minimize(() => weight.square() as tf.Scalar, true, [weight]) as tf.Scalar;
    return { weight, optimizer, step };
  }

  test('refuses a second range test at the same time, which would put back what the first one left half-way', async () => {
    const { optimizer, step, weight } = parabola();
    const [first, second] = await Promise.allSettled([
      findLearningRate(optimizer, step, { steps: 10 }),
      findLearningRate(optimizer, step, { steps: 10 }),
    ]);
    expect(first.status).toBe('fulfilled');
    expect(second).toMatchObject({
      status: 'rejected',
      reason: new TypeError(
        'findLearningRate: there must be no other range test at the same time, since each puts back all variables: await the first.',
      ),
    });
    expect([nextLearningRate(optimizer), weight.dataSync()[0]]).toEqual([0.1, 1]);
    // One that fails is over, too.
    await expect(findLearningRate(optimizer, () => Number.NaN as never)).rejects.toThrow('must make an update');
    await findLearningRate(optimizer, step, { steps: 10 });
  });

  test('tests the rates themselves, whatever reduceOnPlateau makes of those of a schedule', async () => {
    const { optimizer, step } = parabola();
    follow(optimizer, () => 0.4);
    reduceOnPlateau(optimizer, { state: { scale: 0.5, best: 1, wait: 0, cooldown: 0 } });
    const seen: (number | null)[] = [];
    await findLearningRate(
      optimizer,
      () => {
        const loss = step();
        seen.push(lastLearningRate(optimizer));
        return loss;
      },
      { from: 0.001, to: 0.01, steps: 2 },
    );
    expect(seen).toEqual([0.001, 0.01]);
    expect(nextLearningRate(optimizer)).toBe(0.2);
  });

  test('raises the rate by equal factors, and stops when the loss diverges', async () => {
    const { optimizer, step, weight } = parabola();
    const { rates, losses } = await findLearningRate(optimizer, step, { from: 0.001, to: 1000, steps: 61 });
    rates.forEach((rate, i) => void expect(rate / (0.001 * 10 ** (i / 10))).toBeCloseTo(1, 12));
    expect(losses).toHaveLength(rates.length);
    expect(losses[0]).toBe(1);
    expect(rates.length).toBeLessThan(61);
    expect(rates.at(-1)).toBeGreaterThan(1);
    expect(weight.dataSync()[0]).toBe(1);
  });

  test('suggests a rate that trains, and none if the loss never falls', async () => {
    const { optimizer, step } = parabola();
    const { suggestion } = await findLearningRate(optimizer, step);
    expect(suggestion).toBeGreaterThan(0.05);
    expect(suggestion).toBeLessThan(1);
    const rising = parabola();
    const worse = async () => {
      const loss = rising.step();
      loss.dispose();
      return rising.optimizer.iterations;
    };
    expect((await findLearningRate(rising.optimizer, worse)).suggestion).toBe(null);
  });

  test('trains a model better than rates far from the suggestion', async () => {
    const lossAfter = async (rate: number) => {
      const model = makeModel(tf.train.adam(rate));
      const { history } = await model.fit(inputs(), targets(), { batchSize, epochs: 20, verbose: 0, shuffle: false });
      return history['loss']?.at(-1) as number;
    };
    const model = makeModel(tf.train.adam());
    const { suggestion } = await findLearningRate(model.optimizer, makeStep(model));
    expect(await lossAfter(suggestion as number)).toBeLessThan(await lossAfter((suggestion as number) / 30));
    expect(await lossAfter(suggestion as number)).toBeLessThan(await lossAfter((suggestion as number) * 30));
  });

  test('takes losses below zero, and the list of trainOnBatch with metrics', async () => {
    const { optimizer, step } = parabola();
    const below = async () => {
      const loss = step();
      const [value] = await loss.data();
      loss.dispose();
      return (value as number) - 10;
    };
    const { rates, suggestion } = await findLearningRate(optimizer, below);
    expect(rates.length).toBeGreaterThan(80);
    expect(suggestion).toBeGreaterThan(0.05);
    const model = makeModel('sgd');
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError', metrics: ['mae'] });
    const [xs, ys] = [inputs(), targets()];
    const { losses } = await findLearningRate(model.optimizer, () => model.trainOnBatch(xs, ys), { steps: 3 });
    expect(losses).toHaveLength(3);
  });

  test('puts everything back when trainStep throws', async () => {
    const { optimizer, step, weight } = parabola();
    const failing = (i: number) => {
      if (i === 3) throw new Error('no more data');
      return step();
    };
    await expect(findLearningRate(optimizer, failing)).rejects.toThrow('no more data');
    expect([weight.dataSync()[0], optimizer.iterations, lastLearningRate(optimizer)]).toEqual([1, 0, 0.1]);
  });

  test('refuses what cannot be tested', async () => {
    const { optimizer, step } = parabola();
    const refused: [unknown, unknown, object, new () => Error, string][] = [
      [{}, step, {}, TypeError, 'findLearningRate: optimizer must be'],
      [optimizer, 0.1, {}, TypeError, 'findLearningRate: trainStep must be a function'],
      [optimizer, step, { steps: 1 }, RangeError, 'findLearningRate: steps must be a whole number of at least 2'],
      [optimizer, step, { from: 0 }, RangeError, 'findLearningRate: from must be a positive number, received 0.'],
      [optimizer, step, { from: 1, to: 1 }, RangeError, 'findLearningRate: to must be above from, which is 1'],
      [optimizer, step, { step: 5 }, TypeError, 'did you mean steps?'],
      [optimizer, () => 1, {}, TypeError, 'findLearningRate: trainStep must make an update'],
      [optimizer, () => void step(), {}, TypeError, 'findLearningRate: trainStep must return the loss'],
    ];
    for (const [o, s, options, kind, message] of refused) {
      const failure = findLearningRate(o as typeof optimizer, s as typeof step, options);
      await expect(failure).rejects.toThrow(kind);
      await expect(failure).rejects.toThrow(message);
    }
  });
});
