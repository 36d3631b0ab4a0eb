import type { LearningRateSchedule } from '../../schedule.js';
import { Clamp } from '../../schedules/blocks/clamp.js';
import { CosineRamp } from '../../schedules/blocks/cosine-ramp.js';
import { LinearRamp } from '../../schedules/blocks/linear-ramp.js';
import { Maximum } from '../../schedules/blocks/maximum.js';
import { PingPong } from '../../schedules/blocks/ping-pong.js';
import { Sequence } from '../../schedules/blocks/sequence.js';
import { ExponentialDecay } from '../../schedules/keras/exponential-decay.js';
import type { FormFile } from '../form.js';
import { mapOf } from '../open-file.js';
import type { Found } from '../reading.js';
import type { FormRun } from '../run.js';
import { Settings } from '../settings.js';

const KNOWN = ['optimizer', 'train_iters', 'lr_decay_iters', 'lr_decay_fraction', 'lr_decay_style', 'warmup', 'min_lr'];
const STYLES = ['linear', 'constant', 'cosine', 'exponential'] as const;

/** The schedules that gpt-neox has had: since May 2026, since September 2023, and before. */
type Age = 'newest' | 'middle' | 'oldest';

/** @throws {TypeError | RangeError} that names the place. */
export function readNeox(file: FormFile, run: FormRun): Found {
  // Keys may be written with dashes, as they are in commands.
  const written = new Map(Object.keys(mapOf(file)).map((key) => [key.replaceAll('-', '_'), key]));
  const map = Object.fromEntries([...written].map(([key, own]) => [key, mapOf(file)[own]]));
  const at: FormFile['at'] = ([key, ...rest]) =>
    key === undefined ? file.name : file.at([written.get(String(key)) ?? key, ...rest]);
  const config = new Settings({ ...file, at }, map);
  config.refuseMisspelt(KNOWN);
  const optimizer = config.inside('optimizer');
  const lr = optimizer?.inside('params')?.number('lr', { atLeast: 0 }, 0.001) ?? 0.001;
  const trained = run.totalSteps ?? config.count('train_iters', 1, null);
  const iterations = config.count('lr_decay_iters', 1, null);
  const fraction = config.number('lr_decay_fraction', { above: 0 }, null);
  if (trained === null && iterations === null) config.missing('train_iters');
  const end = iterations ?? (fraction === null ? (trained as number) : Math.floor((trained as number) * fraction));
  const warmup = config.number('warmup', { atLeast: 0, atMost: 1 }, 0.01) * end;
  if (warmup >= end) config.refuse('warmup', 'a fraction below 1, since what is left is divided by,');
  const text = config.text('lr_decay_style', 'linear');
  const style =
    STYLES.find((name) => name === text) ??
    config.refuse('lr_decay_style', STYLES.map((name) => `'${name}'`).join(' or '));
  const low = config.number('min_lr', { atLeast: 0 }, 0);
  const age = ageOf(run);
  const body = new Maximum({ schedules: [decay(style, lr, low, warmup, end, age), low] });
  const ramp = new LinearRamp({ from: 0, to: lr, steps: Math.max(warmup, Number.MIN_VALUE) });
  // Today's first two updates have the same rate.
  const first = age === 'newest' && warmup > 0 ? new Maximum({ schedules: [ramp, lr / warmup] }) : ramp;
  const schedule = warmup > 0 ? new Sequence({ schedules: [first, body], boundaries: [warmup], side: 'left' }) : body;
  return { schedule, run: { ...run, ...(trained === null ? {} : { totalSteps: trained }) }, ignored: [] };
}

function decay(
  style: (typeof STYLES)[number],
  lr: number,
  low: number,
  warmup: number,
  end: number,
  age: Age,
): LearningRateSchedule | number {
  const isOldest = age === 'oldest';
  // The oldest divides by the whole length, and stops short of it by a warmup.
  const steps = isOldest ? end : end - warmup;
  const halted = (schedule: LearningRateSchedule) =>
    isOldest ? new Clamp({ schedule, to: Math.max(0, end - 2 * warmup) }) : schedule;
  switch (style) {
    case 'constant':
      return lr;
    case 'linear':
      return halted(new LinearRamp({ from: lr, to: 0, steps }));
    case 'exponential':
      return halted(
        new ExponentialDecay({ initialLearningRate: lr, decaySteps: steps, decayRate: Math.exp(-693 / 1000) }),
      );
    default:
      // Past the end it climbs again.
      return halted(new PingPong({ schedule: new CosineRamp({ from: lr, to: isOldest ? 0 : low, steps }), steps }));
  }
}

/** By the month in `run.version`, such as `'2024-01'`. */
function ageOf({ version }: FormRun): Age {
  const [, year, month] = /(\d{4})-(\d{2})/.exec(version ?? '') ?? [];
  if (!year) return 'newest';
  const date = `${year}-${month}`;
  return date >= '2026-05' ? 'newest' : date >= '2023-09' ? 'middle' : 'oldest';
}
