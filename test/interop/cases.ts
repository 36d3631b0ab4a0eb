import {
  Clamp,
  Constant,
  CosineDecay,
  CosineDecayRestarts,
  CosineDecayWithOffset,
  CosineRamp,
  Cycles,
  DirectPowerDecay,
  ExponentialDecay,
  ExponentialDecayWithOffset,
  ExponentialRamp,
  InverseTimeDecay,
  type LearningRateSchedule,
  LinearRamp,
  LinearWarmup,
  LogarithmicRamp,
  Loop,
  Maximum,
  Minimum,
  PiecewiseConstantDecay,
  PiecewiseConstantDecayWithOffset,
  PingPong,
  PolynomialDecay,
  PolynomialDecayWithOffset,
  PolynomialRamp,
  PolynomialWarmUp,
  Power,
  PowerAndLinearDecay,
  PowerDecayWithOffset,
  Product,
  Scale,
  Sequence,
  Shift,
  Staircase,
  StepCosineDecayWithOffset,
  Stretch,
  Sum,
  sequence,
  TanhRamp,
  withWarmup,
} from 'lr-schedules';
import * as optax from 'lr-schedules/optax';
import * as timm from 'lr-schedules/timm';
import * as torch from 'lr-schedules/torch';
import * as transformers from 'lr-schedules/transformers';

/** A schedule whose exported code is run in every framework, at each of its first steps. */
export interface Case {
  readonly name: string;
  readonly schedule: LearningRateSchedule;
  readonly steps: number;
}

const STEPS = 1500;
const cases: Case[] = [];
/** Several configurations of one class or function. */
function add(name: string, schedules: readonly LearningRateSchedule[], steps = STEPS): void {
  schedules.forEach((schedule, i) => {
    cases.push({ name: `${name} ${i + 1}`, schedule, steps });
  });
}

const rate = { initialLearningRate: 0.1 };
const cosine = { ...rate, decaySteps: 1000 };

add('CosineDecay', [
  new CosineDecay(cosine),
  new CosineDecay({ ...cosine, alpha: 0.1, initialLearningRate: 1 }),
  new CosineDecay({ ...cosine, initialLearningRate: 0, warmupTarget: 0.1, warmupSteps: 100 }),
  new CosineDecay({ ...cosine, alpha: 0.01, initialLearningRate: 0.01, warmupTarget: 0.3, warmupSteps: 250 }),
  new CosineDecay({ ...cosine, warmupTarget: 0.2, warmupSteps: 0 }),
  new CosineDecay({ ...cosine, decaySteps: 333.3 }),
]);
add('CosineDecayRestarts', [
  new CosineDecayRestarts({ ...rate, firstDecaySteps: 100 }),
  new CosineDecayRestarts({ ...rate, firstDecaySteps: 100, tMul: 1, mMul: 0.9, alpha: 0.1 }),
  new CosineDecayRestarts({ ...rate, firstDecaySteps: 64, tMul: 1.1, mMul: 0.8 }),
  new CosineDecayRestarts({ ...rate, firstDecaySteps: 7, tMul: 3, alpha: 0.02 }),
  new CosineDecayRestarts({ ...rate, firstDecaySteps: 33.5, tMul: 1.5 }),
  // Of shrinking cycles those that are shorter than a step are what float32 cannot tell apart, but for powers of 2.
  new CosineDecayRestarts({ ...rate, firstDecaySteps: 64, tMul: 0.5, mMul: 1.1, alpha: 0.1 }),
  new CosineDecayRestarts({ ...rate, firstDecaySteps: 100, tMul: 2.2, mMul: 0.9 }),
  new CosineDecayRestarts({ ...rate, firstDecaySteps: 100, tMul: 1.01, mMul: 0.9 }),
]);
add('ExponentialDecay', [
  new ExponentialDecay({ ...rate, decaySteps: 100, decayRate: 0.96 }),
  new ExponentialDecay({ ...rate, decaySteps: 100, decayRate: 0.5, staircase: true }),
  new ExponentialDecay({ ...rate, decaySteps: 1, decayRate: 0.9999 }),
  new ExponentialDecay({ initialLearningRate: 1e-7, decaySteps: 500, decayRate: 10 }),
]);
add('InverseTimeDecay', [
  new InverseTimeDecay({ ...rate, decaySteps: 10, decayRate: 0.5 }),
  new InverseTimeDecay({ ...rate, decaySteps: 100, decayRate: 0.5, staircase: true }),
]);
add('PiecewiseConstantDecay', [
  new PiecewiseConstantDecay({ boundaries: [100, 1000], values: [1, 0.1, 0.01] }),
  new PiecewiseConstantDecay({ boundaries: [0, 99.5, 200], values: [0.5, 0, 0.3, 0.1] }),
  new PiecewiseConstantDecay({
    boundaries: Array.from({ length: 20 }, (_, i) => 50 * (i + 1)),
    values: Array.from({ length: 21 }, (_, i) => 1 / (i + 1)),
  }),
]);
add('PolynomialDecay', [
  new PolynomialDecay(cosine),
  new PolynomialDecay({ ...cosine, endLearningRate: 0.01, power: 2 }),
  new PolynomialDecay({ ...cosine, decaySteps: 300, endLearningRate: 0, power: 0.5, cycle: true }),
]);
add('CosineDecayWithOffset', [
  new CosineDecayWithOffset({ ...cosine, offset: 250, alpha: 0.01, warmupTarget: 0.3, warmupSteps: 100 }),
  new CosineDecayWithOffset({ ...cosine, offset: 250, beforeOffset: 'hold' }),
  new CosineDecayWithOffset({ ...cosine, offset: 0 }),
  new CosineDecayWithOffset({ ...cosine, offset: -100 }),
]);
add('ExponentialDecayWithOffset', [
  new ExponentialDecayWithOffset({ ...rate, offset: 100, decaySteps: 100, decayRate: 0.9 }),
  new ExponentialDecayWithOffset({
    ...rate,
    offset: 100,
    decaySteps: 10,
    decayRate: 0.9,
    beforeOffset: 'hold',
    staircase: true,
  }),
]);
add('PiecewiseConstantDecayWithOffset', [
  new PiecewiseConstantDecayWithOffset({ offset: 50, boundaries: [100, 1000], values: [1, 0.1, 0.01] }),
]);
add('PolynomialDecayWithOffset', [
  new PolynomialDecayWithOffset({ ...cosine, offset: 100, endLearningRate: 0 }),
  new PolynomialDecayWithOffset({ ...cosine, decaySteps: 200, offset: 100, endLearningRate: 0, cycle: true, power: 2 }),
  new PolynomialDecayWithOffset({ ...cosine, offset: 100, power: 0.5, beforeOffset: 'hold' }),
]);
add('StepCosineDecayWithOffset', [
  new StepCosineDecayWithOffset({ boundaries: [0, 100, 300], values: [1, 0.5, 0.1], offset: 10 }),
  new StepCosineDecayWithOffset({ boundaries: [0, 500], values: [0.1, 0.001] }),
]);
add('PowerDecayWithOffset', [
  new PowerDecayWithOffset({ ...rate, power: -0.5, offset: 100, preOffsetLearningRate: 0.05 }),
  new PowerDecayWithOffset({ ...rate, power: -1, offset: 0, preOffsetLearningRate: 0.2 }),
]);
add('PowerAndLinearDecay', [
  new PowerAndLinearDecay({ ...rate, totalDecaySteps: 1000, power: -0.5, offset: 100 }),
  new PowerAndLinearDecay({ ...rate, totalDecaySteps: 1000, power: -0.5, linearDecayFraction: 0 }),
]);
add('DirectPowerDecay', [new DirectPowerDecay({ ...rate, power: -0.5 }), new DirectPowerDecay({ ...rate, power: -1 })]);
const warmed = new CosineDecayWithOffset({ ...cosine, offset: 100 });
add('LinearWarmup', [
  new LinearWarmup({ afterWarmupLrSched: warmed, warmupSteps: 200, warmupLearningRate: 0.001 }),
  new LinearWarmup({ afterWarmupLrSched: 0.3, warmupSteps: 200, warmupLearningRate: 0 }),
  new LinearWarmup({ afterWarmupLrSched: warmed, warmupSteps: 0, warmupLearningRate: 0 }),
]);
add('PolynomialWarmUp', [
  new PolynomialWarmUp({ afterWarmupLrSched: warmed, warmupSteps: 200 }),
  new PolynomialWarmUp({ afterWarmupLrSched: 0.3, warmupSteps: 200, power: 2 }),
]);

const ramp = { from: 0.1, to: 0.01, steps: 1000 };
const decay = new CosineRamp({ from: 0.1, to: 0, steps: 1000 });
add('Constant', [new Constant({ value: 0.1 }), new Constant({ value: 1 })]);
add('LinearRamp', [new LinearRamp(ramp), new LinearRamp({ ...ramp, from: 0 })]);
add('CosineRamp', [
  new CosineRamp(ramp),
  new CosineRamp({ ...ramp, exponent: 1.5 }),
  new CosineRamp({ ...ramp, from: 0, timePower: 2 }),
]);
add('PolynomialRamp', [
  new PolynomialRamp({ ...ramp, power: 2 }),
  new PolynomialRamp({ ...ramp, to: 0, power: 0.5 }),
  new PolynomialRamp({ ...ramp, timePower: 0.5 }),
]);
add('ExponentialRamp', [new ExponentialRamp(ramp), new ExponentialRamp({ ...ramp, ratio: 3 })]);
add('LogarithmicRamp', [new LogarithmicRamp({ ...ramp, base: 1000 })]);
add('TanhRamp', [new TanhRamp(ramp), new TanhRamp({ ...ramp, lower: -3, upper: 4 })]);
add('Power', [new Power({ factor: 0.1, power: -0.5 }), new Power({ factor: 0.1, power: -1, steps: 100, shift: 2 })]);
add('Scale', [new Scale({ schedule: withWarmup(decay, { steps: 100 }), factor: 0.5 })]);
add('Shift', [
  new Shift({ schedule: decay, offset: 100 }),
  new Shift({
    schedule: new Power({ factor: 0.1, power: -0.5, shift: 200 }),
    offset: 100,
    beforeOffset: 'extrapolate',
  }),
]);
add('Clamp', [
  new Clamp({ schedule: new ExponentialDecay({ ...rate, decaySteps: 100, decayRate: 0.5 }), from: 50, to: 500 }),
]);
add('Staircase', [new Staircase({ schedule: decay, steps: 100 }), new Staircase({ schedule: decay, steps: 62.5 })]);
add('Stretch', [new Stretch({ schedule: decay, steps: 1500, scheduleSteps: 1000 })]);
add('Loop', [
  new Loop({ schedule: new LinearRamp({ from: 0.1, to: 0, steps: 100 }), steps: 100 }),
  new Loop({ schedule: new CosineRamp({ from: 0.1, to: 0, steps: 62.5 }), steps: 62.5 }),
]);
add('PingPong', [
  new PingPong({ schedule: decay, steps: 250 }),
  new PingPong({ schedule: new CosineRamp({ from: 0.1, to: 0, steps: 200 / 3 }), steps: 200 / 3 }),
]);
add('Cycles', [
  new Cycles({ schedule: decay, firstSteps: 100, lengthMultiplier: 2, heightMultiplier: 0.5, limit: 3 }),
  new Cycles({ schedule: decay, firstSteps: 100, heightMultiplier: 0.9 }),
  new Cycles({ schedule: decay, firstSteps: 70, lengthMultiplier: 1.3, limit: 5 }),
  new Cycles({ schedule: decay, firstSteps: 64, lengthMultiplier: 0.5, heightMultiplier: 0.9 }),
  new Cycles({ schedule: decay, firstSteps: 70, lengthMultiplier: 0.97, heightMultiplier: 1.1, limit: 20 }),
]);
add('Sum', [new Sum({ schedules: [decay, sequence([0.1, 0.2, 0.3], { boundaries: [100, 200] })] })]);
add('Product', [new Product({ schedules: [decay, withWarmup(1, { steps: 100 })] })]);
add('Minimum', [
  new Minimum({ schedules: [new LinearRamp({ from: 0, to: 1, steps: 1000 }), new Power({ factor: 1, power: -0.5 })] }),
]);
add('Maximum', [new Maximum({ schedules: [decay, 0.02] })]);
add('Sequence', [
  withWarmup(decay, { steps: 100 }),
  withWarmup(decay, { steps: 100, from: 0.02, clock: 'shared' }),
  sequence([0.1, 0.05, 0.02, 0.03], { boundaries: [100, 200, 700] }),
  sequence([new LinearRamp({ from: 0.01, to: 0.1, steps: 100 }), 0.1, decay], { boundaries: [100, 400] }),
  new Sequence({ schedules: [0.1, decay, new LinearRamp(ramp)], boundaries: [50, 150], side: 'left' }),
  sequence([0.1, withWarmup(decay, { steps: 50 }), new Loop({ schedule: decay, steps: 100 })], {
    boundaries: [100, 500],
  }),
]);

const warm = { initValue: 0, peakValue: 0.1, warmupSteps: 100 };
add('optax', [
  optax.constantSchedule({ value: 0.1 }),
  optax.polynomialSchedule({ initValue: 0.1, endValue: 0.01, power: 2, transitionSteps: 500, transitionBegin: 100 }),
  optax.linearSchedule({ initValue: 0.1, endValue: 0.01, transitionSteps: 500, transitionBegin: 100 }),
  optax.piecewiseConstantSchedule({ initValue: 1, boundariesAndScales: { 100: 0.5, 300: 0.1 } }),
  optax.exponentialDecay({
    initValue: 0.1,
    transitionSteps: 100,
    decayRate: 0.5,
    transitionBegin: 50,
    endValue: 0.001,
  }),
  optax.cosineDecaySchedule({ initValue: 0.1, decaySteps: 1000, alpha: 0.1, exponent: 2 }),
  optax.piecewiseInterpolateSchedule({
    interpolateType: 'cosine',
    initValue: 1,
    boundariesAndScales: { 100: 0.5, 300: 0.1 },
  }),
  optax.linearOnecycleSchedule({ transitionSteps: 1000, peakValue: 0.1 }),
  optax.cosineOnecycleSchedule({ transitionSteps: 1000, peakValue: 0.1 }),
  optax.warmupConstantSchedule(warm),
  optax.warmupCosineDecaySchedule({ ...warm, decaySteps: 1000, endValue: 0.001 }),
  optax.warmupExponentialDecaySchedule({ ...warm, transitionSteps: 100, decayRate: 0.9 }),
  optax.sgdrSchedule({
    cosineKwargs: [
      { ...warm, decaySteps: 500 },
      { ...warm, peakValue: 0.05, decaySteps: 700 },
    ],
  }),
]);

const base = { baseLr: 0.1 };
add('torch', [
  torch.constantLR({ ...base, totalIters: 100 }),
  torch.linearLR({ ...base, startFactor: 0.01, totalIters: 500 }),
  torch.exponentialLR({ ...base, gamma: 0.999 }),
  torch.stepLR({ ...base, stepSize: 300 }),
  torch.multiStepLR({ ...base, milestones: [300, 800] }),
  torch.polynomialLR({ ...base, totalIters: 1000, power: 2 }),
  torch.cosineAnnealingLR({ ...base, tMax: 2000, etaMin: 0.001 }),
  torch.cosineAnnealingLR({ ...base, tMax: 200 }),
  torch.cosineAnnealingWarmRestarts({ ...base, t0: 100, tMult: 2, etaMin: 0.001 }),
  torch.cosineAnnealingWarmRestarts({ ...base, t0: 100 }),
  torch.cyclicLR({ baseLr: 0.01, maxLr: 0.1, stepSizeUp: 100 }),
  torch.cyclicLR({ baseLr: 0.01, maxLr: 0.1, stepSizeUp: 100, stepSizeDown: 300, mode: 'triangular2' }),
  torch.cyclicLR({ baseLr: 0.01, maxLr: 0.1, stepSizeUp: 100, mode: 'exp_range', gamma: 0.999 }),
  torch.sequentialLR({
    schedulers: [
      torch.linearLR({ ...base, startFactor: 0.01, totalIters: 100 }),
      torch.cosineAnnealingLR({ ...base, tMax: 2000 }),
    ],
    milestones: [100],
  }),
  torch.sequentialLR({
    schedulers: [torch.linearLR({ ...base, totalIters: 100 }), torch.stepLR({ ...base, stepSize: 200, gamma: 0.5 })],
    milestones: [100],
  }),
]);

// PyTorch's own fails past its end.
add(
  'torch.OneCycleLR',
  [
    torch.oneCycleLR({ maxLr: 0.1, totalSteps: 1000 }),
    torch.oneCycleLR({ maxLr: 0.1, totalSteps: 1000, threePhase: true, annealStrategy: 'linear' }),
  ],
  1000,
);

add('timm', [
  timm.cosineLRScheduler({ ...base, tInitial: 1000, lrMin: 0.001, warmupT: 100, warmupLrInit: 0.0001 }),
  timm.cosineLRScheduler({ ...base, tInitial: 100, cycleMul: 2, cycleDecay: 0.5, cycleLimit: 3, kDecay: 1.5 }),
  timm.tanhLRScheduler({ ...base, tInitial: 1000, warmupT: 50 }),
  timm.polyLRScheduler({ ...base, tInitial: 1000, power: 2 }),
  timm.stepLRScheduler({ ...base, decayT: 300, decayRate: 0.1, warmupT: 20 }),
  timm.multiStepLRScheduler({ ...base, decayT: [300, 600], decayRate: 0.1 }),
]);

const training = { ...base, numWarmupSteps: 100, numTrainingSteps: 1000 };
add('transformers', [
  transformers.getScheduler('linear', training),
  transformers.getScheduler('cosine', training),
  transformers.getScheduler('cosine', { ...training, schedulerSpecificKwargs: { numCycles: 1.7 } }),
  transformers.getScheduler('cosine_with_restarts', { ...training, schedulerSpecificKwargs: { numCycles: 3 } }),
  transformers.getScheduler('cosine_with_restarts', { ...training, schedulerSpecificKwargs: { numCycles: 7 } }),
  transformers.getScheduler('polynomial', { ...training, schedulerSpecificKwargs: { power: 2 } }),
  transformers.getScheduler('constant', training),
  transformers.getScheduler('constant_with_warmup', training),
  transformers.getScheduler('inverse_sqrt', training),
  transformers.getScheduler('cosine_with_min_lr', { ...training, schedulerSpecificKwargs: { minLr: 0.01 } }),
  transformers.getScheduler('cosine_warmup_with_min_lr', { ...training, schedulerSpecificKwargs: { minLrRate: 0.1 } }),
  transformers.getScheduler('warmup_stable_decay', {
    ...base,
    numWarmupSteps: 100,
    schedulerSpecificKwargs: { numStableSteps: 500, numDecaySteps: 300, decayType: '1-sqrt' },
  }),
]);

export { cases };
