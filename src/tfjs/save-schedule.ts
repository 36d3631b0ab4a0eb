import { show } from '../errors.js';
import type { ScheduleClass } from '../schedule.js';
import { deserialize } from '../serialization.js';
import { follow, followingOf } from './follow.js';
import { hasKerasEpsilon, withKerasEpsilon } from './keras-epsilon.js';
import { type KerasUpdate, kerasUpdateOf, readKerasUpdate, withKerasUpdate } from './keras-update.js';
import type { OptimizerLike } from './optimizer.js';

/** A `tf.LayersModel` or `tf.Sequential`. */
export interface ModelLike {
  readonly optimizer: OptimizerLike;
  getUserDefinedMetadata(): object | undefined;
  setUserDefinedMetadata(metadata: object): void;
}

/** How an optimizer follows, where it is not as TensorFlow.js would. */
interface SavedOptions {
  readonly momentum?: 'keras';
  readonly epsilon?: 'keras';
  /** How far the schedule's steps are ahead of the optimizer's count. */
  readonly ahead?: number;
  readonly update?: KerasUpdate;
}

/** What is put into a model's metadata. */
interface Metadata {
  readonly lrSchedule?: unknown;
  readonly lrOptions?: SavedOptions;
  /** Schedules of other parameters than the rate, by their names. */
  readonly lrOthers?: Readonly<Record<string, unknown>>;
}

/**
 * Puts the schedule that a model's optimizer follows into the model's metadata, so that saving the model saves it.
 * TensorFlow.js alone loads such a file as any other; `followSaved` takes the schedule up again.
 *
 * ```ts
 * follow(model.optimizer, new CosineDecay({ initialLearningRate: 0.1, decaySteps: 1000 }));
 * saveSchedule(model);
 * await model.save('indexeddb://digits', { includeOptimizer: true });
 *
 * const loaded = await tf.loadLayersModel('indexeddb://digits');
 * followSaved(loaded);
 * ```
 *
 * The schedule is that of now: call it again after following another. The key in the metadata is `lrSchedule`, and
 * `lrOthers` for those of other parameters.
 *
 * @returns the model.
 * @throws {TypeError} if the model's optimizer follows no schedule, or one that cannot be saved: a plain function.
 */
export function saveSchedule<M extends ModelLike>(model: M): M {
  requireModel('saveSchedule', model);
  const following = followingOf(model.optimizer);
  if (!following)
    throw new TypeError(
      "saveSchedule: the model's optimizer must follow a schedule; call follow(model.optimizer, schedule) first.",
    );
  const { schedule, others } = following;
  for (const [name, one] of Object.entries({ schedule, ...others })) {
    if (typeof (one as { toJSON?: unknown }).toJSON !== 'function') {
      const what = name === 'schedule' ? name : `schedule of ${name}`;
      throw new TypeError(
        `saveSchedule: the ${what} must be one that can be saved, a LearningRateSchedule, received a function.`,
      );
    }
  }
  const update = kerasUpdateOf(model.optimizer);
  const options: SavedOptions = {
    ...(following.momentum === 'keras' && { momentum: 'keras' }),
    ...(hasKerasEpsilon(model.optimizer) && { epsilon: 'keras' }),
    ...(following.ahead !== 0 && { ahead: following.ahead }),
    ...(update && Object.keys(update).length > 0 && { update }),
  };
  // A copy, because TensorFlow.js takes plain JSON alone.
  const saved = JSON.parse(
    JSON.stringify({
      lrSchedule: schedule,
      lrOptions: options,
      ...(Object.keys(others).length > 0 && { lrOthers: others }),
    }),
  );
  const { lrOthers: _, ...metadata } = (model.getUserDefinedMetadata() ?? {}) as Metadata;
  model.setUserDefinedMetadata({ ...metadata, ...saved });
  return model;
}

/**
 * Follows the schedule that a loaded model was saved with, at the iteration it was saved at: what `saveSchedule` put
 * there. Other metadata is left alone.
 *
 * ```ts
 * const model = await tf.loadLayersModel('indexeddb://digits');
 * followSaved(model);
 * await model.fit(xs, ys);
 * ```
 *
 * @returns the model.
 * @throws {TypeError} if the model was saved without a schedule, or without its optimizer; and @throws {RangeError} as
 * `deserialize`, for one that is broken.
 */
export function followSaved<M extends ModelLike>(
  model: M,
  { customObjects = {} }: { readonly customObjects?: Readonly<Record<string, ScheduleClass>> } = {},
): M {
  requireModel('followSaved', model);
  const { lrSchedule, lrOptions, lrOthers } = (model.getUserDefinedMetadata() ?? {}) as Metadata;
  if (lrSchedule === undefined) {
    throw new TypeError(
      'followSaved: the model must have been saved with its schedule; call saveSchedule(model) before model.save.',
    );
  }
  if (!model.optimizer) {
    throw new TypeError(
      'followSaved: the model must have been saved with its optimizer: model.save(url, { includeOptimizer: true }).',
    );
  }
  const learningRate = deserialize(lrSchedule, { customObjects });
  const others = Object.entries(lrOthers ?? {}).map(([name, saved]) => [name, deserialize(saved, { customObjects })]);
  const { beta2 } = model.optimizer as { beta2?: unknown };
  if (lrOptions?.epsilon === 'keras' && typeof beta2 === 'number') withKerasEpsilon(model.optimizer, beta2, 0);
  const ahead = Number.isSafeInteger(lrOptions?.ahead) ? (lrOptions?.ahead as number) : 0;
  follow(
    model.optimizer,
    { ...Object.fromEntries(others), learningRate },
    {
      momentum: lrOptions?.momentum === 'keras' ? 'keras' : 'tfjs',
      startStep: Math.max(0, model.optimizer.iterations + ahead),
    },
  );
  withKerasUpdate(model.optimizer, readKerasUpdate(lrOptions?.update), []);
  return model;
}

function requireModel(caller: string, model: unknown): asserts model is ModelLike {
  if (typeof (model as Partial<ModelLike> | null)?.setUserDefinedMetadata !== 'function') {
    throw new TypeError(`${caller}: model must be a tf.LayersModel, received ${show(model)}.`);
  }
}
