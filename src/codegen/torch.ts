import { torch as functions } from '../dialects/torch/list.js';
import { originOf } from '../origin.js';
import type { LearningRateSchedule } from '../schedule.js';
import { Constant } from '../schedules/blocks/constant.js';
import { CosineRamp } from '../schedules/blocks/cosine-ramp.js';
import { Cycles } from '../schedules/blocks/cycles.js';
import { PingPong } from '../schedules/blocks/ping-pong.js';
import { Sequence } from '../schedules/blocks/sequence.js';
import { canFail } from './body.js';
import { forFloat64 } from './lowering.js';
import { asExponential, asGeometricSteps, asPolynomial, isA, takesTurns } from './native.js';
import { numpyFunction, numpyImports } from './numpy.js';
import { ownCall } from './own-call.js';
import { type Argument, pythonCall, pythonList, unless } from './python-call.js';
import { pythonNumber, scalarPython } from './python-language.js';
import { type Imports, type PythonDialect, type PythonTarget, pythonFormula, pythonText } from './python-source.js';

const dialect: PythonDialect = {
  language: scalarPython,
  names: ['math', 'bisect', 'min', 'max', 'step', 'optimizer', 'group', 'LambdaLR', 'np', 'float'],
  table: (list) => list,
  round: (x) => x,
  longestChain: 8,
  lower: forFloat64,
};

const SCHEDULERS =
  'ChainedScheduler ConstantLR CosineAnnealingLR CosineAnnealingWarmRestarts CyclicLR ExponentialLR LambdaLR LinearLR MultiStepLR MultiplicativeLR OneCycleLR PolynomialLR SequentialLR StepLR';
const imports: Imports = {
  ...numpyImports,
  ...Object.fromEntries(SCHEDULERS.split(' ').map((name) => [name, 'from torch.optim.lr_scheduler'])),
};

/** A function of the optimizer, which sets its learning rate and returns the scheduler. */
export const torch: PythonTarget = {
  title: 'PyTorch',
  drivesOptimizer: true,
  imports,
  write(schedule, name) {
    const native = nativeTorch(schedule);
    if (native) return pythonText([[...rateFrom(name, native.lr), `    return ${native.scheduler}`]], imports);
    const rateAt = `${name}_at`;
    const { constants, definition, isArray } = rateFunction(schedule, rateAt, name);
    // LambdaLR multiplies: with an initial rate of 1, its factor is the rate.
    const scheduler = `    return LambdaLR(optimizer, ${isArray ? `lambda step: float(${rateAt}(step))` : rateAt})`;
    return pythonText([constants, definition, [...rateFrom(name, 1), scheduler]], imports);
  },
};

/** The start of a function that gives every parameter group the rate that its scheduler multiplies, if it does. */
export const rateFrom = (name: string, lr: number | undefined) => [
  `def ${name}(optimizer):`,
  ...(lr === undefined
    ? []
    : [
        '    for group in optimizer.param_groups:',
        `        group["lr"] = group["initial_lr"] = ${pythonNumber(lr, true)}`,
      ]),
];

function rateFunction(schedule: LearningRateSchedule, rateAt: string, name: string) {
  const { formula, constants, body } = pythonFormula(schedule, [rateAt, name], dialect);
  // Where Python would raise an error, NumPy gives the infinity or NaN that is then not taken.
  if (canFail(formula)) return { ...numpyFunction(schedule, rateAt, name), isArray: true };
  return { constants, definition: [`def ${rateAt}(step):`, ...body.map((line) => `    ${line}`)], isArray: false };
}

interface Native {
  /** The rate that the optimizer is to have; undefined for a scheduler that replaces it. */
  readonly lr: number | undefined;
  readonly scheduler: string;
}

/** PyTorch's own scheduler for the schedule; of a sequence's schedules all start from the rate `base`. */
function nativeTorch(schedule: LearningRateSchedule, base?: number): Native | undefined {
  const native = (lr: number, className: string, args: Readonly<Record<string, Argument>>): Native | undefined =>
    base === undefined || base === lr ? { lr, scheduler: pythonCall(className, args, ['optimizer']) } : undefined;

  const own = ownTorch(schedule, base);
  if (own) return own;
  if (isA(schedule, Constant)) return native(schedule.value, 'ConstantLR', { factor: 1 });
  const exponential = asExponential(schedule);
  if (exponential) {
    const { from, factor, steps, staircase } = exponential;
    if (staircase && Number.isInteger(steps)) return native(from, 'StepLR', { step_size: { steps }, gamma: factor });
    return !staircase && steps === 1 ? native(from, 'ExponentialLR', { gamma: factor }) : undefined;
  }
  const line = asPolynomial(schedule);
  if (line && Number.isInteger(line.steps)) {
    const { from, to, steps, power } = line;
    if (power === 1 && from > 0 && to > 0) {
      const lr = base ?? Math.max(from, to);
      if (lr < Math.max(from, to)) return undefined;
      return native(lr, 'LinearLR', {
        start_factor: from / lr,
        end_factor: unless(1, to / lr),
        total_iters: { steps },
      });
    }
    return to === 0 ? native(from, 'PolynomialLR', { total_iters: { steps }, power: unless(1, power) }) : undefined;
  }
  const annealing = asAnnealing(schedule);
  if (annealing) {
    const { ramp, multiplier } = annealing;
    const etaMin = unless(0, ramp.to);
    return multiplier === undefined
      ? native(ramp.from, 'CosineAnnealingLR', { T_max: { steps: ramp.steps }, eta_min: etaMin })
      : native(ramp.from, 'CosineAnnealingWarmRestarts', {
          T_0: { steps: ramp.steps },
          T_mult: multiplier === 1 ? undefined : { steps: multiplier },
          eta_min: etaMin,
        });
  }
  return base === undefined ? (nativeSteps(schedule) ?? nativeSequence(schedule)) : undefined;
}

/** Schedulers that set the rate by themselves, and with it the base rate of all that are made after them. */
const SETTERS = ['OneCycleLR', 'CyclicLR', 'ChainedScheduler'];

/** The scheduler that a function of `lr-schedules/torch` stands for. */
function ownTorch(schedule: LearningRateSchedule, base: number | undefined): Native | undefined {
  const origin = originOf(schedule);
  if (!origin || (base !== undefined && SETTERS.includes(origin.name))) return undefined;
  const lr = origin.options['baseLr'] as number | undefined;
  if (base !== undefined && lr !== base) return undefined;
  const call = ownCall(schedule, functions, (inner) => nativeTorch(inner, lr)?.scheduler);
  if (!call) return undefined;
  const { base_lr: _, ...args } = call.args;
  switch (call.name) {
    // Of which only the rate, or the curve alone, is left; what follows knows it by its form.
    case 'OneCycleMomentum':
    case 'CyclicMomentum':
    case 'SequentialLR':
      return undefined;
    case 'ChainedScheduler':
      return { lr, scheduler: pythonCall('ChainedScheduler', { ...args, optimizer: 'optimizer' }) };
    case 'LambdaLR':
    case 'MultiplicativeLR': {
      const factor = origin.options['lrLambda'];
      if (typeof factor !== 'number') return undefined;
      return { lr, scheduler: `${call.name}(optimizer, lr_lambda=lambda step: ${pythonNumber(factor, true)})` };
    }
    case 'OneCycleLR':
      return { lr: undefined, scheduler: pythonCall('OneCycleLR', args, ['optimizer']) };
    case 'CyclicLR':
      return { lr, scheduler: pythonCall('CyclicLR', call.args, ['optimizer']) };
    default:
      return { lr, scheduler: pythonCall(call.name, args, ['optimizer']) };
  }
}

/** A cosine there and back, or one that restarts. */
function asAnnealing(schedule: LearningRateSchedule): { ramp: CosineRamp; multiplier: number | undefined } | undefined {
  if (!isA(schedule, PingPong) && !isA(schedule, Cycles)) return undefined;
  const ramp = schedule.schedule;
  const plain = isA(ramp, CosineRamp) && ramp.exponent === 1 && ramp.timePower === 1 && Number.isInteger(ramp.steps);
  if (!plain) return undefined;
  if (isA(schedule, PingPong)) return schedule.steps === ramp.steps ? { ramp, multiplier: undefined } : undefined;
  const { firstSteps, lengthMultiplier, heightMultiplier, limit } = schedule as Cycles;
  const fits = firstSteps === ramp.steps && heightMultiplier === 1 && limit === null;
  return fits && Number.isInteger(lengthMultiplier) ? { ramp, multiplier: lengthMultiplier } : undefined;
}

/** Constant rates that fall by one factor. */
function nativeSteps(schedule: LearningRateSchedule): Native | undefined {
  const steps = asGeometricSteps(schedule);
  if (!steps) return undefined;
  const { from, factor, starts } = steps;
  const args = { milestones: { steps: starts }, gamma: factor };
  return { lr: from, scheduler: pythonCall('MultiStepLR', args, ['optimizer']) };
}

/** Schedulers in turn, where the optimizer's one rate does for all of them. */
function nativeSequence(schedule: LearningRateSchedule): Native | undefined {
  if (!isA(schedule, Sequence) || !takesTurns(schedule)) return undefined;
  const rates = schedule.schedules.map((inner) => nativeTorch(inner)?.lr);
  if (rates.includes(undefined)) return undefined;
  const lr = Math.max(...(rates as number[]));
  const pieces = schedule.schedules.map((inner) => nativeTorch(inner, lr)?.scheduler);
  if (pieces.includes(undefined)) return undefined;
  const args = { schedulers: pythonList(pieces as string[]), milestones: { steps: schedule.boundaries } };
  return { lr, scheduler: pythonCall('SequentialLR', args, ['optimizer']) };
}
