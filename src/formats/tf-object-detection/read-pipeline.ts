import type { LearningRateSchedule } from '../../schedule.js';
import { Constant } from '../../schedules/blocks/constant.js';
import { CosineRamp } from '../../schedules/blocks/cosine-ramp.js';
import { LinearRamp } from '../../schedules/blocks/linear-ramp.js';
import { Maximum } from '../../schedules/blocks/maximum.js';
import { Sequence } from '../../schedules/blocks/sequence.js';
import { ExponentialDecay } from '../../schedules/keras/exponential-decay.js';
import type { FormFile, FormOptions } from '../form.js';
import { type Found, toText } from '../reading.js';
import { LARGEST_TEXT_PROTO, type ProtoMessage, parseTextProto } from '../syntax/text-proto.js';
import { Fields } from './fields.js';

const OPTIMIZERS = ['rms_prop_optimizer', 'momentum_optimizer', 'adam_optimizer'];

/** @throws {TypeError | RangeError} with line and column. */
export function readPipeline(file: FormFile, { run }: FormOptions): Found {
  const message: ProtoMessage = parseTextProto(toText(file.text, file.name, LARGEST_TEXT_PROTO), file.name);
  const root = new Fields(file.name, message, []);
  const train = root.message('train_config') ?? root.missing('train_config');
  const optimizer = train.message('optimizer') ?? train.missing('optimizer');
  const kind = optimizer.oneOf(OPTIMIZERS, 'an optimizer');
  const rate = kind.message('learning_rate') ?? kind.missing('learning_rate');
  const names = Object.keys(schedules);
  const chosen = rate.oneOf(names, 'a learning rate');
  const schedule = (schedules[chosen.name] as (fields: Fields) => LearningRateSchedule)(chosen);
  const totalSteps = run.totalSteps ?? (train.count('num_steps', 0) || null);
  const batchSize = train.count('batch_size', 32);
  return { schedule, run: { batchSize, ...run, ...(totalSteps === null ? {} : { totalSteps }) }, ignored: [] };
}

const schedules: Readonly<Record<string, (fields: Fields) => LearningRateSchedule>> = {
  constant_learning_rate: (fields) => {
    fields.refuseOthers(['learning_rate']);
    return new Constant({ value: fields.number('learning_rate', 0.002) });
  },
  exponential_decay_learning_rate: exponential,
  manual_step_learning_rate: manual,
  cosine_decay_learning_rate: cosine,
};

function cosine(fields: Fields): LearningRateSchedule {
  fields.refuseOthers([
    'learning_rate_base',
    'total_steps',
    'warmup_learning_rate',
    'warmup_steps',
    'hold_base_rate_steps',
  ]);
  const base = fields.number('learning_rate_base', 0.002);
  const total = fields.count('total_steps', 4_000_000);
  const low = fields.number('warmup_learning_rate', 0.0002);
  const warmup = fields.count('warmup_steps', 10_000);
  const hold = fields.count('hold_base_rate_steps', 0);
  if (base < low) fields.refuse('learning_rate_base', `a rate of at least warmup_learning_rate (${low})`, base);
  if (total < warmup) fields.refuse('total_steps', `at least warmup_steps (${warmup})`, total);
  const start = warmup + hold;
  const parts: (readonly [LearningRateSchedule | number, number])[] = [];
  if (warmup > 0) parts.push([new LinearRamp({ from: low, to: base, steps: warmup }), warmup]);
  if (hold > 0) parts.push([base, start]);
  if (total > start) parts.push([new CosineRamp({ from: base, to: 0, steps: total - start }), total]);
  // Past the end the rate is 0; a constant part that outlasts the run is cut there.
  const kept = parts.map(([schedule, end]) => [schedule, Math.min(end, total)] as const);
  const used = kept.filter(([, end], i) => end > (kept[i - 1]?.[1] ?? 0));
  return new Sequence({
    schedules: [...used.map(([schedule]) => schedule), 0],
    boundaries: used.map(([, end]) => end),
  });
}

function exponential(fields: Fields): LearningRateSchedule {
  fields.refuseOthers([
    'initial_learning_rate',
    'decay_steps',
    'decay_factor',
    'staircase',
    'burnin_learning_rate',
    'burnin_steps',
    'min_learning_rate',
  ]);
  const initial = fields.number('initial_learning_rate', 0.002);
  const burnin = fields.count('burnin_steps', 0);
  const low = fields.number('min_learning_rate', 0);
  const decaySteps = fields.count('decay_steps', 4_000_000);
  if (decaySteps === 0) fields.refuse('decay_steps', 'at least 1', 0);
  const decay = new ExponentialDecay({
    initialLearningRate: initial,
    decaySteps,
    decayRate: fields.number('decay_factor', 0.95),
    staircase: fields.flag('staircase', true),
  });
  // A burn-in rate of 0 stands for the initial one.
  const first = fields.number('burnin_learning_rate', 0) || initial;
  const body = burnin > 0 ? new Sequence({ schedules: [first, decay], boundaries: [burnin] }) : decay;
  return low > 0 ? new Maximum({ schedules: [body, low] }) : body;
}

function manual(fields: Fields): LearningRateSchedule {
  fields.refuseOthers(['initial_learning_rate', 'schedule', 'warmup']);
  const initial = fields.number('initial_learning_rate', 0.002);
  const entries = fields.messages('schedule').map((entry) => {
    entry.refuseOthers(['step', 'learning_rate']);
    return { step: entry.count('step', 0), rate: entry.number('learning_rate', 0.002), entry };
  });
  const [first] = entries;
  if (!first) return fields.missing('schedule');
  for (const [i, { step, entry }] of entries.entries()) {
    const before = entries[i - 1]?.step ?? 0;
    if (step <= before) entry.refuse('step', `more than ${before}`, step);
  }
  const rates = entries.map(({ rate }) => rate);
  const start = fields.flag('warmup', false)
    ? new LinearRamp({ from: initial, to: first.rate, steps: first.step })
    : initial;
  return new Sequence({ schedules: [start, ...rates], boundaries: entries.map(({ step }) => step) });
}
