import { optax as functions } from '../dialects/optax/list.js';
import type { LearningRateSchedule } from '../schedule.js';
import { Constant } from '../schedules/blocks/constant.js';
import { Maximum } from '../schedules/blocks/maximum.js';
import { Minimum } from '../schedules/blocks/minimum.js';
import { Sequence } from '../schedules/blocks/sequence.js';
import { Shift } from '../schedules/blocks/shift.js';
import { canFail } from './body.js';
import { Tight } from './language.js';
import { forFloat32, isGoodBase, isGoodPower } from './lowering.js';
import { areRising, asCosine, asExponential, asPolynomial, asSteps, isA, takesTurns } from './native.js';
import { ownCall } from './own-call.js';
import { pythonCall, pythonList, unless } from './python-call.js';
import { type Arrays, arrayFunctions, arrayPython, pythonNumber } from './python-language.js';
import { type Imports, type PythonDialect, type PythonTarget, pythonFormula, pythonText } from './python-source.js';

const arrays: Arrays = {
  functions: arrayFunctions('jnp', 'jnp.pi'),
  step: 'count',
  module: 'jnp',
  count: (boundaries, x, side) => `jnp.searchsorted(${boundaries}, ${x}, side="${side}")`,
  take: (table, index) => `jnp.take(${table}, ${index})`,
  cycleTable: (name) => name,
  // Float32 might round a cycle's first step to the whole one before it.
  cycleBoundaries: (starts, whole) => (whole ? `np.ceil(${starts})` : starts),
  // Of int32, as counts are: exact, which a quotient in float32 is not.
  wholeCeil: (operand) => [`-(-${operand(0, Tight.atom)} // ${operand(1, Tight.unary)})`, Tight.unary],
};

const dialect: PythonDialect = {
  language: (tables, cycles) => arrayPython(tables, cycles, arrays),
  names: ['math', 'np', 'jnp', 'optax', 'count'],
  table: (list) => `np.array(${list})`,
  round: Math.fround,
  longestChain: 2,
  lower: forFloat32,
};

const imports: Imports = { jnp: 'import jax.numpy as jnp', np: 'import numpy as np', optax: 'import optax' };

/** An Optax schedule: a function of the count of updates. */
export const optax: PythonTarget = {
  title: 'Optax',
  imports,
  write(schedule, name) {
    const native = nativeOptax(schedule);
    if (native) return pythonText([[`${name} = ${native}`]], imports);
    const { formula, constants, body } = pythonFormula(schedule, [name], dialect);
    // Where an array is infinite or NaN, and then not taken, Python's own numbers raise errors.
    const lines = canFail(formula) ? ['count = jnp.asarray(count)', ...body] : body;
    return pythonText([constants, [`def ${name}(count):`, ...lines.map((line) => `    ${line}`)]], imports);
  },
};

/** The call that makes the same schedule of Optax's own. */
function nativeOptax(schedule: LearningRateSchedule, begin = 0): string | undefined {
  const own = begin === 0 ? ownCall(schedule, functions, (inner) => nativeOptax(inner)) : undefined;
  if (own) return pythonCall(`optax.${own.name}`, own.args);
  if (isA(schedule, Constant)) return pythonCall('optax.constant_schedule', { value: schedule.value });
  const delay = begin > 0 ? { steps: begin } : undefined;
  const line = asPolynomial(schedule);
  if (line && isGoodPower(line.power, line.steps)) {
    const { from, to, steps, power } = line;
    const ends = { init_value: from, end_value: to };
    return power === 1
      ? pythonCall('optax.linear_schedule', { ...ends, transition_steps: { steps }, transition_begin: delay })
      : pythonCall('optax.polynomial_schedule', {
          ...ends,
          power,
          transition_steps: { steps },
          transition_begin: delay,
        });
  }
  const bounded = asBoundedExponential(schedule);
  if (bounded) {
    const { from, factor, steps, staircase, end, begin: own } = bounded;
    const later = own || begin;
    // Optax takes the factor's power in float32, which a factor per step loses too much in.
    if (factor <= 0 || !isGoodBase(factor) || (own && begin)) return undefined;
    return pythonCall('optax.exponential_decay', {
      init_value: from,
      transition_steps: { steps },
      decay_rate: factor,
      transition_begin: later > 0 ? { steps: later } : undefined,
      staircase: unless(false, staircase),
      end_value: end,
    });
  }
  if (isA(schedule, Shift) && begin === 0 && schedule.beforeOffset === 'hold' && schedule.offset > 0) {
    const inner = schedule.schedule;
    return asPolynomial(inner) ? nativeOptax(inner, schedule.offset) : undefined;
  }
  if (begin > 0) return undefined;
  return nativeCosine(schedule) ?? nativeSteps(schedule) ?? nativeSequence(schedule);
}

interface BoundedExponential {
  readonly from: number;
  readonly factor: number;
  readonly steps: number;
  readonly staircase: boolean;
  readonly end: number | undefined;
  readonly begin: number;
}

/** An exponential that may start late, and end at a bound. */
function asBoundedExponential(schedule: LearningRateSchedule): BoundedExponential | undefined {
  if (isA(schedule, Maximum) || isA(schedule, Minimum)) {
    const [decay, bound, ...others] = schedule.schedules;
    const inner = decay && asBoundedExponential(decay);
    if (!inner || inner.end !== undefined || !bound || !isA(bound, Constant) || others.length > 0) return undefined;
    return isA(schedule, Maximum) === inner.factor < 1 ? { ...inner, end: bound.value } : undefined;
  }
  if (isA(schedule, Shift)) {
    const inner = asExponential(schedule.schedule);
    const held = schedule.beforeOffset === 'hold' && schedule.offset > 0;
    return inner && held ? { ...inner, end: undefined, begin: schedule.offset } : undefined;
  }
  const exponential = asExponential(schedule);
  return exponential && { ...exponential, end: undefined, begin: 0 };
}

function nativeCosine(schedule: LearningRateSchedule): string | undefined {
  const cosine = asCosine(schedule);
  if (!cosine) return undefined;
  const { from, alpha, steps, warmup } = cosine;
  const exponent = unless(1, cosine.exponent);
  if (!warmup) {
    return pythonCall('optax.cosine_decay_schedule', {
      init_value: from,
      decay_steps: { steps },
      alpha: unless(0, alpha),
      exponent,
    });
  }
  if (from === 0 || !Number.isInteger(warmup.steps)) return undefined;
  return pythonCall('optax.warmup_cosine_decay_schedule', {
    init_value: warmup.from,
    peak_value: from,
    warmup_steps: { steps: warmup.steps },
    decay_steps: { steps: warmup.steps + steps },
    end_value: unless(0, alpha * from),
    exponent,
  });
}

function nativeSteps(schedule: LearningRateSchedule): string | undefined {
  const pieces = asSteps(schedule);
  if (!pieces) return undefined;
  const { values, starts } = pieces;
  if (!areRising(starts) || values.some((value) => value <= 0)) return undefined;
  const scales = starts.map((start, i) => {
    const scale = (values[i + 1] as number) / (values[i] as number);
    return `${pythonNumber(start, false)}: ${pythonNumber(scale, true)}`;
  });
  return pythonCall('optax.piecewise_constant_schedule', {
    init_value: values[0],
    boundaries_and_scales: `{${scales.join(', ')}}`,
  });
}

function nativeSequence(schedule: LearningRateSchedule): string | undefined {
  if (!isA(schedule, Sequence) || !takesTurns(schedule)) return undefined;
  const pieces = schedule.schedules.map((inner) => nativeOptax(inner));
  if (pieces.includes(undefined)) return undefined;
  return pythonCall('optax.join_schedules', {
    schedules: pythonList(pieces as string[]),
    boundaries: { steps: schedule.boundaries },
  });
}
