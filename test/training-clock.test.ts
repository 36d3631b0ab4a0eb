import fc from 'fast-check';
import { CosineRamp, type TimeUnit, type TrainingClockOptions, trainingClock, withWarmup } from 'lr-schedules';
import { describe, expect, test } from 'vitest';
import { expectError } from './refusal.js';

const call = trainingClock as (options?: unknown) => ReturnType<typeof trainingClock>;

describe('steps per epoch and in total', () => {
  // What is counted, and the same counted by hand.
  test.each<
    [
      name: string,
      options: TrainingClockOptions,
      stepsPerEpoch: number | null,
      epochs: number | null,
      totalSteps: number | null,
    ]
  >([
    ['full batches', { examples: 1000, batchSize: 100, epochs: 3 }, 10, 3, 30],
    ['a last batch that is not full', { examples: 1001, batchSize: 100, epochs: 3 }, 11, 3, 33],
    ['that batch left out', { examples: 1099, batchSize: 100, epochs: 3, dropLast: true }, 10, 3, 30],
    ['one example', { examples: 1, batchSize: 100, epochs: 1 }, 1, 1, 1],
    ['accumulation', { examples: 1000, batchSize: 10, gradientAccumulation: 4, epochs: 2 }, 25, 2, 50],
    [
      'an accumulation that an epoch cuts off',
      { examples: 1000, batchSize: 10, gradientAccumulation: 8, epochs: 2 },
      13,
      2,
      26,
    ],
    [
      'more accumulation than an epoch has batches',
      { examples: 100, batchSize: 50, gradientAccumulation: 8, epochs: 5 },
      1,
      5,
      5,
    ],
    ['workers', { examples: 1000, batchSize: 10, workers: 4, epochs: 2 }, 25, 2, 50],
    ['workers with a batch that is not full', { examples: 1010, batchSize: 10, workers: 4, epochs: 2 }, 26, 2, 52],
    ['all of it', { examples: 50_000, batchSize: 128, gradientAccumulation: 2, workers: 4, epochs: 90 }, 49, 90, 4410],
    ['batches', { batchesPerEpoch: 391, epochs: 10 }, 391, 10, 3910],
    ['batches and accumulation', { batchesPerEpoch: 391, gradientAccumulation: 4, epochs: 10 }, 98, 10, 980],
    ['batches and defaults', { batchesPerEpoch: 10, workers: 1, dropLast: false }, 10, null, null],
    ['half an epoch', { batchesPerEpoch: 391, epochs: 0.5 }, 391, 0.5, 196],
    ['hardly an epoch', { batchesPerEpoch: 391, epochs: 1e-9 }, 391, 1e-9, 1],
    ['steps and batches', { batchesPerEpoch: 400, totalSteps: 1000 }, 400, 2.5, 1000],
    ['steps alone', { totalSteps: 1000 }, null, null, 1000],
    ['epochs alone', { epochs: 3 }, null, 3, null],
    ['batches alone', { batchesPerEpoch: 400 }, 400, null, null],
    ['examples alone', { examples: 1000 }, null, null, null],
    ['nothing', {}, null, null, null],
    [
      'null as left out',
      { examples: null, batchSize: null, batchesPerEpoch: 10, epochs: null, totalSteps: 20 },
      10,
      2,
      20,
    ],
    ['numbers beyond 2^52', { examples: Number.MAX_SAFE_INTEGER, batchSize: 2, epochs: 1 }, 2 ** 52, 1, 2 ** 52],
  ])('%s', (_, options, stepsPerEpoch, epochs, totalSteps) => {
    const clock = trainingClock(options);
    expect({ ...clock, steps: null, timeAt: null }).toEqual({
      stepsPerEpoch,
      epochs,
      totalSteps,
      steps: null,
      timeAt: null,
    });
    expect(Object.isFrozen(clock)).toBe(true);
  });

  test('are those of a loop over the examples', () => {
    const options = fc.record({
      examples: fc.integer({ min: 1, max: 300 }),
      batchSize: fc.integer({ min: 1, max: 40 }),
      workers: fc.integer({ min: 1, max: 5 }),
      gradientAccumulation: fc.integer({ min: 1, max: 6 }),
      epochs: fc.integer({ min: 1, max: 4 }),
      dropLast: fc.boolean(),
    });
    fc.assert(
      fc.property(options, (options) => {
        const { examples, batchSize, workers, gradientAccumulation, epochs, dropLast } = options;
        fc.pre(!dropLast || examples >= batchSize * workers);
        let updates = 0;
        for (let epoch = 0; epoch < epochs; epoch++) {
          let accumulated = 0;
          for (let left = examples; left > 0; left -= batchSize * workers) {
            if (left < batchSize * workers && dropLast) break;
            accumulated++;
            if (accumulated === gradientAccumulation) {
              updates++;
              accumulated = 0;
            }
          }
          if (accumulated > 0) updates++;
        }
        const clock = trainingClock(options);
        expect(clock.totalSteps).toBe(updates);
        expect(clock.stepsPerEpoch).toBe(updates / epochs);
      }),
    );
  });
});

describe('steps', () => {
  const clock = trainingClock({ examples: 1000, batchSize: 100, epochs: 3 });

  test.each([
    [0, 0],
    [1200, 1200],
    ['1200st', 1200],
    ['1.2e3st', 1200],
    ['0st', 0],
    ['1ep', 10],
    ['10ep', 100],
    ['0.5ep', 5],
    ['.5ep', 5],
    ['2.ep', 20],
    ['0.25ep', 3],
    ['0.24ep', 2],
    ['1e2ep', 1000],
    ['0ep', 0],
    ['100%', 30],
    ['30%', 9],
    ['50%', 15],
    ['0.5%', 0],
    ['150%', 45],
    [' 10 ep ', 100],
    ['10EP', 100],
  ])('%o', (time, steps) => {
    expect(clock.steps(time)).toBe(steps);
  });

  test('with steps alone, of percent and steps', () => {
    const clock = trainingClock({ totalSteps: 1000 });
    expect(clock.steps('30%')).toBe(300);
    expect(clock.steps('7%')).toBe(70);
    expect(clock.steps('55%')).toBe(550);
    expect(clock.steps('12st')).toBe(12);
  });

  test('make a schedule that lasts as long as the run', () => {
    const schedule = withWarmup(new CosineRamp({ from: 0.1, to: 0, steps: clock.steps('90%') }), {
      steps: clock.steps('10%'),
    });
    expect(schedule.horizon).toBe(clock.totalSteps);
  });

  test('are whole and the nearest, and times go back and forth', () => {
    const lengths = fc.record({
      batchesPerEpoch: fc.integer({ min: 1, max: 10 ** 6 }),
      epochs: fc.integer({ min: 1, max: 1000 }),
    });
    const amount = fc.double({ min: 0, max: 1000, noNaN: true });
    fc.assert(
      fc.property(lengths, amount, fc.constantFrom<TimeUnit>('ep', '%'), fc.nat(), (lengths, amount, unit, step) => {
        const clock = trainingClock(lengths);
        const [perEpoch, total] = [clock.stepsPerEpoch as number, clock.totalSteps as number];
        const exact = unit === 'ep' ? amount * perEpoch : (amount * total) / 100;
        const steps = clock.steps(`${amount}${unit}`);
        expect(Number.isInteger(steps)).toBe(true);
        expect(Math.abs(steps - exact)).toBeLessThanOrEqual(0.5);
        expect(clock.steps(`${clock.timeAt(step, unit)}${unit}`)).toBe(step);
        expect(clock.steps(`${clock.timeAt(step, 'st')}st`)).toBe(step);
        expect(clock.steps('1ep')).toBe(perEpoch);
        expect(clock.steps('100%')).toBe(total);
        expect(clock.steps(`${lengths.epochs}ep`)).toBe(total);
      }),
    );
  });
});

describe('timeAt', () => {
  const clock = trainingClock({ batchesPerEpoch: 10, epochs: 3 });

  test.each<[number, TimeUnit, number]>([
    [15, 'ep', 1.5],
    [15, '%', 50],
    [15, 'st', 15],
    [0, 'ep', 0],
    [60, '%', 200],
    [-5, 'ep', -0.5],
    [2.5, 'st', 2.5],
  ])('%f in %s', (step, unit, time) => {
    expect(clock.timeAt(step, unit)).toBe(time);
  });
});

describe('errors', () => {
  const full = trainingClock({ batchesPerEpoch: 10, epochs: 3 });

  test.each<[unknown, ErrorConstructor | TypeErrorConstructor, string]>([
    [undefined, TypeError, 'trainingClock requires an object of options, received undefined.'],
    [{ epoch: 3 }, TypeError, 'trainingClock has no option "epoch": did you mean epochs?'],
    [
      { examples: '1000' },
      TypeError,
      'trainingClock: examples must be a whole number of at least 1 or null, received "1000".',
    ],
    [
      { examples: -1, batchSize: 10 },
      RangeError,
      'trainingClock: examples must be a whole number of at least 1 or null, received -1.',
    ],
    [
      { examples: Number.POSITIVE_INFINITY },
      RangeError,
      'trainingClock: examples must be a whole number of at least 1 or null, received Infinity.',
    ],
    [
      { batchSize: 0 },
      RangeError,
      'trainingClock: batchSize must be a whole number of at least 1 or null, received 0.',
    ],
    [
      { batchesPerEpoch: -2 },
      RangeError,
      'trainingClock: batchesPerEpoch must be a whole number of at least 1 or null, received -2.',
    ],
    [{ workers: 1.5 }, RangeError, 'trainingClock: workers must be a whole number of at least 1, received 1.5.'],
    [
      { gradientAccumulation: 0 },
      RangeError,
      'trainingClock: gradientAccumulation must be a whole number of at least 1, received 0.',
    ],
    [{ epochs: 0 }, RangeError, 'trainingClock: epochs must be a positive number or null, received 0.'],
    [
      { totalSteps: 0 },
      RangeError,
      'trainingClock: totalSteps must be a whole number of at least 1 or null, received 0.',
    ],
    [{ dropLast: 1 }, TypeError, 'trainingClock: dropLast must be true or false, received 1.'],
    [
      { examples: 100, batchSize: 64, workers: 2, dropLast: true },
      RangeError,
      'trainingClock: examples must be enough for a batch of each worker (64 · 2) with dropLast, received 100.',
    ],
    [
      { batchesPerEpoch: 10, examples: 1000, workers: 4 },
      TypeError,
      'trainingClock: batchesPerEpoch must be there alone, since it takes the place of examples, batchSize, dropLast and workers: leave it out, or examples and workers.',
    ],
    [
      { totalSteps: 10, epochs: 3 },
      TypeError,
      'trainingClock: totalSteps must be there alone, since it takes the place of epochs: leave out one of them.',
    ],
    [
      { batchesPerEpoch: 1e10, epochs: 1e10 },
      RangeError,
      'trainingClock requires a run of at most 2^53 − 1 steps, received 100000000000000000000.',
    ],
  ])('options %o', (options, type, message) => {
    expectError(() => call(options), type, message);
    expect(() => call(options)).toThrow(type);
  });

  const aTime =
    "trainingClock: steps(time) requires a text such as '10ep' (epochs), '30%' (of the run) or '1200st' (steps)";
  test.each<[unknown, ErrorConstructor | TypeErrorConstructor, string]>([
    [
      undefined,
      TypeError,
      "trainingClock: steps(time) requires a number of steps or a text such as '10ep', '30%' or '1200st', received undefined.",
    ],
    [
      null,
      TypeError,
      "trainingClock: steps(time) requires a number of steps or a text such as '10ep', '30%' or '1200st', received null.",
    ],
    ['', RangeError, `${aTime}, received "".`],
    ['10', RangeError, `${aTime}, received "10".`],
    ['ep', RangeError, `${aTime}, received "ep".`],
    ['10ba', RangeError, `${aTime}, received "10ba".`],
    ['0.5dur', RangeError, `${aTime}, received "0.5dur".`],
    ['10 epochs', RangeError, `${aTime}, received "10 epochs".`],
    ['-1ep', RangeError, `${aTime}, received "-1ep".`],
    ['10,5ep', RangeError, `${aTime}, received "10,5ep".`],
    ['10ep5st', RangeError, `${aTime}, received "10ep5st".`],
    ['Infinityep', RangeError, `${aTime}, received "Infinityep".`],
    [1.5, RangeError, 'trainingClock: steps(time) requires a whole number of steps of at least 0, received 1.5.'],
    [-1, RangeError, 'trainingClock: steps(time) requires a whole number of steps of at least 0, received -1.'],
    [
      Number.NaN,
      RangeError,
      'trainingClock: steps(time) requires a whole number of steps of at least 0, received NaN.',
    ],
    [
      '1.5st',
      RangeError,
      'trainingClock: steps(time) requires a whole number of steps of at least 0, received "1.5st".',
    ],
    ['1e300ep', RangeError, 'trainingClock: steps(time) requires at most 2^53 − 1 steps, received "1e300ep".'],
    ['1e999%', RangeError, 'trainingClock: steps(time) requires at most 2^53 − 1 steps, received "1e999%".'],
  ])('steps(%o)', (time, type, message) => {
    const steps = full.steps as (time: unknown) => number;
    expectError(() => steps(time), type, message);
    expect(() => steps(time)).toThrow(type);
  });

  test('is quick to refuse a hostile text', () => {
    // In time that grows with the square of its length, these would take hours.
    for (const text of ['9'.repeat(1e7), `${' '.repeat(1e7)}x`, `${'1.'.repeat(5e6)}ep`])
      expect(() => full.steps(text)).toThrow(RangeError);
  });

  const noEpoch = 'requires the length of an epoch: pass';
  const noRun = 'requires the length of the run: pass';
  test.each<[TrainingClockOptions, string, string]>([
    [{ totalSteps: 100 }, '10ep', `${noEpoch} examples and batchSize, or batchesPerEpoch.`],
    [{ totalSteps: 100, examples: 1000 }, '10ep', `${noEpoch} batchSize.`],
    [{ totalSteps: 100, batchSize: 10 }, '10ep', `${noEpoch} examples.`],
    [{ epochs: 3 }, '10ep', `${noEpoch} examples and batchSize, or batchesPerEpoch.`],
    [{ epochs: 3 }, '30%', `${noRun} examples and batchSize, or batchesPerEpoch.`],
    [{ epochs: 3, batchSize: 10 }, '30%', `${noRun} examples.`],
    [{ batchesPerEpoch: 10 }, '30%', `${noRun} epochs or totalSteps.`],
    [{}, '30%', `${noRun} totalSteps, or epochs with examples and batchSize, or batchesPerEpoch.`],
  ])('%o cannot tell %s', (options, time, message) => {
    const clock = trainingClock(options);
    expectError(() => clock.steps(time), TypeError, `trainingClock: steps("${time}") ${message}`);
    const unit = time.replace(/\d+/, '') as TimeUnit;
    expectError(() => clock.timeAt(5, unit), TypeError, `trainingClock: timeAt(5, "${unit}") ${message}`);
    expect(clock.steps('5st')).toBe(5);
  });

  test.each<[unknown, unknown, ErrorConstructor | TypeErrorConstructor, string]>([
    ['5', 'ep', TypeError, 'trainingClock: timeAt(step, unit) requires a number of steps, received "5".'],
    [
      Number.NaN,
      'ep',
      RangeError,
      'trainingClock: timeAt(step, unit) requires a finite number of steps, received NaN.',
    ],
    [
      5,
      'epochs',
      RangeError,
      "trainingClock: timeAt(step, unit) requires 'ep', '%' or 'st' as its unit, received \"epochs\".",
    ],
    [
      5,
      undefined,
      RangeError,
      "trainingClock: timeAt(step, unit) requires 'ep', '%' or 'st' as its unit, received undefined.",
    ],
  ])('timeAt(%o, %o)', (step, unit, type, message) => {
    const timeAt = full.timeAt as (step: unknown, unit: unknown) => number;
    expectError(() => timeAt(step, unit), type, message);
    expect(() => timeAt(step, unit)).toThrow(type);
  });
});
