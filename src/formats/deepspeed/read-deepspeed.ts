import {
  lrRangeTest,
  oneCycle,
  oneCycleMomentum,
  warmupCosineLR,
  warmupDecayLR,
  warmupLR,
} from '../../dialects/deepspeed/index.js';
import { nearest, show } from '../../errors.js';
import { toCamelCase } from '../../options.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { CosineRamp } from '../../schedules/blocks/cosine-ramp.js';
import { PingPong } from '../../schedules/blocks/ping-pong.js';
import { sequence } from '../../schedules/blocks/sequence.js';
import { Shift } from '../../schedules/blocks/shift.js';
import type { FormFile, FormOptions } from '../form.js';
import { mapOf } from '../open-file.js';
import { type Found, fail, inPart } from '../reading.js';
import { type FormRun, isBefore, LackingError } from '../run.js';
import { Settings } from '../settings.js';

const WARMUP = ['warmup_min_lr', 'warmup_max_lr', 'warmup_num_steps', 'warmup_type'];
/** The arguments of each scheduler, which refuses others. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  WarmupLR: WARMUP,
  WarmupDecayLR: ['total_num_steps', ...WARMUP],
  WarmupCosineLR: ['total_num_steps', 'warmup_min_ratio', 'warmup_num_steps', 'cos_min_ratio', 'warmup_type'],
  OneCycle: [
    'cycle_min_lr',
    'cycle_max_lr',
    'decay_lr_rate',
    'cycle_first_step_size',
    'cycle_second_step_size',
    'cycle_first_stair_count',
    'cycle_second_stair_count',
    'decay_step_size',
    'cycle_momentum',
    'cycle_min_mom',
    'cycle_max_mom',
    'decay_mom_rate',
  ],
  LRRangeTest: [
    'lr_range_test_min_lr',
    'lr_range_test_step_size',
    'lr_range_test_step_rate',
    'lr_range_test_staircase',
  ],
};

/** What a DeepSpeed config says of the rate, whose steps are optimizer updates. */
export async function readDeepSpeed(file: FormFile, { run }: FormOptions): Promise<Found> {
  const config = new Settings(file, mapOf(file));
  const scheduler = config.inside('scheduler');
  if (!scheduler) {
    config.refuseMisspelt(['scheduler', 'optimizer']);
    fail(file.name, "a DeepSpeed file without a scheduler block: the rate is the client optimizer's.");
  }
  const type = scheduler.text('type');
  const params = scheduler.inside('params') ?? new Settings(file, {}, ['scheduler', 'params']);
  const optimizer = config.inside('optimizer');
  const reader = new Scheduler(params, optimizer, run);
  const { schedule, momentum } = Object.hasOwn(KEYS, type) ? reader.read(type) : await reader.ofTorch(type, scheduler);
  const own: Record<string, number> = {};
  for (const [key, name] of [
    ['train_micro_batch_size_per_gpu', 'batchSize'],
    ['gradient_accumulation_steps', 'gradientAccumulation'],
  ] as const) {
    if (config.value(key) !== 'auto' && config.has(key)) own[name] = config.count(key, 1);
  }
  return { schedule, momentum, run: { ...own, version: '0.19', ...run }, ignored: config.unused() };
}

interface Read {
  readonly schedule: LearningRateSchedule;
  readonly momentum: LearningRateSchedule | null;
}

/** A scheduler's arguments, where `"auto"` is what Hugging Face's training arguments fill in. */
class Scheduler {
  constructor(
    private readonly params: Settings,
    private readonly optimizer: Settings | null,
    private readonly run: FormRun,
  ) {}

  read(type: string): Read {
    this.params.refuseMisspelt(KEYS[type] as readonly string[], true);
    return inPart(this.params.at(), () => this.make(type));
  }

  private make(type: string): Read {
    const { params } = this;
    const alone = (schedule: LearningRateSchedule) => ({ schedule, momentum: null });
    switch (type) {
      case 'WarmupLR':
        return alone(this.firstAtFull(warmupLR({ ...this.warmup(), ...this.warmupRates(null) })));
      case 'WarmupDecayLR': {
        const rates = this.warmupRates(0.001);
        return alone(this.firstAtFull(warmupDecayLR({ totalNumSteps: this.total(), ...this.warmup(), ...rates })));
      }
      case 'WarmupCosineLR':
        return alone(this.cosine());
      case 'LRRangeTest':
        return alone(
          lrRangeTest({
            lrRangeTestMinLr: params.number('lr_range_test_min_lr', { atLeast: 0 }, 1e-3),
            lrRangeTestStepSize: params.count('lr_range_test_step_size', 1, 2000),
            lrRangeTestStepRate: params.number('lr_range_test_step_rate', { atLeast: 0 }, 1),
            lrRangeTestStaircase: params.flag('lr_range_test_staircase', false),
          }),
        );
      default:
        return this.oneCycle();
    }
  }

  private oneCycle(): Read {
    const { params } = this;
    const options = {
      cycleMinLr: params.number('cycle_min_lr', { atLeast: 0 }),
      cycleMaxLr: params.number('cycle_max_lr', { atLeast: 0 }),
      decayLrRate: params.number('decay_lr_rate', { atLeast: 0 }, 0),
      cycleFirstStepSize: params.number('cycle_first_step_size', { above: 0 }, 2000),
      cycleSecondStepSize: params.number('cycle_second_step_size', { atLeast: 0 }, null),
      cycleFirstStairCount: params.count('cycle_first_stair_count', 0, 0),
      cycleSecondStairCount: params.count('cycle_second_stair_count', 0, null),
      decayStepSize: params.number('decay_step_size', { atLeast: 0 }, 0),
      cycleMomentum: params.flag('cycle_momentum', true),
      cycleMinMom: params.number('cycle_min_mom', {}, 0.8),
      cycleMaxMom: params.number('cycle_max_mom', {}, 0.9),
      decayMomRate: params.number('decay_mom_rate', { atLeast: 0 }, 0),
    };
    // Older versions took stairs, and climbed none.
    if (isBefore(this.run, [0, 15])) Object.assign(options, { cycleFirstStairCount: 0, cycleSecondStairCount: 0 });
    const moves = options.cycleMomentum && /adam|lamb|lion/i.test(this.optimizer?.text('type', '') ?? '');
    return { schedule: oneCycle(options), momentum: moves ? oneCycleMomentum(options) : null };
  }

  private cosine(): LearningRateSchedule {
    const { params } = this;
    const options = {
      baseLr: this.rate(),
      totalNumSteps: this.total(),
      ...this.warmup(),
      warmupMinRatio: params.number('warmup_min_ratio', { atLeast: 0 }, 0),
      cosMinRatio: params.number('cos_min_ratio', { atLeast: 0 }, 0.0001),
    };
    const schedule = warmupCosineLR(options);
    if (!isBefore(this.run, [0, 15])) return schedule;
    // Older versions went on past the end, up the cosine again.
    const { baseLr, totalNumSteps, cosMinRatio } = options;
    const warmup = Math.max(2, options.warmupNumSteps);
    const steps = Math.abs(totalNumSteps - warmup);
    if (steps === 0)
      params.refuse('total_num_steps', 'another number than warmup_num_steps, whose difference divides,');
    const ramp = new CosineRamp({ from: baseLr, to: baseLr * cosMinRatio, steps });
    const decay = new Shift({ schedule: new PingPong({ schedule: ramp, steps }), offset: warmup });
    return this.firstAtFull(sequence([schedule, decay], { boundaries: [1 + warmup], clock: 'shared' }), baseLr);
  }

  /** Before 0.15, the first update was made with the optimizer's own rate. */
  private firstAtFull(schedule: LearningRateSchedule, rate?: number): LearningRateSchedule {
    if (!isBefore(this.run, [0, 15])) return schedule;
    return sequence([rate ?? this.rate(), schedule], { boundaries: [1], clock: 'shared' });
  }

  private warmup() {
    const { params } = this;
    const type = params.text('warmup_type', 'log');
    // DeepSpeed takes an unknown one for a logarithm, and says so in its log.
    return { warmupNumSteps: this.warmupSteps(), warmupType: type === 'linear' ? 'linear' : 'log' } as const;
  }

  private warmupSteps(): number {
    if (this.params.value('warmup_num_steps') !== 'auto') return this.params.count('warmup_num_steps', 1, 1000);
    const { warmupSteps } = this.run;
    if (warmupSteps === undefined) throw this.lacking('warmup_num_steps', 'warmupSteps');
    if (warmupSteps === 0 || warmupSteps >= 1) return Math.max(1, Math.trunc(warmupSteps));
    return Math.max(1, Math.ceil(this.totalOfRun('warmup_num_steps') * warmupSteps));
  }

  private warmupRates(fallback: number | null) {
    const { params } = this;
    const min = params.value('warmup_min_lr') === 'auto' ? 0 : params.number('warmup_min_lr', { atLeast: 0 }, 0);
    const isLeft = fallback === null || isBefore(this.run, [0, 15]) ? 0.001 : fallback;
    const max = this.auto('warmup_max_lr') ?? params.number('warmup_max_lr', { atLeast: 0 }, null);
    const own = fallback === null && !isBefore(this.run, [0, 15]) ? () => this.rate() : () => isLeft;
    return { warmupMinLr: min, warmupMaxLr: max ?? own() };
  }

  /** The rate that training arguments fill in for `"auto"`; null where it is not that. */
  private auto(key: string, settings = this.params): number | null {
    if (settings.value(key) !== 'auto') return null;
    const { learningRate } = this.run;
    if (learningRate === undefined) throw this.lacking(key, 'learningRate');
    return learningRate;
  }

  /** The rate that the optimizer is made with. */
  rate(): number {
    const params = this.optimizer?.inside('params') ?? null;
    const own = params ? (this.auto('lr', params) ?? params.number('lr', { atLeast: 0 }, null)) : null;
    const rate = own ?? this.run.learningRate;
    if (rate !== undefined && rate !== null) return rate;
    throw new LackingError(this.params.file.name, "the optimizer's learning rate", ['learningRate']);
  }

  private total(): number {
    if (this.params.value('total_num_steps') !== 'auto') return this.params.count('total_num_steps', 1);
    return this.totalOfRun('total_num_steps');
  }

  private totalOfRun(key: string): number {
    if (this.run.totalSteps == null) throw this.lacking(key, 'totalSteps');
    return this.run.totalSteps;
  }

  private lacking(key: string, need: keyof FormRun): LackingError {
    return new LackingError(this.params.at(key), 'what training arguments fill in for "auto"', [need]);
  }

  /** Any other name is one of PyTorch's, on PyTorch's own clock. */
  async ofTorch(type: string, scheduler: Settings): Promise<Read> {
    const torch: Readonly<Record<string, unknown>> = await import('../../dialects/torch/index.js');
    const name = type.charAt(0).toLowerCase() + type.slice(1);
    const make = /^[A-Z]/.test(type) && Object.hasOwn(torch, name) ? torch[name] : undefined;
    if (typeof make !== 'function') {
      const known = [...Object.keys(KEYS), 'StepLR', 'MultiStepLR', 'ExponentialLR', 'CosineAnnealingLR', 'LinearLR'];
      const meant = nearest(type, known);
      fail(
        scheduler.at('type'),
        `${show(type)} is none of DeepSpeed and none of PyTorch that is known: ${meant ? `did you mean ${meant}?` : `it may be ${known.join(', ')}.`}`,
      );
    }
    const options = Object.fromEntries(
      Object.entries(this.params.map).map(([key, value]) => [toCamelCase(key.replace(/^T/, 't')), value]),
    );
    const rate = type === 'OneCycleLR' ? {} : { baseLr: this.rate() };
    return { schedule: inPart(this.params.at(), () => make({ ...rate, ...options })), momentum: null };
  }
}
