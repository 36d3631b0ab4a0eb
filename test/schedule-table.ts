import fc from 'fast-check';
import {
  CosineDecay,
  CosineDecayRestarts,
  CosineDecayWithOffset,
  DirectPowerDecay,
  ExponentialDecay,
  ExponentialDecayWithOffset,
  InverseTimeDecay,
  LearningRateSchedule,
  LinearWarmup,
  type OffsetOptions,
  PiecewiseConstantDecay,
  PiecewiseConstantDecayWithOffset,
  PolynomialDecay,
  PolynomialDecayWithOffset,
  PolynomialWarmUp,
  PowerAndLinearDecay,
  PowerDecayWithOffset,
  type ScheduleClass,
  StepCosineDecayWithOffset,
} from 'lr-schedules';

// Counterexamples are printed as JSON.
Object.defineProperty(LearningRateSchedule.prototype, fc.toStringMethod, {
  value(this: LearningRateSchedule) {
    return JSON.stringify(this);
  },
});

/** Where options are drawn from. */
export interface Domain {
  /** A learning rate. */
  readonly rate: fc.Arbitrary<number>;
  /** A number of steps above 0. */
  readonly length: fc.Arbitrary<number>;
  /** A number of steps of at least 0. */
  readonly count: fc.Arbitrary<number>;
  readonly offset: fc.Arbitrary<number>;
  /** A part of a whole. */
  readonly fraction: fc.Arbitrary<number>;
  /** What is multiplied by, again and again. */
  readonly factor: fc.Arbitrary<number>;
  /** The factor from one cycle's length to the next one's. */
  readonly growth: fc.Arbitrary<number>;
  /** The power of a number from 0 to 1. */
  readonly power: fc.Arbitrary<number>;
  /** The power of a step. */
  readonly stepPower: fc.Arbitrary<number>;
  /** The first of the boundaries of `StepCosineDecayWithOffset`. */
  readonly firstBoundary: fc.Arbitrary<number>;
  readonly name: fc.Arbitrary<string | null>;
}

/** What people train with: every law holds for it. */
export const sane: Domain = {
  rate: fc.oneof({ weight: 9, arbitrary: fc.double({ min: 1e-6, max: 1, noNaN: true }) }, fc.constant(0)),
  length: fc.integer({ min: 100, max: 100_000 }),
  count: fc.integer({ min: 0, max: 10_000 }),
  offset: fc.integer({ min: -1000, max: 10_000 }),
  fraction: fc.oneof({ weight: 9, arbitrary: fc.double({ min: 0.001, max: 1, noNaN: true }) }, fc.constant(0)),
  factor: fc.double({ min: 0.1, max: 1, noNaN: true }),
  growth: fc.constantFrom(1, 1.3, 1.5, 2, 3),
  power: fc.constantFrom(1, 1.5, 2, 3),
  stepPower: fc.constantFrom(-2, -1, -0.7, -0.5, 0, 0.5, 1),
  firstBoundary: fc.constant(0),
  name: fc.constantFrom('mine', 'SGDR'),
};

// JSON has no -0: it is saved as 0.
const anyNumber = fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0);
const anyPositive = fc.double({ min: 0, minExcluded: true, noNaN: true, noDefaultInfinity: true });

/** All that the constructors take, with results that may be NaN or infinite. */
export const wild: Domain = {
  rate: anyNumber,
  length: anyPositive,
  count: fc.oneof(anyPositive, fc.constant(0)),
  offset: anyNumber,
  fraction: anyNumber,
  factor: anyNumber,
  growth: anyPositive,
  power: anyNumber,
  stepPower: anyNumber,
  firstBoundary: anyNumber,
  name: fc.option(fc.string()),
};

/** A step, the rate there, and by how many units in the last place of the largest rate it may be off (none). */
export type Landmark = readonly [step: number, rate: number, ulps?: number];

type Constructor = ScheduleClass & (new (options: never) => LearningRateSchedule);

interface RowOf<C extends Constructor> {
  readonly type: C;
  /** Options that have no default. */
  readonly required: readonly (keyof ConstructorParameters<C>[0] & string)[];
  /** All options with any valid values; `schedules` are for options that take a schedule. */
  readonly options: (
    of: Domain,
    schedules: fc.Arbitrary<LearningRateSchedule>,
  ) => fc.Arbitrary<ConstructorParameters<C>[0]>;
  readonly examples: Readonly<Record<string, ConstructorParameters<C>[0]>>;
  /** The known points of a schedule with sane options. */
  readonly landmarks: (schedule: InstanceType<C>) => readonly Landmark[];
  /** The most that the rate changes from one step to the next with sane options, from the offset on; infinite where it jumps. */
  readonly steepest: (schedule: InstanceType<C>) => number;
}

export type Row = RowOf<ScheduleClass & (new (options: object) => LearningRateSchedule)>;

const row = <C extends Constructor>(of: RowOf<C>) => of as unknown as Row;

const withOffsetOptions = (of: Domain) => ({
  offset: of.offset,
  beforeOffset: fc.constantFrom<OffsetOptions['beforeOffset'] & string>('extrapolate', 'hold'),
});

const cosineOptions = (of: Domain) => ({
  initialLearningRate: of.rate,
  decaySteps: of.length,
  alpha: of.fraction,
  name: of.name,
  warmupTarget: fc.option(of.rate),
  warmupSteps: of.count,
});
const decayOptions = (of: Domain) => ({
  initialLearningRate: of.rate,
  decaySteps: of.length,
  decayRate: of.factor,
  staircase: fc.boolean(),
  name: of.name,
});
const polynomialOptions = (of: Domain) => ({
  initialLearningRate: of.rate,
  decaySteps: of.length,
  endLearningRate: of.rate,
  power: of.power,
  cycle: fc.boolean(),
  name: of.name,
});
/** Boundaries and as many values and `more`, with other options. */
function piecesOptions<T>(of: Domain, first: fc.Arbitrary<number>, more: number, others: fc.Arbitrary<T>) {
  return fc.uniqueArray(of.length, { minLength: 1, maxLength: 5 }).chain((steps) => {
    const rising = steps.toSorted((a, b) => a - b);
    const boundaries = first.map((step) => (step < (rising[0] as number) ? [step, ...rising.slice(1)] : rising));
    const values = fc.array(of.rate, { minLength: rising.length + more, maxLength: rising.length + more });
    return fc
      .tuple(boundaries, values, others)
      .map(([boundaries, values, others]) => ({ boundaries, values, ...others }));
  });
}
const warmupOptions = (of: Domain, schedules: fc.Arbitrary<LearningRateSchedule>) => ({
  afterWarmupLrSched: fc.oneof({ weight: 3, arbitrary: schedules }, of.rate),
  warmupSteps: of.count,
  name: of.name,
});

/** The known points of a schedule that starts at `offset`. */
const from = (offset: number, landmarks: readonly Landmark[]): readonly Landmark[] =>
  landmarks.map(([step, ...rest]) => [step + offset, ...rest]);

function cosineLandmarks({
  initialLearningRate,
  warmupTarget,
  warmupSteps,
  decaySteps,
  alpha,
}: CosineDecay): Landmark[] {
  const warmup = warmupTarget === null ? 0 : warmupSteps;
  const peak = warmupTarget ?? initialLearningRate;
  const end = warmup + decaySteps;
  return [
    [0, warmup > 0 ? initialLearningRate : peak],
    [warmup / 2, warmup > 0 ? (initialLearningRate + peak) / 2 : peak, 1],
    [warmup, peak],
    [warmup + decaySteps / 2, peak * ((1 - alpha) * 0.5 + alpha)],
    [end, alpha * peak],
    [end + 0.5, alpha * peak],
    [2 ** 53, alpha * peak],
  ];
}
const steepestCosine = ({ initialLearningRate, warmupTarget, warmupSteps, decaySteps, alpha }: CosineDecay) => {
  const peak = warmupTarget ?? initialLearningRate;
  const climb = warmupSteps > 0 ? Math.abs(peak - initialLearningRate) / warmupSteps : 0;
  return Math.max(climb, (peak * (1 - alpha) * Math.PI) / (2 * decaySteps));
};

/** A power of a negative number is none. */
const notNegative = <O extends { decayRate: number }>(options: O): O => ({
  ...options,
  decayRate: Math.abs(options.decayRate),
});

function exponentialLandmarks({ initialLearningRate, decaySteps, decayRate, staircase }: ExponentialDecay): Landmark[] {
  return [
    [0, initialLearningRate],
    [decaySteps / 4, staircase ? initialLearningRate : initialLearningRate * Math.sqrt(Math.sqrt(decayRate)), 2],
    [decaySteps, initialLearningRate * decayRate],
    [2 * decaySteps, initialLearningRate * decayRate * decayRate, 2],
  ];
}
const steepestExponential = ({ initialLearningRate, decaySteps, decayRate, staircase }: ExponentialDecay) =>
  staircase ? Number.POSITIVE_INFINITY : (initialLearningRate * -Math.log(decayRate)) / decaySteps;

function polynomialLandmarks(schedule: PolynomialDecay): Landmark[] {
  const { initialLearningRate, endLearningRate, decaySteps, power, cycle } = schedule;
  const afterCycles = (cycles: number) =>
    endLearningRate + (initialLearningRate - endLearningRate) * (1 / (cycles + 1)) ** power;
  return [
    [0, initialLearningRate, 1],
    [decaySteps / 2, (initialLearningRate - endLearningRate) * 0.5 ** power + endLearningRate],
    [decaySteps, endLearningRate],
    [2 * decaySteps, endLearningRate],
    [2 ** 40 * decaySteps, endLearningRate],
    // A stretched cycle starts at a fraction of the full height.
    [decaySteps + 1e-9, cycle ? afterCycles(1) : endLearningRate, 1e6],
  ];
}
const steepestPolynomial = (schedule: PolynomialDecay) => {
  const { initialLearningRate, endLearningRate, decaySteps, power, cycle } = schedule;
  if (cycle) return Number.POSITIVE_INFINITY;
  return Math.abs(initialLearningRate - endLearningRate) * steepestPower(decaySteps, power);
};
/** The most that (t / length)^power changes in a step, for t from 0 to `length`. */
const steepestPower = (length: number, power: number) => Math.max(power / length, length ** -power);

const piecewiseLandmarks = ({ boundaries, rates }: PiecewiseConstantDecay): Landmark[] => [
  [-1, rates[0] as number],
  ...boundaries.flatMap((boundary, i): Landmark[] => [
    [boundary, rates[i] as number],
    [boundary + 0.5, rates[i + 1] as number],
  ]),
  [2 ** 53, rates.at(-1) as number],
];
const jumps = () => Number.POSITIVE_INFINITY;

const at = (after: LearningRateSchedule | number, step: number) => (typeof after === 'number' ? after : after(step));

/** The steepest step of a schedule or a constant, from the last offset in it on. */
export const steepestOf = (after: LearningRateSchedule | number): number =>
  typeof after === 'number' ? 0 : rowOf(after).steepest(after);

/** All classes, in the order of `scheduleClasses`. */
export const rows: readonly Row[] = [
  row({
    type: CosineDecay,
    required: ['initialLearningRate', 'decaySteps'],
    options: (of) => fc.record(cosineOptions(of)),
    examples: {
      'a decay to 0': { initialLearningRate: 0.1, decaySteps: 1000 },
      'a warmup and a floor': {
        initialLearningRate: 0.003,
        decaySteps: 997,
        alpha: 0.07,
        warmupTarget: 0.11,
        warmupSteps: 101,
        name: 'mine',
      },
      'a warmup of no length': { initialLearningRate: 0.01, decaySteps: 500, warmupTarget: 0.2, name: null },
    },
    landmarks: cosineLandmarks,
    steepest: steepestCosine,
  }),
  row({
    type: CosineDecayRestarts,
    required: ['initialLearningRate', 'firstDecaySteps'],
    options: (of) =>
      fc.record({
        initialLearningRate: of.rate,
        firstDecaySteps: of.length,
        tMul: of.growth,
        mMul: of.factor,
        alpha: of.fraction,
        name: of.name,
      }),
    examples: {
      'cycles that double': { initialLearningRate: 0.1, firstDecaySteps: 100 },
      'equal cycles, ever lower': { initialLearningRate: 0.13, firstDecaySteps: 211, tMul: 1, mMul: 0.9, alpha: 0.03 },
      'cycles by a half longer': { initialLearningRate: 0.07, firstDecaySteps: 128, tMul: 1.5, mMul: 0.7, name: null },
    },
    landmarks: ({ initialLearningRate, firstDecaySteps, mMul, alpha }) => [
      [0, initialLearningRate],
      [firstDecaySteps / 2, initialLearningRate * ((1 - alpha) * 0.5 + alpha)],
      [firstDecaySteps, initialLearningRate * ((1 - alpha) * mMul + alpha), 2],
    ],
    steepest: jumps,
  }),
  row({
    type: CosineDecayWithOffset,
    required: ['initialLearningRate', 'decaySteps'],
    options: (of) => fc.record({ ...cosineOptions(of), ...withOffsetOptions(of) }),
    examples: {
      "the docs' own": {
        offset: 250,
        initialLearningRate: 0,
        decaySteps: 5000,
        alpha: 0.01,
        warmupTarget: 0.1,
        warmupSteps: 500,
      },
      'held before its start': { offset: 101, initialLearningRate: 0.1, decaySteps: 307, beforeOffset: 'hold' },
    },
    landmarks: (schedule) => from(schedule.offset, cosineLandmarks(schedule)),
    steepest: steepestCosine,
  }),
  row({
    type: DirectPowerDecay,
    required: ['initialLearningRate'],
    options: (of) => fc.record({ initialLearningRate: of.rate, power: of.stepPower, name: of.name }),
    examples: {
      'an inverse square root': { initialLearningRate: 0.1, power: -0.5 },
      'the default, which grows': { initialLearningRate: 0.001 },
    },
    landmarks: ({ initialLearningRate, power }) => [
      [-1, initialLearningRate],
      [0, initialLearningRate],
      [1, initialLearningRate],
      [4, initialLearningRate * 4 ** power],
    ],
    steepest: ({ initialLearningRate, power }) => initialLearningRate * Math.abs(power),
  }),
  row({
    type: ExponentialDecay,
    required: ['initialLearningRate', 'decaySteps', 'decayRate'],
    options: (of) => fc.record(decayOptions(of)).map(notNegative),
    examples: {
      smooth: { initialLearningRate: 0.1, decaySteps: 1000, decayRate: 0.5 },
      'in stairs': { initialLearningRate: 0.3, decaySteps: 113, decayRate: 0.91, staircase: true, name: 'stairs' },
    },
    landmarks: exponentialLandmarks,
    steepest: steepestExponential,
  }),
  row({
    type: ExponentialDecayWithOffset,
    required: ['initialLearningRate', 'decaySteps', 'decayRate'],
    options: (of) => fc.record({ ...decayOptions(of), ...withOffsetOptions(of) }).map(notNegative),
    examples: {
      'smooth, from a step on': { offset: 100, initialLearningRate: 0.1, decaySteps: 1000, decayRate: 0.5 },
      'in stairs, held before its start': {
        offset: 53,
        initialLearningRate: 0.3,
        decaySteps: 113,
        decayRate: 0.91,
        staircase: true,
        beforeOffset: 'hold',
      },
    },
    landmarks: (schedule) => from(schedule.offset, exponentialLandmarks(schedule)),
    steepest: steepestExponential,
  }),
  row({
    type: InverseTimeDecay,
    required: ['initialLearningRate', 'decaySteps', 'decayRate'],
    options: (of) => fc.record(decayOptions(of)),
    examples: {
      smooth: { initialLearningRate: 0.1, decaySteps: 1000, decayRate: 0.5 },
      'in stairs': { initialLearningRate: 0.3, decaySteps: 113, decayRate: 0.7, staircase: true },
    },
    landmarks: ({ initialLearningRate, decaySteps, decayRate, staircase }) => [
      [0, initialLearningRate],
      [decaySteps / 4, staircase ? initialLearningRate : initialLearningRate / (1 + decayRate / 4)],
      [decaySteps, initialLearningRate / (1 + decayRate)],
      [2 * decaySteps, initialLearningRate / (1 + 2 * decayRate)],
    ],
    steepest: ({ initialLearningRate, decaySteps, decayRate, staircase }) =>
      staircase ? Number.POSITIVE_INFINITY : (initialLearningRate * decayRate) / decaySteps,
  }),
  row({
    type: LinearWarmup,
    required: ['afterWarmupLrSched', 'warmupSteps', 'warmupLearningRate'],
    options: (of, schedules) => fc.record({ ...warmupOptions(of, schedules), warmupLearningRate: of.rate }),
    examples: {
      'to a constant': { afterWarmupLrSched: 0.1, warmupSteps: 103, warmupLearningRate: 0.001 },
      'to a decay': {
        afterWarmupLrSched: new CosineDecayWithOffset({ offset: 97, initialLearningRate: 0.1, decaySteps: 1009 }),
        warmupSteps: 97,
        warmupLearningRate: 0.003,
        name: 'mine',
      },
      'to a warmup to stairs': {
        afterWarmupLrSched: new PolynomialWarmUp({
          afterWarmupLrSched: new PiecewiseConstantDecay({ boundaries: [200, 300], values: [0.3, 0.2, 0.1] }),
          warmupSteps: 150,
          power: 2,
        }),
        warmupSteps: 40,
        warmupLearningRate: 0.1,
      },
    },
    landmarks: ({ afterWarmupLrSched: after, warmupSteps, warmupLearningRate }) => [
      [0, warmupSteps > 0 ? warmupLearningRate : at(after, 0)],
      [warmupSteps / 2, warmupSteps > 0 ? (warmupLearningRate + at(after, warmupSteps)) / 2 : at(after, 0), 2],
      [warmupSteps, at(after, warmupSteps)],
      [warmupSteps + 1, at(after, warmupSteps + 1)],
    ],
    steepest: ({ afterWarmupLrSched: after, warmupSteps, warmupLearningRate }) =>
      Math.max(
        warmupSteps > 0 ? Math.abs(at(after, warmupSteps) - warmupLearningRate) / warmupSteps : 0,
        steepestOf(after),
      ),
  }),
  row({
    type: PiecewiseConstantDecay,
    required: ['boundaries', 'values'],
    options: (of) => piecesOptions(of, of.length, 1, fc.record({ name: of.name })),
    examples: {
      'two drops': { boundaries: [1000, 2000], values: [0.1, 0.01, 0.001] },
      'up and down again': { boundaries: [101, 211, 307], values: [0.01, 0.13, 0.11, 0.003], name: null },
    },
    landmarks: piecewiseLandmarks,
    steepest: jumps,
  }),
  row({
    type: PiecewiseConstantDecayWithOffset,
    required: ['boundaries', 'values'],
    options: (of) => piecesOptions(of, of.length, 1, fc.record({ name: of.name, ...withOffsetOptions(of) })),
    examples: {
      'two drops, from a step on': { offset: 500, boundaries: [1000, 2000], values: [0.1, 0.01, 0.001] },
    },
    landmarks: (schedule) => from(schedule.offset, piecewiseLandmarks(schedule)),
    steepest: jumps,
  }),
  row({
    type: PolynomialDecay,
    required: ['initialLearningRate', 'decaySteps'],
    options: (of) => fc.record(polynomialOptions(of)),
    examples: {
      'a straight line': { initialLearningRate: 0.1, decaySteps: 1000 },
      'a curve to 0': { initialLearningRate: 0.07, decaySteps: 997, endLearningRate: 0, power: 2 },
      'a root': { initialLearningRate: 0.1, decaySteps: 997, endLearningRate: 0.003, power: 0.5 },
      'in stretched cycles': { initialLearningRate: 0.1, decaySteps: 103, endLearningRate: 0.01, cycle: true },
    },
    landmarks: polynomialLandmarks,
    steepest: steepestPolynomial,
  }),
  row({
    type: PolynomialDecayWithOffset,
    required: ['initialLearningRate', 'decaySteps'],
    options: (of) => fc.record({ ...polynomialOptions(of), ...withOffsetOptions(of) }),
    examples: {
      'a straight line, from a step on': {
        offset: 500,
        initialLearningRate: 0.1,
        decaySteps: 1000,
        endLearningRate: 0,
      },
      'in stretched cycles, from a step on': {
        offset: 211,
        initialLearningRate: 0.1,
        decaySteps: 103,
        endLearningRate: 0.01,
        power: 1.5,
        cycle: true,
      },
    },
    landmarks: (schedule) => from(schedule.offset, polynomialLandmarks(schedule)).slice(0, -1),
    steepest: steepestPolynomial,
  }),
  row({
    type: PolynomialWarmUp,
    required: ['afterWarmupLrSched', 'warmupSteps'],
    options: (of, schedules) => fc.record({ ...warmupOptions(of, schedules), power: of.power }),
    examples: {
      'to a constant': { afterWarmupLrSched: 0.1, warmupSteps: 103, power: 2 },
      'to a decay': {
        afterWarmupLrSched: new PolynomialDecay({ initialLearningRate: 0.1, decaySteps: 1009, endLearningRate: 0 }),
        warmupSteps: 97,
        name: null,
      },
    },
    landmarks: ({ afterWarmupLrSched: after, warmupSteps, power }) => [
      [0, warmupSteps > 0 ? at(after, warmupSteps) * (1 / warmupSteps) ** power : at(after, 0)],
      [1, warmupSteps > 1 ? at(after, warmupSteps) * (1 / warmupSteps) ** power : at(after, 1)],
      [warmupSteps, at(after, warmupSteps)],
      [warmupSteps + 1, at(after, warmupSteps + 1)],
    ],
    steepest: ({ afterWarmupLrSched: after, warmupSteps, power }) =>
      Math.max(
        warmupSteps > 0 ? Math.abs(at(after, warmupSteps)) * steepestPower(warmupSteps, power) : 0,
        steepestOf(after),
      ),
  }),
  row({
    type: PowerAndLinearDecay,
    required: ['initialLearningRate', 'totalDecaySteps'],
    options: (of) =>
      fc.record({
        initialLearningRate: of.rate,
        totalDecaySteps: of.length,
        power: of.stepPower,
        linearDecayFraction: of.fraction,
        offset: of.offset,
        name: of.name,
      }),
    examples: {
      'an inverse square root and a tail': { initialLearningRate: 0.1, totalDecaySteps: 1000, power: -0.5 },
      'no tail': { initialLearningRate: 0.1, totalDecaySteps: 1000, power: -1, linearDecayFraction: 0, offset: 101 },
      'all tail': { initialLearningRate: 0.01, totalDecaySteps: 997, power: 0, linearDecayFraction: 1, offset: -101 },
    },
    landmarks: ({ initialLearningRate, totalDecaySteps: total, power, linearDecayFraction, offset }) => {
      const tail = total * linearDecayFraction;
      const beforeTail = Math.floor(total - tail) - 1;
      const curve = (step: number) => initialLearningRate * Math.max(step, 1) ** power;
      return from(offset, [
        [0, curve(0)],
        [1, curve(1) * (tail > 0 ? Math.min(1, (total - 1) / tail) : 1), 1],
        [beforeTail, curve(beforeTail)],
        [total - 1, curve(total - 1) * (tail > 0 ? Math.min(1, 1 / tail) : 1), 2],
        [total, tail > 0 ? 0 : curve(total)],
        [2 * total, tail > 0 ? 0 : curve(2 * total)],
      ]);
    },
    steepest: ({ initialLearningRate, totalDecaySteps, power, linearDecayFraction }) => {
      const tail = totalDecaySteps * linearDecayFraction;
      const highest = initialLearningRate * Math.max(1, totalDecaySteps ** power);
      return initialLearningRate * Math.abs(power) + (tail > 0 ? highest / tail : 0);
    },
  }),
  row({
    type: PowerDecayWithOffset,
    required: ['initialLearningRate'],
    options: (of) =>
      fc.record({
        initialLearningRate: of.rate,
        power: of.stepPower,
        offset: of.offset,
        preOffsetLearningRate: of.rate,
        name: of.name,
      }),
    examples: {
      'a constant and an inverse square root': {
        initialLearningRate: 0.1,
        power: -0.5,
        offset: 1000,
        preOffsetLearningRate: 0.05,
      },
      'a million before it': { initialLearningRate: 0.1, power: -1, offset: 10 },
    },
    landmarks: ({ initialLearningRate, power, offset, preOffsetLearningRate }) =>
      from(offset, [
        [-1, preOffsetLearningRate],
        [0, preOffsetLearningRate],
        [1, Math.min(preOffsetLearningRate, initialLearningRate)],
        [4, Math.min(preOffsetLearningRate, initialLearningRate * 4 ** power)],
      ]),
    steepest: jumps,
  }),
  row({
    type: StepCosineDecayWithOffset,
    required: ['boundaries', 'values'],
    options: (of) => piecesOptions(of, of.firstBoundary, 0, fc.record({ offset: of.offset, name: of.name })),
    examples: {
      'two half cosines': { boundaries: [0, 1000, 2000], values: [0.1, 0.05, 0] },
      'up and down, from a step on': { boundaries: [0, 103, 401], values: [0.01, 0.1, 0.003], offset: 211 },
      'a single value': { boundaries: [0], values: [0.1] },
    },
    landmarks: ({ boundaries, rates, offset }) =>
      from(offset, [
        ...boundaries.map((boundary, i): Landmark => [boundary, rates[i] as number, i < rates.length - 1 ? 1 : 0]),
        ...boundaries.slice(1).map((boundary, i): Landmark => {
          const halfWay = ((boundaries[i] as number) + boundary) / 2;
          return [halfWay, ((rates[i] as number) + (rates[i + 1] as number)) / 2, 1];
        }),
        [2 ** 53, rates.at(-1) as number],
      ]),
    steepest: ({ boundaries, rates }) =>
      Math.max(
        0,
        ...boundaries.slice(1).map((boundary, i) => {
          const drop = Math.abs((rates[i] as number) - (rates[i + 1] as number));
          return (drop * Math.PI) / 2 / (boundary - (boundaries[i] as number));
        }),
      ),
  }),
];

/** The row of a schedule's class. */
export const rowOf = (schedule: LearningRateSchedule): Row =>
  rows.find(({ type }) => type === schedule.constructor) as Row;

/** The named examples of a class, built. */
export const examplesOf = ({ type, examples }: Row): readonly LearningRateSchedule[] =>
  Object.values(examples).map((options) => new type(options));

/** Options of a class, with or without those that have a default; schedules among them nest up to four deep. */
export function optionsOf(row: Row, of: Domain): fc.Arbitrary<object> {
  const { schedule } = fc.letrec<{ schedule: LearningRateSchedule }>((tie) => ({
    schedule: fc.oneof({ maxDepth: 4 }, ...rows.map((inner) => build(inner, of, tie('schedule')))),
  }));
  return someOptions(row, of, schedule);
}

/** Schedules of a class. */
export const schedulesOf = (row: Row, of: Domain): fc.Arbitrary<LearningRateSchedule> =>
  optionsOf(row, of).map((options) => new row.type(options));

const build = (row: Row, of: Domain, schedules: fc.Arbitrary<LearningRateSchedule>) =>
  someOptions(row, of, schedules).map((options) => new row.type(options));

function someOptions({ type, required, options }: Row, of: Domain, schedules: fc.Arbitrary<LearningRateSchedule>) {
  const optional = Object.keys(type.options ?? {}).filter(
    (option) => !(required as readonly string[]).includes(option),
  );
  return fc
    .tuple(options(of, schedules), fc.subarray(optional))
    .map(([all, left]) => Object.fromEntries(Object.entries(all).filter(([option]) => !left.includes(option))));
}

/** A schedule and all that are nested in it. */
export function nestedIn(schedule: LearningRateSchedule): LearningRateSchedule[] {
  const inner = Object.values(schedule)
    .flat()
    .filter((value) => value instanceof LearningRateSchedule);
  return [schedule, ...inner.flatMap(nestedIn)];
}

/** The step from which a schedule's own formula is not extrapolated. */
export const offsetOf = (schedule: LearningRateSchedule) => Number(Reflect.get(schedule, 'offset') ?? 0);

/** Steps at which something may change: each number in the options and the sum of each two, a step before and after it. */
export function stepsOf(schedule: LearningRateSchedule): number[] {
  const written = JSON.stringify(schedule).match(/-?\d+(\.\d+)?(e[+-]?\d+)?/g) ?? [];
  const numbers = [...new Set(written.map(Number))].filter((x) => Math.abs(x) >= 1 && Math.abs(x) <= 2 ** 40);
  const sums = numbers.flatMap((x, i) => numbers.slice(i).map((y) => x + y));
  const near = [0, 1000, ...numbers, ...sums].flatMap((x) => [x - 1, x, x + 1]);
  return [...new Set(near)].sort((a, b) => a - b);
}
