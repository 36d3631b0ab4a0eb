import { timm as functions } from '../dialects/timm/list.js';
import { originOf } from '../origin.js';
import type { LearningRateSchedule } from '../schedule.js';
import { asCosine, asExponential, asGeometricSteps, asPolynomial, asWarmedUp } from './native.js';
import { ownCall } from './own-call.js';
import { type Argument, pythonCall, unless } from './python-call.js';
import { type Imports, notIn, type PythonTarget, pythonText } from './python-source.js';
import { rateFrom } from './torch.js';

const imports: Imports = Object.fromEntries(
  functions.entries.map(({ name }) => [name.replace('timm.', ''), 'from timm.scheduler']),
);

/**
 * A function of the optimizer, which sets its learning rate and returns timm's scheduler. Its `step_update` takes the
 * number of updates done, since the steps of a schedule are updates; where the options said `tInEpochs`, it is as they said.
 */
export const timm: PythonTarget = {
  title: 'timm',
  drivesOptimizer: true,
  imports,
  write(schedule, name) {
    const { lr, className, args } = ownTimm(schedule) ?? nativeTimm(schedule) ?? notIn('timm', schedule);
    const given = { t_in_epochs: originOf(schedule)?.options['tInEpochs'] === true ? undefined : false };
    const scheduler = pythonCall(className, { ...args, ...given }, ['optimizer']);
    return pythonText([[...rateFrom(name, lr), `    return ${scheduler}`]], imports);
  },
};

interface Scheduler {
  readonly lr: number;
  readonly className: string;
  readonly args: Readonly<Record<string, Argument>>;
}

/** The scheduler that a function of `lr-schedules/timm` stands for. */
function ownTimm(schedule: LearningRateSchedule): Scheduler | undefined {
  const call = ownCall(schedule, functions, () => undefined);
  if (!call) return undefined;
  const { base_lr: _, ...args } = call.args;
  return { lr: call.given['baseLr'] as number, className: call.name, args };
}

/** The scheduler of timm's with the same rates. */
function nativeTimm(schedule: LearningRateSchedule): Scheduler | undefined {
  const cosine = asCosine(schedule);
  const { warmup, rest } = cosine ? { warmup: cosine.warmup, rest: schedule } : asWarmedUp(schedule);
  const start = warmup && {
    warmup_t: { steps: warmup.steps },
    warmup_lr_init: unless(0, warmup.from),
    warmup_prefix: true,
  };
  if (cosine?.exponent === 1) {
    const { from, alpha, steps } = cosine;
    const args = { t_initial: { steps }, lr_min: unless(0, alpha * from), ...start };
    return { lr: from, className: 'CosineLRScheduler', args };
  }
  const line = asPolynomial(rest);
  if (line) {
    const { from, to, steps, power } = line;
    const args = { t_initial: { steps }, power: unless(0.5, power), lr_min: unless(0, to), ...start };
    return { lr: from, className: 'PolyLRScheduler', args };
  }
  // The warmup comes before these anyway.
  const { warmup_prefix: _, ...before } = start ?? {};
  const decay = asExponential(rest);
  if (decay?.staircase && Number.isInteger(decay.steps)) {
    const args = { decay_t: { steps: decay.steps }, decay_rate: decay.factor, ...before };
    return { lr: decay.from, className: 'StepLRScheduler', args };
  }
  const pieces = asGeometricSteps(rest);
  // timm decays one update before a milestone.
  return (
    pieces && {
      lr: pieces.from,
      className: 'MultiStepLRScheduler',
      args: { decay_t: { steps: pieces.starts.map((step) => step + 1) }, decay_rate: pieces.factor, ...before },
    }
  );
}
