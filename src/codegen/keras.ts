import { cycleAt } from '../arithmetic/cycles.js';
import type { LearningRateSchedule } from '../schedule.js';
import { CosineDecayRestarts } from '../schedules/keras/cosine-decay-restarts.js';
import { InverseTimeDecay } from '../schedules/keras/inverse-time-decay.js';
import { PolynomialDecay } from '../schedules/keras/polynomial-decay.js';
import { nameOf } from './formula.js';
import { Tight } from './language.js';
import { forFloat32, isGoodBase, isGoodPower } from './lowering.js';
import { areRising, asCosine, asExponential, asPolynomial, asSteps, isA } from './native.js';
import { type Argument, pythonCall, pythonList, unless } from './python-call.js';
import { type Arrays, arrayFunctions, arrayPython, pythonNumber } from './python-language.js';
import { type Imports, type PythonDialect, type PythonTarget, pythonFormula, pythonText } from './python-source.js';

const arrays: Arrays = {
  functions: arrayFunctions('ops', 'math.pi'),
  step: 'step',
  module: 'ops',
  count: (boundaries, x, side) =>
    `ops.sum(ops.cast(ops.${side === 'left' ? 'greater' : 'greater_equal'}(${x}, ${boundaries}), "int32"))`,
  take: (table, index) => `ops.take(${table}, ${index})`,
  cycleTable: (name) => `np.float32(${name})`,
  // Float32 might round a cycle's first step to the whole one before it.
  cycleBoundaries: (starts, whole) => (whole ? `np.float32(np.ceil(${starts}))` : `np.float32(${starts})`),
  // Half a step away from where the quotient is whole: XLA multiplies by a rounded reciprocal instead of dividing.
  wholeFloor: (operand) => [`ops.floor((${operand(0, Tight.sum)} + 0.5) / ${operand(1, Tight.unary)})`, Tight.atom],
  wholeCeil: (operand) => [`ops.ceil((${operand(0, Tight.sum)} - 0.5) / ${operand(1, Tight.unary)})`, Tight.atom],
};

const dialect: PythonDialect = {
  language: (tables, cycles) => arrayPython(tables, cycles, arrays),
  names: ['math', 'np', 'keras', 'ops', 'self', 'step'],
  table: (list) => `np.array(${list}, "float32")`,
  round: Math.fround,
  longestChain: 4,
  lower: forFloat32,
};

const imports: Imports = { keras: 'import keras', np: 'import numpy as np', ops: 'from keras' };

/** A Keras 3 schedule object: one of Keras's own, or of a class that computes the formula on any backend. */
export const keras: PythonTarget = {
  title: 'Keras 3',
  imports,
  write(schedule, name) {
    const native = nativeKeras(schedule);
    if (native) return pythonText([[`${name} = ${native}`]], imports);
    const className = classNameFor(name);
    const { constants, body } = pythonFormula(schedule, [name, className], dialect);
    const definition = [
      '@keras.saving.register_keras_serializable("lr_schedules")',
      `class ${className}(keras.optimizers.schedules.LearningRateSchedule):`,
      `    """${describe(schedule)}"""`,
      '',
      '    def __call__(self, step):',
      '        step = ops.cast(step, "float32")',
      ...body.map((line) => `        ${line}`),
      '',
      '    def get_config(self):',
      '        return {}',
    ];
    return pythonText([constants, definition, [`${name} = ${className}()`]], imports);
  },
};

function classNameFor(name: string): string {
  const camel = name
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
  return /^[A-Z]/.test(camel) && camel !== name ? camel : `${camel || 'LearningRate'}Schedule`;
}

function describe(schedule: LearningRateSchedule): string {
  const { module } = schedule.constructor as typeof LearningRateSchedule;
  const name = nameOf(schedule);
  return module?.startsWith('official.')
    ? `What tfm.optimization.${name} computes, with Keras 3.`
    : `${name} of lr-schedules.`;
}

/** The call that makes the same schedule of Keras's own. */
function nativeKeras(schedule: LearningRateSchedule): string | undefined {
  const call = (className: string, args: Readonly<Record<string, Argument>>) =>
    pythonCall(`keras.optimizers.schedules.${className}`, args);
  if (isA(schedule, PolynomialDecay) && isGoodPower(schedule.power, schedule.decaySteps)) {
    const { initialLearningRate, decaySteps, endLearningRate, power, cycle } = schedule;
    return call('PolynomialDecay', {
      initial_learning_rate: initialLearningRate,
      decay_steps: { steps: decaySteps },
      end_learning_rate: endLearningRate,
      power: unless(1, power),
      cycle: unless(false, cycle),
    });
  }
  if (isA(schedule, InverseTimeDecay)) {
    const { initialLearningRate, decaySteps, decayRate, staircase } = schedule;
    return call('InverseTimeDecay', {
      initial_learning_rate: initialLearningRate,
      decay_steps: { steps: decaySteps },
      decay_rate: decayRate,
      staircase: unless(false, staircase),
    });
  }
  if (isA(schedule, CosineDecayRestarts)) {
    if (!keepsRestarts(schedule)) return undefined;
    const { initialLearningRate, firstDecaySteps, tMul, mMul, alpha } = schedule;
    return call('CosineDecayRestarts', {
      initial_learning_rate: initialLearningRate,
      first_decay_steps: { steps: firstDecaySteps },
      t_mul: tMul,
      m_mul: mMul,
      alpha: unless(0, alpha),
    });
  }
  const cosine = asCosine(schedule);
  if (cosine?.exponent === 1) {
    const { from, alpha, steps, warmup } = cosine;
    return call('CosineDecay', {
      initial_learning_rate: warmup ? warmup.from : from,
      decay_steps: { steps },
      alpha: unless(0, alpha),
      ...(warmup && { warmup_target: from, warmup_steps: { steps: warmup.steps } }),
    });
  }
  const line = asPolynomial(schedule);
  if (line && isGoodPower(line.power, line.steps)) {
    const { from, to, steps, power } = line;
    return call('PolynomialDecay', {
      initial_learning_rate: from,
      decay_steps: { steps },
      end_learning_rate: to,
      power: unless(1, power),
    });
  }
  const exponential = asExponential(schedule);
  // Keras takes the factor's power in float32, which a factor per step loses too much in.
  if (exponential && (exponential.factor <= 0 || isGoodBase(exponential.factor))) {
    const { from, factor, steps, staircase } = exponential;
    return call('ExponentialDecay', {
      initial_learning_rate: from,
      decay_steps: { steps },
      decay_rate: factor,
      staircase: unless(false, staircase),
    });
  }
  const pieces = asSteps(schedule);
  // Keras's new value comes after a boundary.
  return pieces && areRising(pieces.starts)
    ? call('PiecewiseConstantDecay', {
        boundaries: { steps: pieces.starts.map((start) => start - 1) },
        values: pythonList(pieces.values.map((value) => pythonNumber(value, true))),
      })
    : undefined;
}

/** Steps up to which Keras must not misplace a restart to be called native. */
const FAR = 100_000;

/** Whether Keras, which finds the restarts by a quotient of logarithms in float32, finds them where they are. */
function keepsRestarts({ firstDecaySteps, tMul }: CosineDecayRestarts): boolean {
  if (tMul === 1) return Number.isInteger(firstDecaySteps);
  const round = Math.fround;
  const kerasIndex = (step: number) => {
    const share = round(round(step) / round(firstDecaySteps));
    const grown = round(1 - round(share * round(1 - round(tMul))));
    return Math.floor(round(round(Math.log(grown)) / round(Math.log(round(tMul)))));
  };
  for (let step = 0; step < FAR; ) {
    const { index, start, length } = cycleAt(step, firstDecaySteps, tMul, 1);
    if (kerasIndex(step) !== index || !(length >= 1)) return false;
    const last = Math.ceil(start + length) - 1;
    if (kerasIndex(last) !== index) return false;
    step = last + 1;
  }
  return true;
}
