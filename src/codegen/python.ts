import { type Needed, type Optional, readOptions } from '../option-types.js';
import type { OptionTable } from '../options.js';
import type { LearningRateSchedule } from '../schedule.js';
import { checkSchedule } from './formula.js';
import { checkedName } from './identifier.js';
import { toKeras } from './keras.js';
import { toNumpy } from './numpy.js';
import { toOptax } from './optax.js';
import { toTorch } from './torch.js';

const table = {
  /** The framework that the source is for. */
  target: { is: 'choice', of: ['keras', 'optax', 'torch', 'numpy'] },
  /** What the source defines. Default `'learning_rate'`. */
  functionName: { is: 'text', default: 'learning_rate' },
} as const satisfies OptionTable;

export interface ToPythonOptions extends Needed<typeof table>, Optional<typeof table> {}

const writers = { keras: toKeras, optax: toOptax, torch: toTorch, numpy: toNumpy };
/** Modules, functions and classes that the source refers to. */
const USED =
  'bisect math np jnp optax keras ops float min max LambdaLR ConstantLR ExponentialLR StepLR LinearLR PolynomialLR CosineAnnealingLR CosineAnnealingWarmRestarts MultiStepLR SequentialLR';

/**
 * The schedule as Python source that defines `functionName`, ready to run:
 *
 * - `'keras'`: a Keras 3 schedule object, for an optimizer's `learning_rate`
 * - `'optax'`: a function of the count of updates, for `jax.jit` too
 * - `'torch'`: a function of the optimizer that sets its `lr` and returns the scheduler
 * - `'numpy'`: a function of the step, or of an array of steps
 *
 * Where the framework has the schedule itself, its own constructor is printed, else the formula. Steps are counted from 0.
 *
 * ```ts
 * const schedule = new CosineDecay({ initialLearningRate: 0.1, decaySteps: 1000 });
 * toPython(schedule, { target: 'optax' }).split('\n')[2];
 * // 'learning_rate = optax.cosine_decay_schedule(init_value=0.1, decay_steps=1000)'
 * ```
 *
 * @throws {TypeError} for anything but a schedule whose formula keeps to its arithmetic, and for an option that is missing,
 * unknown or of the wrong type. @throws {RangeError} for a `functionName` that is no free identifier.
 */
export function toPython(schedule: LearningRateSchedule, options: ToPythonOptions): string {
  checkSchedule('toPython', schedule);
  const { target, functionName } = readOptions('toPython', table, options);
  const name = checkedName('toPython', functionName, 'learning_rate', 'python', USED.split(' '));
  return writers[target](schedule, name);
}
