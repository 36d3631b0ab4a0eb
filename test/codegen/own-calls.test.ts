import * as lr from 'lr-schedules';
import { toPython } from 'lr-schedules/codegen';
import * as optax from 'lr-schedules/optax';
import * as timm from 'lr-schedules/timm';
import * as torch from 'lr-schedules/torch';
import { getScheduler } from 'lr-schedules/transformers';
import { describe, expect, test } from 'vitest';

type Target = Parameters<typeof toPython>[1]['target'];
const printed = (schedule: lr.LearningRateSchedule, target: Target) => toPython(schedule, { target });
/** Without what breaks lines. */
const oneLine = (source: string) =>
  source
    .replace(/\n\s*/g, ' ')
    .replace(/([([{]) /g, '$1')
    .replace(/, ?([)\]}])/g, '$1');
const base = { baseLr: 0.1 };

describe('a schedule made by a framework’s function is printed as that call', () => {
  test('PyTorch, which replaces the rate by itself', () => {
    expect(printed(torch.oneCycleLR({ maxLr: 0.1, totalSteps: 1000, pctStart: 0.25 }), 'torch')).toBe(`\
from torch.optim.lr_scheduler import OneCycleLR


def learning_rate(optimizer):
    return OneCycleLR(optimizer, max_lr=0.1, total_steps=1000, pct_start=0.25)
`);
  });
  test('PyTorch, which multiplies it', () => {
    expect(printed(torch.cosineAnnealingLR({ ...base, tMax: 12.5, etaMin: 0 }), 'torch')).toBe(`\
from torch.optim.lr_scheduler import CosineAnnealingLR


def learning_rate(optimizer):
    for group in optimizer.param_groups:
        group["lr"] = group["initial_lr"] = 0.1
    return CosineAnnealingLR(optimizer, T_max=12.5)
`);
  });
  test('a chain', () => {
    const schedulers = [
      torch.linearLR({ ...base, startFactor: 0.25, totalIters: 4 }),
      torch.stepLR({ ...base, stepSize: 10 }),
    ];
    expect(printed(torch.chainedScheduler({ ...base, schedulers }), 'torch')).toContain(`\
    return ChainedScheduler(
        schedulers=[
            LinearLR(optimizer, start_factor=0.25, total_iters=4),
            StepLR(optimizer, step_size=10),
        ],
        optimizer=optimizer,
    )
`);
  });
  test('Optax, with schedules and groups in it', () => {
    const cycle = { initValue: 0, peakValue: 0.1, warmupSteps: 10, decaySteps: 50 };
    const schedule = optax.joinSchedules({
      schedules: [0.01, optax.sgdrSchedule({ cosineKwargs: [cycle] })],
      boundaries: [5],
    });
    expect(oneLine(printed(schedule, 'optax'))).toContain(
      'cosine_kwargs=[{"init_value": 0.0, "peak_value": 0.1, "warmup_steps": 10, "decay_steps": 50}]',
    );
    expect(printed(schedule, 'optax')).toContain('optax.constant_schedule(value=0.01)');
    const pieces = optax.piecewiseInterpolateSchedule({
      interpolateType: 'cosine',
      initValue: 1,
      boundariesAndScales: { 300: 0.1, 100: 0.5 },
    });
    expect(printed(pieces, 'optax')).toContain('interpolate_type="cosine"');
    expect(printed(pieces, 'optax')).toContain('{100: 0.5, 300: 0.1}');
  });
  test('Transformers', () => {
    const kwargs = { min_lr: 0.01 };
    const options = { ...base, numWarmupSteps: 100, numTrainingSteps: 1000, schedulerSpecificKwargs: kwargs };
    expect(printed(getScheduler('cosine_with_min_lr', options), 'transformers')).toBe(`\
from transformers import get_scheduler


def learning_rate(optimizer):
    for group in optimizer.param_groups:
        group["lr"] = group["initial_lr"] = 0.1
    return get_scheduler(
        "cosine_with_min_lr",
        optimizer,
        num_warmup_steps=100,
        num_training_steps=1000,
        scheduler_specific_kwargs={"min_lr": 0.01},
    )
`);
  });
  test('timm, in updates unless its options counted epochs', () => {
    const options = { ...base, tInitial: 100, lrMin: 0.001, warmupT: 5, warmupPrefix: true, cycleLimit: 2 };
    expect(printed(timm.cosineLRScheduler(options), 'timm')).toBe(`\
from timm.scheduler import CosineLRScheduler


def learning_rate(optimizer):
    for group in optimizer.param_groups:
        group["lr"] = group["initial_lr"] = 0.1
    return CosineLRScheduler(
        optimizer,
        warmup_t=5,
        t_initial=100,
        lr_min=0.001,
        cycle_limit=2,
        warmup_prefix=True,
        t_in_epochs=False,
    )
`);
    expect(printed(timm.cosineLRScheduler({ ...options, tInEpochs: true }), 'timm')).not.toContain('t_in_epochs');
  });
  test('not in another framework, nor where it was changed', () => {
    const schedule = torch.oneCycleLR({ maxLr: 0.1, totalSteps: 1000 });
    expect(printed(schedule, 'numpy')).not.toContain('OneCycleLR');
    expect(printed(new lr.Scale({ schedule, factor: 2 }), 'torch')).toContain('LambdaLR');
    // Momentum is no rate that PyTorch's class would set.
    expect(printed(torch.oneCycleMomentum({ maxLr: 0.1, totalSteps: 1000 }), 'torch')).toContain('LambdaLR');
  });
});

describe('a schedule of a class is printed as the scheduler with its rates', () => {
  const cosine = { initialLearningRate: 0, decaySteps: 900, warmupTarget: 0.1, warmupSteps: 100 };
  const decay = { initialLearningRate: 0.1, decaySteps: 30, decayRate: 0.5, staircase: true };
  const line = lr.withWarmup(new lr.LinearRamp({ from: 0.1, to: 0, steps: 90 }), { steps: 10 });
  test.each([
    [
      'transformers',
      new lr.CosineDecay(cosine),
      '"cosine_with_restarts", optimizer, num_warmup_steps=100, num_training_steps=1000',
    ],
    ['transformers', line, '"linear", optimizer, num_warmup_steps=10, num_training_steps=100'],
    ['transformers', new lr.Constant({ value: 0.1 }), '"constant", optimizer'],
    ['transformers', lr.withWarmup(0.1, { steps: 10 }), '"constant_with_warmup", optimizer, num_warmup_steps=10'],
    [
      'timm',
      new lr.CosineDecay({ ...cosine, alpha: 0.5 }),
      'CosineLRScheduler(optimizer, t_initial=900, lr_min=0.05, warmup_t=100, warmup_prefix=True, t_in_epochs=False)',
    ],
    [
      'timm',
      line,
      'PolyLRScheduler(optimizer, t_initial=90, power=1.0, warmup_t=10, warmup_prefix=True, t_in_epochs=False)',
    ],
    [
      'timm',
      new lr.ExponentialDecay(decay),
      'StepLRScheduler(optimizer, decay_t=30, decay_rate=0.5, t_in_epochs=False)',
    ],
  ] as const)('%s %s', (target, schedule, call) => {
    expect(oneLine(printed(schedule, target))).toContain(call);
  });
  test.each(['transformers', 'timm'] as const)('%s refuses what it does not have, and says what has it', (target) => {
    for (const schedule of [
      new lr.PingPong({ schedule: line, steps: 50 }),
      new lr.CosineDecayRestarts({ initialLearningRate: 0.1, firstDecaySteps: 10 }),
    ]) {
      expect(() => printed(schedule, target)).toThrow(RangeError);
      expect(() => printed(schedule, target)).toThrow(`requires a schedule that ${target} has itself, received`);
      expect(() => printed(schedule, target)).toThrow("take 'torch', for which any schedule is printed");
    }
  });
});
