import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import { CosineDecay } from 'lr-schedules';
import {
  follow,
  nextLearningRate,
  type ReduceOnPlateauOptions,
  reduceOnPlateau,
  saveSchedule,
  setLearningRate,
  unfollow,
} from 'lr-schedules/tfjs';
import { describe, expect, test } from 'vitest';
import { makeModel } from './training.js';

interface Case {
  readonly options: {
    patience: number;
    factor?: number;
    cooldown?: number;
    min_lr?: number;
    min_delta?: number;
    mode?: 'max';
    monitor?: string;
  };
  readonly values: number[];
  readonly rates: number[];
}
const cases: Case[] = JSON.parse(
  readFileSync(new URL('../golden/keras-training.json', import.meta.url), 'utf8'),
).plateau;

function camelCased({ min_lr, min_delta, ...rest }: Case['options']): ReduceOnPlateauOptions {
  return {
    ...rest,
    ...(min_lr !== undefined && { minLr: min_lr }),
    ...(min_delta !== undefined && { minDelta: min_delta }),
  };
}

/** The rate before each epoch, and after the last. */
function ratesOf(optimizer: tf.Optimizer, { options, values }: Case, state?: ReduceOnPlateauOptions['state']) {
  const plateau = reduceOnPlateau(optimizer, { ...camelCased(options), ...(state && { state }) });
  const rates = [nextLearningRate(optimizer)];
  values.forEach((value, epoch) => {
    plateau.onEpochEnd(epoch, { [options.monitor ?? 'val_loss']: value });
    rates.push(nextLearningRate(optimizer));
  });
  return { rates, plateau };
}

// Keras keeps the rate as float32.
const expectClose = (rates: number[], expected: number[]) =>
  expect(rates.map((rate, i) => rate / (expected[i] as number))).toEqual(expected.map(() => expect.closeTo(1, 5)));

describe.each(cases.map((one) => [JSON.stringify(one.options), one] as const))('as Keras with %s', (_name, one) => {
  test('a constant rate', () => {
    expectClose(ratesOf(tf.train.adam(0.1), one).rates, one.rates);
    expectClose(ratesOf(tf.train.sgd(0.1), one).rates, one.rates);
  });

  test('a schedule that is constant', () => {
    expectClose(
      ratesOf(
        follow(tf.train.adam(9), () => 0.1),
        one,
      ).rates,
      one.rates,
    );
  });

  test('going on from a saved state at any epoch', () => {
    for (let epoch = 0; epoch <= one.values.length; epoch++) {
      const constant = tf.train.adam(0.1);
      const followed = follow(tf.train.adam(9), () => 0.1);
      for (const optimizer of [constant, followed]) {
        const first = ratesOf(optimizer, { ...one, values: one.values.slice(0, epoch) });
        const state = JSON.parse(JSON.stringify(first.plateau));
        // A loaded optimizer has the rate it was saved with, and its schedule has to be followed again.
        const loaded = tf.train.adam(nextLearningRate(optimizer));
        if (optimizer === followed) follow(loaded, () => 0.1);
        const second = ratesOf(loaded, { ...one, values: one.values.slice(epoch) }, state);
        expectClose([...first.rates, ...second.rates.slice(1)], one.rates);
      }
    }
  });
});

describe('reduceOnPlateau', () => {
  test('multiplies a schedule that goes on, and keeps out of the way below minLr', () => {
    const optimizer = follow(tf.train.sgd(9), (step) => 0.5 ** step, { momentum: 'keras' });
    const plateau = reduceOnPlateau(optimizer, { patience: 1, factor: 0.25, minLr: 0.1 });
    const weight = tf.variable(tf.scalar(1));
    const rates = [1, 1, 1, 1, 1, 1, 1].map((loss, epoch) => {
      const rate = nextLearningRate(optimizer);
      optimizer.minimize(() => weight.square() as tf.Scalar, false, [weight]);
      plateau.onEpochEnd(epoch, { val_loss: loss });
      return rate;
    });
    expect(rates).toEqual([1, 0.5, 0.1, 0.1, 0.0625, 0.03125, 0.015625]);
  });

  test('in fit, with validation data', async () => {
    const model = makeModel(follow(tf.train.sgd(9), () => 0.001));
    const [xs, ys] = [tf.ones([4, 3]), tf.ones([4, 1])];
    const seen: number[] = [];
    const callbacks = [
      reduceOnPlateau(model.optimizer, { patience: 1, minDelta: 1e6, factor: 0.5 }),
      { onEpochEnd: () => void seen.push(nextLearningRate(model.optimizer)) },
    ];
    await model.fit(xs, ys, { epochs: 4, verbose: 0, validationData: [xs, ys], callbacks });
    expect(seen).toEqual([0.001, 0.0005, 0.00025, 0.000125]);
    const again = reduceOnPlateau(model.optimizer, { monitor: 'loss', patience: 1, minDelta: 1e6, factor: 0.5 });
    await model.fit(xs, ys, { epochs: 2, verbose: 0, callbacks: again });
    expect(nextLearningRate(model.optimizer)).toBe(0.0000625);
  });

  test('counts NaN as no improvement', () => {
    const { rates } = ratesOf(tf.train.sgd(0.1), {
      options: { patience: 2 },
      values: [NaN, NaN, 3, NaN, NaN],
      rates: [],
    });
    expectClose(rates, [0.1, 0.1, 0.01, 0.01, 0.01, 0.001]);
  });

  test('knows losses and accuracies, and asks for the mode of others', () => {
    const optimizer = tf.train.sgd(0.1);
    const improves = (monitor: string, value: number) => {
      const plateau = reduceOnPlateau(optimizer, { monitor, patience: 5 });
      plateau.onEpochEnd(0, { [monitor]: 0.5 });
      plateau.onEpochEnd(1, { [monitor]: value });
      return plateau.toJSON().wait === 0;
    };
    for (const monitor of ['loss', 'val_loss', 'mse', 'val_mae', 'meanAbsoluteError', 'val_categoricalCrossentropy']) {
      expect([improves(monitor, 0.4), improves(monitor, 0.6)]).toEqual([true, false]);
    }
    for (const monitor of ['acc', 'val_acc', 'binaryAccuracy', 'val_precision', 'recall', 'auc']) {
      expect([improves(monitor, 0.4), improves(monitor, 0.6)]).toEqual([false, true]);
    }
    expect(() => reduceOnPlateau(optimizer, { monitor: 'val_r2Score' })).toThrow(
      new RangeError(
        "reduceOnPlateau: mode must be 'min' or 'max' where the monitored quantity is neither a loss nor an accuracy, received 'auto' with val_r2Score.",
      ),
    );
    reduceOnPlateau(optimizer, { monitor: 'val_r2Score', mode: 'max' });
  });

  test('refuses wrong options, wrong states, and logs without the quantity', () => {
    const optimizer = tf.train.sgd(0.1);
    const refused: [object, new () => Error, string][] = [
      [
        { factor: 1 },
        RangeError,
        'reduceOnPlateau: factor must be a number of at least 0 and less than 1, received 1.',
      ],
      [{ mode: 'least' }, TypeError, "reduceOnPlateau: mode must be 'auto' or 'min' or 'max', received \"least\"."],
      [{ min_lr: 1 }, TypeError, 'did you mean minLr?'],
      [{ patience: -1 }, RangeError, 'reduceOnPlateau: patience must be a number of at least 0, received -1.'],
      [{ state: { scale: Number.NaN } }, RangeError, 'reduceOnPlateau: state: scale must be a number of at least 0'],
      [{ state: { lr: 1 } }, TypeError, 'reduceOnPlateau: state has no option "lr"'],
    ];
    for (const [options, kind, message] of refused) {
      expect(() => reduceOnPlateau(optimizer, options)).toThrow(kind);
      expect(() => reduceOnPlateau(optimizer, options)).toThrow(message);
    }
    expect(() => reduceOnPlateau({} as tf.Optimizer)).toThrow(/^reduceOnPlateau: optimizer must be/);
    expect(() => reduceOnPlateau(optimizer).onEpochEnd(0, { loss: 1, acc: 0.5 })).toThrow(
      new TypeError(
        'reduceOnPlateau: monitor must be one of the logs of this fit (loss, acc), received val_loss; those that begin with val_ need validationData or validationSplit.',
      ),
    );
  });
});

describe('with what comes after it', () => {
  const reduced = { scale: 0.5, best: 0.1, wait: 0, cooldown: 0 };

  test('it multiplies the schedule that is followed next, too, until unfollow', () => {
    const optimizer = tf.train.sgd(0.1);
    follow(optimizer, () => 0.4);
    const plateau = reduceOnPlateau(optimizer, { patience: 1, factor: 0.5, state: reduced });
    expect(nextLearningRate(optimizer)).toBe(0.2);
    follow(optimizer, () => 0.8);
    expect(nextLearningRate(optimizer)).toBe(0.4);
    plateau.onEpochEnd(0, { val_loss: 1 });
    expect(nextLearningRate(optimizer)).toBe(0.2);
    unfollow(optimizer);
    follow(optimizer, () => 0.8);
    expect(nextLearningRate(optimizer)).toBe(0.8);
  });

  test('one that was made before any schedule multiplies it', () => {
    const optimizer = tf.train.sgd(0.1);
    const plateau = reduceOnPlateau(optimizer, { patience: 1, factor: 0.5 });
    follow(optimizer, () => 0.4);
    plateau.onEpochEnd(0, { val_loss: 1 });
    plateau.onEpochEnd(1, { val_loss: 1 });
    expect(nextLearningRate(optimizer)).toBe(0.2);
  });

  test('another callback for the same quantity takes its place, one for another joins it', () => {
    const optimizer = tf.train.sgd(0.1);
    follow(optimizer, () => 0.4);
    reduceOnPlateau(optimizer, { state: reduced });
    reduceOnPlateau(optimizer, { state: reduced });
    expect(nextLearningRate(optimizer)).toBe(0.2);
    reduceOnPlateau(optimizer, { monitor: 'val_acc', state: reduced });
    expect(nextLearningRate(optimizer)).toBe(0.1);
  });

  test('momentum goes on with the rate', () => {
    const optimizer = tf.train.momentum(0.1, 0.9);
    follow(optimizer, { learningRate: () => 0.4, momentum: () => 0.5 });
    reduceOnPlateau(optimizer, { state: reduced });
    const weight = tf.variable(tf.scalar(1));
    optimizer.minimize(() => weight.square() as tf.Scalar, false, [weight]);
    expect((optimizer as unknown as { momentum: number }).momentum).toBe(0.5);
  });

  test('saveSchedule saves the schedule', () => {
    const model = makeModel(follow(tf.train.sgd(0.1), new CosineDecay({ initialLearningRate: 0.4, decaySteps: 10 })));
    reduceOnPlateau(model.optimizer, { state: reduced });
    saveSchedule(model);
    expect(model.getUserDefinedMetadata()).toMatchObject({ lrSchedule: { class_name: 'CosineDecay' } });
  });

  test('a constant rate is still set by hand', () => {
    const optimizer = tf.train.sgd(0.1);
    reduceOnPlateau(optimizer, { state: reduced });
    setLearningRate(optimizer, 0.3);
    expect(nextLearningRate(optimizer)).toBe(0.3);
  });
});
