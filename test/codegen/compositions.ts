import fc from 'fast-check';
import {
  Clamp,
  Constant,
  CosineRamp,
  Cycles,
  ExponentialDecay,
  ExponentialRamp,
  type LearningRateSchedule,
  LinearRamp,
  LogarithmicRamp,
  Loop,
  Maximum,
  Minimum,
  PingPong,
  PolynomialRamp,
  Power,
  Product,
  Scale,
  Sequence,
  Shift,
  Staircase,
  Stretch,
  Sum,
  TanhRamp,
} from 'lr-schedules';
import { type Domain, rows, sane, schedulesOf } from '../schedule-table.js';

/** Options so small that a few hundred steps show all of a schedule. */
const small: Domain = {
  ...sane,
  rate: fc.oneof({ weight: 9, arbitrary: fc.double({ min: 1e-3, max: 1, noNaN: true }) }, fc.constantFrom(0, 1)),
  length: fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 5, max: 200 }) }, fc.constantFrom(7.5, 20.25)),
  count: fc.integer({ min: 0, max: 100 }),
  offset: fc.integer({ min: -20, max: 100 }),
  fraction: fc.oneof({ weight: 4, arbitrary: fc.double({ min: 0.01, max: 1, noNaN: true }) }, fc.constantFrom(0, 1)),
  factor: fc.double({ min: 0.3, max: 1, noNaN: true }),
  growth: fc.constantFrom(1, 1.3, 2, 3),
  power: fc.constantFrom(1, 1.5, 2, 3, 0.5),
  stepPower: fc.constantFrom(-1, -0.5, 0, 0.5),
  firstBoundary: fc.constant(0),
};

const { rate, length, offset, factor, power, growth } = small;
const record = fc.record;
const ramp = { from: rate, to: rate, steps: length };
const rising = (count: number) =>
  fc
    .uniqueArray(fc.integer({ min: 1, max: 150 }), { minLength: count, maxLength: count })
    .map((x) => x.sort((a, b) => a - b));

const leaves: fc.Arbitrary<LearningRateSchedule> = fc.oneof(
  record({ value: rate }).map((options) => new Constant(options)),
  record(ramp).map((options) => new LinearRamp(options)),
  record({ ...ramp, exponent: power, timePower: power }).map((options) => new CosineRamp(options)),
  record({ ...ramp, power, timePower: power }).map((options) => new PolynomialRamp(options)),
  record({ ...ramp, ratio: fc.constantFrom(0.1, 0.5, 2) }).map((options) => new ExponentialRamp(options)),
  record({ ...ramp, base: fc.constantFrom(2, 100) }).map((options) => new LogarithmicRamp(options)),
  record(ramp).map((options) => new TanhRamp(options)),
  record({ factor: rate, power: small.stepPower, steps: length }).map((options) => new Power(options)),
  record({ initialLearningRate: rate, decaySteps: length, decayRate: factor, staircase: fc.boolean() }).map(
    (options) => new ExponentialDecay(options),
  ),
  ...rows.map((row) => schedulesOf(row, small)),
);

/** Any schedule, composed ones included. */
export const compositions: fc.Arbitrary<LearningRateSchedule> = fc.letrec<{ schedule: LearningRateSchedule }>((tie) => {
  const schedule = tie('schedule');
  const some = fc.array(schedule, { minLength: 1, maxLength: 3 });
  return {
    schedule: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      leaves,
      record({ schedule, factor: rate }).map((options) => new Scale(options)),
      record({ schedule, offset, beforeOffset: fc.constant('hold' as const) }).map((options) => new Shift(options)),
      record({ schedule, to: length }).map((options) => new Clamp(options)),
      record({ schedule, steps: length }).map((options) => new Staircase(options)),
      record({ schedule, steps: length }).map((options) => new Loop(options)),
      record({ schedule, steps: length }).map((options) => new PingPong(options)),
      record({ schedule, steps: length, scheduleSteps: length }).map((options) => new Stretch(options)),
      record({ schedule, firstSteps: length, lengthMultiplier: growth, heightMultiplier: factor }).map(
        (options) => new Cycles({ ...options, limit: 3 }),
      ),
      record({ schedules: some }).map((options) => new Sum(options)),
      record({ schedules: some }).map((options) => new Product(options)),
      record({ schedules: some }).map((options) => new Minimum(options)),
      record({ schedules: some }).map((options) => new Maximum(options)),
      fc
        .integer({ min: 1, max: 3 })
        .chain((count) =>
          record({
            schedules: fc.array(schedule, { minLength: count + 1, maxLength: count + 1 }),
            boundaries: rising(count),
            clock: fc.constantFrom('restart' as const, 'shared' as const),
            side: fc.constantFrom('left' as const, 'right' as const),
          }),
        )
        .map((options) => new Sequence(options)),
    ),
  };
}).schedule;
