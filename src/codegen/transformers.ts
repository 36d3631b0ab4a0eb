import { transformers as functions } from '../dialects/transformers/list.js';
import type { LearningRateSchedule } from '../schedule.js';
import { Constant } from '../schedules/blocks/constant.js';
import { Power } from '../schedules/blocks/power.js';
import { asCosine, asPolynomial, asWarmedUp, isA } from './native.js';
import { keywordDictionary, ownCall } from './own-call.js';
import { type Argument, pythonCall, unless } from './python-call.js';
import { type Imports, notIn, type PythonTarget, pythonText } from './python-source.js';
import { rateFrom } from './torch.js';

const imports: Imports = { get_scheduler: 'from transformers' };

/** A function of the optimizer, which sets its learning rate and returns the scheduler that `get_scheduler` gives. */
export const transformers: PythonTarget = {
  title: 'Transformers',
  drivesOptimizer: true,
  imports,
  write(schedule, name) {
    const scheduler = ownTransformers(schedule) ?? nativeTransformers(schedule) ?? notIn('transformers', schedule);
    const { lr, type, warmup, training, kwargs = {} } = scheduler;
    const own = Object.values(kwargs).some((value) => value !== undefined);
    const call = pythonCall(
      'get_scheduler',
      {
        num_warmup_steps: warmup === undefined ? undefined : { steps: warmup },
        num_training_steps: training === undefined ? undefined : { steps: training },
        scheduler_specific_kwargs: own ? keywordDictionary(kwargs) : undefined,
      },
      [JSON.stringify(type), 'optimizer'],
    );
    return pythonText([[...rateFrom(name, lr), `    return ${call}`]], imports);
  },
};

interface Scheduler {
  readonly lr: number;
  /** As `lr_scheduler_type` of `TrainingArguments` has it. */
  readonly type: string;
  readonly warmup?: number | undefined;
  readonly training?: number | undefined;
  readonly kwargs?: Readonly<Record<string, Argument>>;
}

/** The scheduler that `getScheduler` stands for. */
function ownTransformers(schedule: LearningRateSchedule): Scheduler | undefined {
  const call = ownCall(schedule, functions, () => undefined);
  if (!call) return undefined;
  const { base_lr: _, num_warmup_steps: __, num_training_steps: ___, ...kwargs } = call.args;
  const {
    baseLr: lr,
    numWarmupSteps: warmup,
    numTrainingSteps: training,
  } = call.given as Record<string, number | null>;
  return { lr: lr as number, type: call.name, warmup: warmup ?? undefined, training: training ?? undefined, kwargs };
}

/** The scheduler with the same rates, of those that do not rise again after the end. */
function nativeTransformers(schedule: LearningRateSchedule): Scheduler | undefined {
  if (isA(schedule, Constant)) return { lr: schedule.value, type: 'constant' };
  const cosine = asCosine(schedule);
  const { warmup: climb, rest } = cosine ? { warmup: cosine.warmup, rest: schedule } : asWarmedUp(schedule);
  if (climb && climb.from !== 0) return undefined;
  const warmup = climb?.steps ?? 0;
  if (cosine?.exponent === 1 && cosine.alpha === 0) {
    // `cosine` rises again; with one cycle, this one is the same up to the end.
    const training = warmup + cosine.steps;
    return { lr: cosine.from, type: 'cosine_with_restarts', warmup, training };
  }
  if (isA(rest, Constant)) return { lr: rest.value, type: 'constant_with_warmup', warmup };
  const line = asPolynomial(rest);
  if (line && line.from > line.to) {
    const { from: lr, to, steps, power } = line;
    const training = warmup + steps;
    if (to === 0 && power === 1 && steps >= 1) return { lr, type: 'linear', warmup, training };
    return { lr, type: 'polynomial', warmup, training, kwargs: { lr_end: to, power: unless(1, power) } };
  }
  if (!isA(rest, Power) || rest.power !== -0.5 || rest.shift !== 1) return undefined;
  return { lr: rest.factor, type: 'inverse_sqrt', warmup, kwargs: { timescale: { steps: rest.steps } } };
}
