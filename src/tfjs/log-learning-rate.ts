import { lastLearningRate } from './learning-rate.js';
import { type OptimizerLike, requireOptimizer } from './optimizer.js';

/** A callback of `model.fit` and `model.fitDataset`: one of `tf.CustomCallbackArgs`. */
export interface EpochCallback {
  onEpochEnd(epoch: number, logs?: Record<string, number>): void;
}

export interface LogLearningRateOptions {
  /** Name of the rate in the logs and the history. Default `'lr'`. */
  readonly name?: string;
}

/**
 * A callback of `fit` that writes each epoch's last learning rate into the logs, and so into `history.history.lr`.
 *
 * ```ts
 * const { history } = await model.fit(xs, ys, { epochs: 10, callbacks: logLearningRate(model.optimizer) });
 * history.lr; // ten rates
 * ```
 *
 * TensorFlow.js takes plain callbacks like this one together or class instances together, but not both: beside one like
 * `tf.callbacks.earlyStopping()`, pass `new tf.CustomCallback(logLearningRate(model.optimizer))`.
 *
 * @throws {TypeError} if `optimizer` is not one.
 */
export function logLearningRate(optimizer: OptimizerLike, options: LogLearningRateOptions = {}): EpochCallback {
  requireOptimizer('logLearningRate', optimizer);
  const { name = 'lr' } = options;
  return {
    onEpochEnd(_epoch, logs) {
      const rate = lastLearningRate(optimizer);
      if (logs && rate !== null) logs[name] = rate;
    },
  };
}
