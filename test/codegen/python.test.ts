import { readFileSync } from 'node:fs';
import * as lr from 'lr-schedules';
import { toPython } from 'lr-schedules/codegen';
import * as torch from 'lr-schedules/torch';
import { describe, expect, test } from 'vitest';
import {
  casesOf,
  exportCase,
  type Outcomes,
  sampleOf,
  type Target,
  TOLERANCE,
  targets,
  WORKERS_STEPS,
  workersCases,
} from '../interop/exported.js';

const outcomes: Outcomes = JSON.parse(readFileSync(new URL('../interop/outcome.json', import.meta.url), 'utf8'));

describe.each(targets)('%s gave the rates of this very source', (target: Target) => {
  test.each(casesOf(target).map((item) => [item.name, item] as const))('%s', (name, item) => {
    const outcome = outcomes.frameworks[target][name];
    const { hash, rates, source } = exportCase(target, item, item.steps);
    expect(outcome, 'not run yet: npm run test:interop').toBeDefined();
    expect(hash, `other source than npm run test:interop has seen; run it again:\n${source}`).toBe(outcome?.source);
    const largest = Math.max(...rates.map(Math.abs));
    for (const [i, rate] of sampleOf(rates).entries()) {
      expect(Math.abs(rate - (outcome?.rates[i] as number))).toBeLessThanOrEqual(1e-14 * largest);
    }
    expect(outcome?.error).toBeLessThanOrEqual(TOLERANCE[target]);
  });
});

describe.each([
  ['keras', 2],
  ['optax', 8],
  ['torch', 2],
] as const)('%s gave the same rates on %i workers', (target, count) => {
  test.each(workersCases.map((item) => [item.name, item] as const))('%s', (name, item) => {
    const outcome = outcomes.workers[target]?.[name];
    expect(exportCase(target, item, WORKERS_STEPS).hash).toBe(outcome?.source);
    expect(outcome?.workers).toBe(count);
    expect(outcome?.error).toBeLessThanOrEqual(TOLERANCE[target]);
  });
});

const rate = { initialLearningRate: 0.1 };
const warmedCosine = {
  ...rate,
  initialLearningRate: 0,
  decaySteps: 5000,
  alpha: 0.01,
  warmupTarget: 0.1,
  warmupSteps: 500,
};

describe('source', () => {
  const schedule = new lr.CosineDecayWithOffset({ ...warmedCosine, offset: 250 });

  test('numpy', () => {
    expect(toPython(schedule, { target: 'numpy' })).toBe(`\
import numpy as np

DECAY_STEPS = 5000
ALPHA = 0.01
WARMUP_TARGET = 0.1
WARMUP_STEPS = 500
OFFSET = 250


def learning_rate(step):
    clock = step - OFFSET
    clock_2 = np.minimum(clock, DECAY_STEPS + WARMUP_STEPS)
    cosine = np.cos(np.pi * ((clock_2 - WARMUP_STEPS) / DECAY_STEPS))
    factor = (1 - ALPHA) * (0.5 * (1 + cosine)) + ALPHA
    return np.where(
        clock < WARMUP_STEPS,
        WARMUP_TARGET * (clock / WARMUP_STEPS),
        WARMUP_TARGET * factor,
    )
`);
  });
  test('torch', () => {
    expect(toPython(schedule, { target: 'torch', functionName: 'make_scheduler' })).toBe(`\
import math

from torch.optim.lr_scheduler import LambdaLR

DECAY_STEPS = 5000
ALPHA = 0.01
WARMUP_TARGET = 0.1
WARMUP_STEPS = 500
OFFSET = 250


def make_scheduler_at(step):
    clock = step - OFFSET
    if clock < WARMUP_STEPS:
        return WARMUP_TARGET * (clock / WARMUP_STEPS)
    progress = (min(clock, DECAY_STEPS + WARMUP_STEPS) - WARMUP_STEPS) / DECAY_STEPS
    factor = (1 - ALPHA) * (0.5 * (1 + math.cos(math.pi * progress))) + ALPHA
    return WARMUP_TARGET * factor


def make_scheduler(optimizer):
    for group in optimizer.param_groups:
        group["lr"] = group["initial_lr"] = 1.0
    return LambdaLR(optimizer, make_scheduler_at)
`);
  });
  test('optax, which has a cosine after a warmup itself', () => {
    expect(toPython(new lr.CosineDecay(warmedCosine), { target: 'optax' })).toBe(`\
import optax

learning_rate = optax.warmup_cosine_decay_schedule(
    init_value=0.0,
    peak_value=0.1,
    warmup_steps=500,
    decay_steps=5500,
    end_value=0.001,
)
`);
  });
  test('keras, which has it too', () => {
    expect(toPython(new lr.CosineDecay(warmedCosine), { target: 'keras', functionName: 'rate' })).toBe(`\
import keras

rate = keras.optimizers.schedules.CosineDecay(
    initial_learning_rate=0.0,
    decay_steps=5000,
    alpha=0.01,
    warmup_target=0.1,
    warmup_steps=500,
)
`);
  });
});

describe('native constructors', () => {
  const decay = { ...rate, decaySteps: 100, decayRate: 0.5 };
  const pieces = { boundaries: [10, 20], values: [1, 0.5, 0.25] };
  const keras = [
    ['CosineDecay', new lr.CosineDecay({ ...rate, decaySteps: 100 })],
    ['CosineDecay', new lr.CosineDecayWithOffset({ ...rate, decaySteps: 100, offset: 0 })],
    ['CosineDecayRestarts', new lr.CosineDecayRestarts({ ...rate, firstDecaySteps: 1000 })],
    ['ExponentialDecay', new lr.ExponentialDecay(decay)],
    ['InverseTimeDecay', new lr.InverseTimeDecay(decay)],
    ['PiecewiseConstantDecay', new lr.PiecewiseConstantDecay(pieces)],
    ['PolynomialDecay', new lr.PolynomialDecay({ ...rate, decaySteps: 100 })],
  ] as const;
  test.each(keras)('keras %s', (name, schedule) => {
    expect(toPython(schedule, { target: 'keras' })).toContain(`learning_rate = keras.optimizers.schedules.${name}(`);
  });

  const ramp = new lr.LinearRamp({ from: 0, to: 0.1, steps: 10 });
  const optax = [
    ['constant_schedule', new lr.Constant({ value: 0.1 })],
    ['linear_schedule', ramp],
    ['polynomial_schedule', new lr.PolynomialRamp({ from: 0.1, to: 0, steps: 10, power: 2 })],
    ['exponential_decay', new lr.ExponentialDecay(decay)],
    ['cosine_decay_schedule', new lr.CosineDecay({ ...rate, decaySteps: 100 })],
    ['piecewise_constant_schedule', new lr.PiecewiseConstantDecay(pieces)],
    ['join_schedules', new lr.Sequence({ schedules: [ramp, 0.1], boundaries: [10] })],
  ] as const;
  test.each(optax)('optax %s', (name, schedule) => {
    expect(toPython(schedule, { target: 'optax' })).toContain(`learning_rate = optax.${name}(`);
  });

  const base = { baseLr: 0.1 };
  const warmup = torch.linearLR({ ...base, startFactor: 0.1, totalIters: 10 });
  const annealing = torch.cosineAnnealingLR({ ...base, tMax: 100 });
  const own = [
    ['ConstantLR', new lr.Constant({ value: 0.1 })],
    ['LinearLR', warmup],
    ['ExponentialLR', torch.exponentialLR({ ...base, gamma: 0.9 })],
    ['StepLR', torch.stepLR({ ...base, stepSize: 10 })],
    ['MultiStepLR', torch.multiStepLR({ ...base, milestones: [10, 20] })],
    ['PolynomialLR', torch.polynomialLR({ ...base, totalIters: 10 })],
    ['CosineAnnealingLR', annealing],
    ['CosineAnnealingWarmRestarts', torch.cosineAnnealingWarmRestarts({ ...base, t0: 10 })],
    ['SequentialLR', torch.sequentialLR({ schedulers: [warmup, annealing], milestones: [10] })],
  ] as const;
  test.each(own)('torch %s', (name, schedule) => {
    expect(toPython(schedule, { target: 'torch' })).toContain(`    return ${name}(`);
  });

  test('not where the framework misplaces a restart, or float32 loses what a decay per step is made of', () => {
    const restarts = new lr.CosineDecayRestarts({ ...rate, firstDecaySteps: 10 });
    expect(toPython(restarts, { target: 'keras' })).toContain('LearningRateSchedule');
    const slow = new lr.ExponentialDecay({ ...rate, decaySteps: 1, decayRate: 0.9999 });
    expect(toPython(slow, { target: 'keras' })).toContain('ops.exp(step * math.log(DECAY_RATE))');
    expect(toPython(slow, { target: 'torch' })).toContain('ExponentialLR(optimizer, gamma=0.9999)');
  });
  test('not for a subclass, which may compute anything', () => {
    class Twice extends lr.CosineDecay {
      override evaluate<T>(m: lr.Arithmetic<T>, step: T): T {
        return m.mul(2, super.evaluate(m, step));
      }
    }
    const source = toPython(new Twice({ ...rate, decaySteps: 100 }), { target: 'optax' });
    expect(source).toContain('return 2 * (INITIAL_LEARNING_RATE *');
  });
});

describe('a ramp whose time is bent is no ramp that a framework has', () => {
  const ramp = { from: 0.1, to: 0.01, steps: 100 };
  test.each([
    ['optax', 'optax.cosine_decay_schedule', (timePower: number) => new lr.CosineRamp({ ...ramp, timePower })],
    [
      'optax',
      'optax.polynomial_schedule',
      (timePower: number) => new lr.PolynomialRamp({ ...ramp, power: 2, timePower }),
    ],
    [
      'torch',
      'CosineAnnealingWarmRestarts(',
      (timePower: number) => new lr.Cycles({ schedule: new lr.CosineRamp({ ...ramp, timePower }), firstSteps: 100 }),
    ],
  ] as const)('%s: %s', (target, call, make) => {
    expect(toPython(make(1), { target })).toContain(call);
    expect(toPython(make(2), { target })).not.toContain(call);
  });
});
