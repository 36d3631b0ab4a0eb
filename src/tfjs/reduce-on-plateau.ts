import { type Optional, type Read, readOptions } from '../option-types.js';
import type { OptionTable } from '../options.js';
import { adjust, followingOf } from './follow.js';
import { nextLearningRate, setLearningRate } from './learning-rate.js';
import type { EpochCallback } from './log-learning-rate.js';
import { type OptimizerLike, requireOptimizer } from './optimizer.js';

/** What a plateau callback remembers from epoch to epoch: plain JSON, to be saved beside the model. */
const stateTable = {
  /** What the schedule is multiplied by now. */
  scale: { is: 'number', atLeast: 0, default: 1 },
  /** Best value of the monitored quantity so far; null before the first. */
  best: { is: 'number', default: null },
  /** Epochs since the last improvement. */
  wait: { is: 'number', atLeast: 0, default: 0 },
  /** Epochs that the pause after a reduction still lasts. */
  cooldown: { is: 'number', atLeast: 0, default: 0 },
} as const satisfies OptionTable;

/** What {@link reduceOnPlateau} remembers from epoch to epoch. */
export interface PlateauState extends Read<typeof stateTable> {}

const table = {
  /** Name in the epoch's logs of the quantity that must improve. Default `'val_loss'`. */
  monitor: { is: 'text', default: 'val_loss' },
  /** What a reduction multiplies the rate by, from 0 to below 1. Default 0.1. */
  factor: { is: 'fraction', atLeast: 0, below: 1, default: 0.1 },
  /** Epochs without improvement before a reduction. Default 10. */
  patience: { is: 'number', atLeast: 0, default: 10 },
  /** Whether less or more is better; `'auto'` knows it for losses, errors and accuracies. Default `'auto'`. */
  mode: { is: 'choice', of: ['auto', 'min', 'max'], default: 'auto' },
  /** The least change that counts as an improvement, in the unit of the quantity. Default 0.0001. */
  minDelta: { is: 'number', default: 1e-4 },
  /** Epochs after a reduction in which none are counted. Default 0. */
  cooldown: { is: 'number', atLeast: 0, default: 0 },
  /** The rate that reductions do not go below; a schedule does, where it is lower by itself. Default 0. */
  minLr: { is: 'rate', atLeast: 0, default: 0 },
  /** A saved state, to go on from. Default: from the beginning. */
  state: {
    is: 'other',
    default: {},
    requires: 'an object',
    check: (value: unknown): value is Partial<PlateauState> => typeof value === 'object' && value !== null,
  },
} as const satisfies OptionTable;

export interface ReduceOnPlateauOptions extends Optional<typeof table> {}

export interface ReduceOnPlateau extends EpochCallback {
  /** The state after the last epoch, so that `JSON.stringify(callback)` saves it. */
  toJSON(): PlateauState;
}

/**
 * A callback of `fit` that lowers the learning rate when a monitored quantity stops improving, as Keras's
 * `ReduceLROnPlateau`. If the optimizer follows a schedule, the schedule is multiplied; else the constant rate is.
 *
 * It lasts whatever the optimizer follows next, until `unfollow`, or another callback for the same quantity takes its
 * place. `saveSchedule` saves the schedule itself. Unlike in Keras, its memory goes on from one `fit` to the next. To resume a saved training,
 * follow the schedule again, and pass what was saved as `state`.
 *
 * ```ts
 * follow(model.optimizer, schedule);
 * const plateau = reduceOnPlateau(model.optimizer, { patience: 3 });
 * await model.fit(xs, ys, { epochs: 50, validationSplit: 0.2, callbacks: plateau });
 * const saved = JSON.stringify(plateau);
 *
 * follow(loaded.optimizer, schedule);
 * reduceOnPlateau(loaded.optimizer, { patience: 3, state: JSON.parse(saved) });
 * ```
 *
 * @throws {TypeError} if `optimizer` is not one, or an option is unknown or of the wrong kind; and at the end of an
 * epoch whose logs do not have the quantity. @throws {RangeError} for an option out of range, and where `'auto'` does
 * not know whether less or more is better.
 */
export function reduceOnPlateau(optimizer: OptimizerLike, options: ReduceOnPlateauOptions = {}): ReduceOnPlateau {
  requireOptimizer('reduceOnPlateau', optimizer);
  const checked = readOptions('reduceOnPlateau', table, options);
  const { monitor, factor, patience, minDelta, minLr } = checked;
  const sign = directionOf(monitor, checked.mode) === 'min' ? 1 : -1;
  let { scale, best, wait, cooldown } = readOptions('reduceOnPlateau: state', stateTable, checked.state);

  adjust(optimizer, `plateau of ${monitor}`, (rate) => (rate > minLr ? Math.max(rate * scale, minLr) : rate));

  /** Whether there was anything left to reduce. */
  function reduce(): boolean {
    const rate = nextLearningRate(optimizer);
    if (rate <= minLr) return false;
    if (followingOf(optimizer)) scale *= factor;
    else setLearningRate(optimizer, Math.max(rate * factor, minLr));
    return true;
  }

  return {
    onEpochEnd(_epoch, logs = {}) {
      const value = logs[monitor];
      if (typeof value !== 'number') {
        throw new TypeError(
          `reduceOnPlateau: monitor must be one of the logs of this fit (${Object.keys(logs).join(', ')}), received ${monitor}; those that begin with val_ need validationData or validationSplit.`,
        );
      }
      if (cooldown > 0) {
        cooldown -= 1;
        wait = 0;
      }
      // NaN is no improvement, not even on nothing: it would be the best for ever.
      if (best === null ? !Number.isNaN(value) : sign * (best - value) > Math.abs(minDelta)) {
        best = value;
        wait = 0;
      } else if (cooldown === 0) {
        wait += 1;
        if (wait >= patience && reduce()) {
          cooldown = checked.cooldown;
          wait = 0;
        }
      }
    },
    toJSON: () => ({ scale, best, wait, cooldown }),
  };
}

function directionOf(monitor: string, given: 'auto' | 'min' | 'max'): 'min' | 'max' {
  if (given !== 'auto') return given;
  if (/loss|error|entropy|divergence|^(val_)?(mse|mae|mape)$/i.test(monitor)) return 'min';
  if (/acc|auc|precision|recall/i.test(monitor)) return 'max';
  throw new RangeError(
    `reduceOnPlateau: mode must be 'min' or 'max' where the monitored quantity is neither a loss nor an accuracy, received 'auto' with ${monitor}.`,
  );
}
