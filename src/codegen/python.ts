import { type Needed, type Optional, readOptions } from '../option-types.js';
import type { OptionTable } from '../options.js';
import type { LearningRateSchedule } from '../schedule.js';
import { checkSchedule } from './formula.js';
import { checkedName } from './identifier.js';
import { BUILT_IN } from './python-source.js';
import { type PythonTargetName, pythonTargets } from './python-targets.js';

const table = {
  /** The framework that the source is for. */
  target: { is: 'choice', of: Object.keys(pythonTargets) as readonly PythonTargetName[] },
  /** What the source defines. Default `'learning_rate'`. */
  functionName: { is: 'text', default: 'learning_rate' },
} as const satisfies OptionTable;

export interface ToPythonOptions extends Needed<typeof table>, Optional<typeof table> {}

/** Modules, functions and classes that the source refers to. */
const USED = [...BUILT_IN, ...Object.values(pythonTargets).flatMap(({ imports }) => Object.keys(imports))];

/**
 * The schedule as Python source that defines `functionName`, ready to run:
 *
 * - `'keras'`: a Keras 3 schedule object, for an optimizer's `learning_rate`
 * - `'optax'`: a function of the count of updates, for `jax.jit` too
 * - `'torch'`: a function of the optimizer that sets its `lr` and returns the scheduler
 * - `'transformers'`: the same with the scheduler of `get_scheduler`, for `Trainer`'s `optimizers`
 * - `'timm'`: the same with a scheduler of timm's, of which `step_update` takes the number of updates done
 * - `'numpy'`: a function of the step, or of an array of steps
 *
 * Where the framework has the schedule itself, its own constructor is printed, else the formula. A schedule made by one of
 * the framework's functions here, such as `oneCycleLR`, is printed as that call, and does past its end what the framework
 * does. Transformers and timm take no formula: what they do not have is refused. Steps are counted from 0.
 *
 * ```ts
 * const schedule = new CosineDecay({ initialLearningRate: 0.1, decaySteps: 1000 });
 * toPython(schedule, { target: 'optax' }).split('\n')[2];
 * // 'learning_rate = optax.cosine_decay_schedule(init_value=0.1, decay_steps=1000)'
 * ```
 *
 * @throws {TypeError} for anything but a schedule whose formula keeps to its arithmetic, and for an option that is missing,
 * unknown or of the wrong type. @throws {RangeError} for a `functionName` that is no free identifier, and for a schedule
 * that Transformers or timm does not have.
 */
export function toPython(schedule: LearningRateSchedule, options: ToPythonOptions): string {
  checkSchedule('toPython', schedule);
  const { target, functionName } = readOptions('toPython', table, options);
  const name = checkedName('toPython', functionName, 'learning_rate', 'python', USED);
  return pythonTargets[target].write(schedule, name);
}
