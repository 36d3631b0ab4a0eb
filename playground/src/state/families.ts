import type { TrainingClock } from 'lr-schedules';
import { type CatalogEntry, scheduleFrom } from 'lr-schedules/recipe';
import { isNamed, type NamedSpec } from './spec.js';
import { difference, sum, type Time } from './times.js';

/** What the members of all families are made from; a family has those of its own and leaves the others as they are. */
interface Shape {
  readonly peak: number;
  /** The rate at the end. */
  readonly floor: number;
  /** The rate at step 0, where the warmup starts. */
  readonly start: number;
  /** Length of the warmup, of the whole, of the decay or the time until the rate is multiplied by `factor`. */
  readonly warmup: Time;
  readonly total: Time;
  readonly decay: Time;
  readonly factor: number;
  readonly power: number;
  /** How the last part falls. */
  readonly fall: 'linear' | 'cosine' | '1-sqrt';
  /** Of one cycle: the part that climbs, peak / start, start / floor. */
  readonly climb: number;
  readonly divide: number;
  readonly divideFinal: number;
}

const plain: Shape = {
  peak: 0.1,
  floor: 0,
  start: 0,
  warmup: 0,
  total: 0,
  decay: 0,
  factor: 1,
  power: 1,
  fall: 'linear',
  climb: 0.3,
  divide: 25,
  divideFinal: 1e4,
};

interface Tools {
  readonly clock: TrainingClock;
  minus(a: Time, b: Time): Time;
  plus(a: Time, b: Time): Time;
}

/** How one framework has a family. */
interface Member {
  readonly framework: CatalogEntry['framework'];
  /** The spec; null for a shape that the framework cannot have. */
  write(shape: Shape, tools: Tools): NamedSpec | null;
  /** The shape of a spec of its type, taken on trust: whether it is right is found out by writing it again. */
  read(spec: Spec, tools: Tools): Partial<Shape>;
}

/** A spec whose options are what they are hoped to be; where not, the schedules will differ. */
// biome-ignore lint/suspicious/noExplicitAny: see above.
type Spec = Readonly<Record<string, any>>;

interface Family {
  readonly name: string;
  readonly members: readonly Member[];
}

/** PyTorch has no warmup from 0. */
const TORCH_LEAST = 1e-6;

const torchWarmup = ({ peak, start, warmup }: Shape): NamedSpec => ({
  type: 'torch.LinearLR',
  base_lr: peak,
  start_factor: Math.max(start / peak, TORCH_LEAST),
  total_iters: warmup,
});
const readTorchWarmup = ({ base_lr, start_factor, total_iters }: Spec): Partial<Shape> => ({
  peak: base_lr,
  start: start_factor <= TORCH_LEAST ? 0 : start_factor * base_lr,
  warmup: total_iters,
});

/** PyTorch's schedulers in turn, the warmup left out where there is none. */
function inTorch(shape: Shape, rest: NamedSpec): NamedSpec {
  if (isZero(shape.warmup)) return rest;
  return { type: 'torch.SequentialLR', schedulers: [torchWarmup(shape), rest], milestones: [shape.warmup] };
}

const inModelGarden = ({ warmup, start }: Shape, after: NamedSpec | number): NamedSpec | null =>
  isZero(warmup)
    ? isNamed(after)
      ? after
      : null
    : { type: 'LinearWarmup', after_warmup_lr_sched: after, warmup_steps: warmup, warmup_learning_rate: start };

const inBlocks = ({ warmup, start }: Shape, schedule: NamedSpec | number): NamedSpec | null =>
  isZero(warmup) ? (isNamed(schedule) ? schedule : null) : { type: 'withWarmup', schedule, steps: warmup, from: start };

function inOptax({ start, peak, warmup }: Shape, rest: readonly NamedSpec[], boundaries: readonly Time[]): NamedSpec {
  const [only] = rest;
  if (isZero(warmup) && rest.length === 1 && only) return only;
  const climb = { type: 'optax.linear_schedule', init_value: start, end_value: peak, transition_steps: warmup };
  return isZero(warmup)
    ? { type: 'optax.join_schedules', schedules: rest, boundaries }
    : { type: 'optax.join_schedules', schedules: [climb, ...rest], boundaries: [warmup, ...boundaries] };
}

const isZero = (time: Time) => Number.parseFloat(String(time)) === 0;
/** Transformers climbs from 0 only. */
const climbsFromZero = ({ warmup, start }: Shape) => isZero(warmup) || start === 0;

const families: readonly Family[] = [
  {
    name: 'Cosine',
    members: [
      {
        framework: 'keras',
        write: ({ peak, floor, start, warmup, total }, { minus }) =>
          isZero(warmup)
            ? { type: 'CosineDecay', initial_learning_rate: peak, decay_steps: total, alpha: floor / peak }
            : {
                type: 'CosineDecay',
                initial_learning_rate: start,
                warmup_target: peak,
                warmup_steps: warmup,
                decay_steps: minus(total, warmup),
                alpha: floor / peak,
              },
        read: ({ initial_learning_rate, warmup_target = null, warmup_steps = 0, decay_steps, alpha = 0 }, { plus }) =>
          warmup_target === null
            ? { peak: initial_learning_rate, floor: alpha * initial_learning_rate, total: decay_steps }
            : {
                peak: warmup_target,
                floor: alpha * warmup_target,
                start: initial_learning_rate,
                warmup: warmup_steps,
                total: plus(decay_steps, warmup_steps),
              },
      },
      {
        framework: 'model-garden',
        write: (shape, { minus }) =>
          inModelGarden(shape, {
            type: 'CosineDecayWithOffset',
            initial_learning_rate: shape.peak,
            decay_steps: minus(shape.total, shape.warmup),
            alpha: shape.floor / shape.peak,
            offset: shape.warmup,
          }),
        read: (spec, tools) => {
          const { initial_learning_rate: peak, alpha = 0 } = spec['after_warmup_lr_sched'] ?? spec;
          return { peak, floor: alpha * peak, ...readModelGardenTimes(spec, tools) };
        },
      },
      {
        framework: 'optax',
        write: ({ peak, floor, start, warmup, total }) =>
          isZero(warmup)
            ? { type: 'optax.cosine_decay_schedule', init_value: peak, decay_steps: total, alpha: floor / peak }
            : {
                type: 'optax.warmup_cosine_decay_schedule',
                init_value: start,
                peak_value: peak,
                warmup_steps: warmup,
                decay_steps: total,
                end_value: floor,
              },
        read: ({ init_value, peak_value, warmup_steps = 0, decay_steps, end_value = 0, alpha = 0 }) =>
          peak_value === undefined
            ? { peak: init_value, floor: alpha * init_value, total: decay_steps }
            : { peak: peak_value, floor: end_value, start: init_value, warmup: warmup_steps, total: decay_steps },
      },
      {
        framework: 'torch',
        write: (shape, { minus }) =>
          inTorch(shape, {
            type: 'torch.CosineAnnealingLR',
            base_lr: shape.peak,
            T_max: minus(shape.total, shape.warmup),
            eta_min: shape.floor,
          }),
        read: ({ schedulers: [warmup, decay] = [{}, {}], ...alone }, { plus }) =>
          alone['T_max'] === undefined
            ? {
                ...readTorchWarmup(warmup),
                floor: decay.eta_min ?? 0,
                total: plus(decay.T_max, warmup.total_iters),
              }
            : { peak: alone['base_lr'], floor: alone['eta_min'] ?? 0, total: alone['T_max'] },
      },
      {
        framework: 'timm',
        write: ({ peak, floor, start, warmup, total }, { minus }) => ({
          type: 'timm.CosineLRScheduler',
          base_lr: peak,
          t_initial: minus(total, warmup),
          lr_min: floor,
          warmup_t: warmup,
          warmup_lr_init: start,
          warmup_prefix: true,
        }),
        read: ({ base_lr, t_initial, lr_min = 0, warmup_t = 0, warmup_lr_init = 0 }, { plus }) => ({
          peak: base_lr,
          floor: lr_min,
          start: warmup_lr_init,
          warmup: warmup_t,
          total: plus(t_initial, warmup_t),
        }),
      },
      {
        framework: 'transformers',
        write: (shape) => {
          if (!climbsFromZero(shape)) return null;
          const { peak, floor, warmup, total } = shape;
          const common = { base_lr: peak, num_warmup_steps: warmup, num_training_steps: total };
          return floor === 0
            ? { type: 'transformers.cosine', ...common }
            : { type: 'transformers.cosine_with_min_lr', ...common, min_lr: floor };
        },
        read: ({ base_lr, num_warmup_steps, num_training_steps, min_lr, min_lr_rate = 0 }) => ({
          peak: base_lr,
          floor: min_lr ?? min_lr_rate * base_lr,
          warmup: num_warmup_steps,
          total: num_training_steps,
        }),
      },
      {
        framework: 'blocks',
        write: (shape, { minus }) =>
          inBlocks(shape, {
            type: 'CosineRamp',
            from: shape.peak,
            to: shape.floor,
            steps: minus(shape.total, shape.warmup),
          }),
        read: readWithWarmup,
      },
    ],
  },
  {
    name: 'Linear decay',
    members: [
      {
        framework: 'model-garden',
        write: (shape, { minus }) =>
          inModelGarden(shape, {
            type: 'PolynomialDecayWithOffset',
            initial_learning_rate: shape.peak,
            decay_steps: minus(shape.total, shape.warmup),
            end_learning_rate: shape.floor,
            offset: shape.warmup,
          }),
        read: (spec, tools) => {
          const { initial_learning_rate: peak, end_learning_rate: floor = 1e-4 } =
            spec['after_warmup_lr_sched'] ?? spec;
          return { peak, floor, ...readModelGardenTimes(spec, tools) };
        },
      },
      {
        framework: 'optax',
        write: (shape, { minus }) => {
          const { peak, floor, warmup, total } = shape;
          const steps = minus(total, warmup);
          const fall = { type: 'optax.linear_schedule', init_value: peak, end_value: floor, transition_steps: steps };
          return inOptax(shape, [fall], []);
        },
        read: ({ schedules: [climb, fall] = [{}, {}], ...alone }, { plus }) =>
          alone['init_value'] === undefined
            ? {
                peak: fall.init_value,
                floor: fall.end_value,
                start: climb.init_value,
                warmup: climb.transition_steps,
                total: plus(climb.transition_steps, fall.transition_steps),
              }
            : { peak: alone['init_value'], floor: alone['end_value'], total: alone['transition_steps'] },
      },
      {
        framework: 'torch',
        write: (shape, { minus }) =>
          inTorch(shape, {
            type: 'torch.LinearLR',
            base_lr: shape.peak,
            start_factor: 1,
            end_factor: shape.floor / shape.peak,
            total_iters: minus(shape.total, shape.warmup),
          }),
        read: ({ schedulers: [warmup, decay] = [{}, {}], ...alone }, { plus }) =>
          alone['total_iters'] === undefined
            ? {
                ...readTorchWarmup(warmup),
                floor: decay.end_factor * decay.base_lr,
                total: plus(decay.total_iters, warmup.total_iters),
              }
            : { peak: alone['base_lr'], floor: alone['end_factor'] * alone['base_lr'], total: alone['total_iters'] },
      },
      {
        framework: 'transformers',
        write: (shape) => {
          if (!climbsFromZero(shape)) return null;
          const { peak, floor, warmup, total } = shape;
          const common = { base_lr: peak, num_warmup_steps: warmup, num_training_steps: total };
          return floor === 0
            ? { type: 'transformers.linear', ...common }
            : { type: 'transformers.polynomial', ...common, lr_end: floor, power: 1 };
        },
        read: ({ type, base_lr, num_warmup_steps, num_training_steps, lr_end = 1e-7 }) => ({
          peak: base_lr,
          floor: type === 'transformers.linear' ? 0 : lr_end,
          warmup: num_warmup_steps,
          total: num_training_steps,
        }),
      },
      {
        framework: 'blocks',
        write: (shape, { minus }) =>
          inBlocks(shape, {
            type: 'LinearRamp',
            from: shape.peak,
            to: shape.floor,
            steps: minus(shape.total, shape.warmup),
          }),
        read: readWithWarmup,
      },
    ],
  },
  {
    name: 'Step decay',
    members: [
      {
        framework: 'keras',
        write: ({ peak, decay, factor }) => ({
          type: 'ExponentialDecay',
          initial_learning_rate: peak,
          decay_steps: decay,
          decay_rate: factor,
          staircase: true,
        }),
        read: readKerasExponential,
      },
      {
        framework: 'optax',
        write: ({ peak, decay, factor }) => ({
          type: 'optax.exponential_decay',
          init_value: peak,
          transition_steps: decay,
          decay_rate: factor,
          staircase: true,
        }),
        read: readOptaxExponential,
      },
      {
        framework: 'torch',
        write: ({ peak, decay, factor }) => ({ type: 'torch.StepLR', base_lr: peak, step_size: decay, gamma: factor }),
        read: ({ base_lr, step_size, gamma = 0.1 }) => ({ peak: base_lr, decay: step_size, factor: gamma }),
      },
      {
        framework: 'timm',
        write: ({ peak, decay, factor }) => ({
          type: 'timm.StepLRScheduler',
          base_lr: peak,
          decay_t: decay,
          decay_rate: factor,
        }),
        read: ({ base_lr, decay_t, decay_rate = 1 }) => ({ peak: base_lr, decay: decay_t, factor: decay_rate }),
      },
    ],
  },
  {
    name: 'Exponential decay',
    members: [
      {
        framework: 'keras',
        write: ({ peak, decay, factor }) => ({
          type: 'ExponentialDecay',
          initial_learning_rate: peak,
          decay_steps: decay,
          decay_rate: factor,
        }),
        read: readKerasExponential,
      },
      {
        framework: 'optax',
        write: ({ peak, decay, factor }) => ({
          type: 'optax.exponential_decay',
          init_value: peak,
          transition_steps: decay,
          decay_rate: factor,
        }),
        read: readOptaxExponential,
      },
      {
        framework: 'torch',
        write: ({ peak, decay, factor }, { clock }) => ({
          type: 'torch.ExponentialLR',
          base_lr: peak,
          gamma: factor ** (1 / clock.steps(decay)),
        }),
        // Over a thousand steps the factor is one that people can read.
        read: ({ base_lr, gamma }) => ({ peak: base_lr, decay: 1000, factor: gamma ** 1000 }),
      },
    ],
  },
  {
    name: 'Polynomial decay',
    members: [
      {
        framework: 'keras',
        write: ({ peak, floor, total, power }) => ({
          type: 'PolynomialDecay',
          initial_learning_rate: peak,
          decay_steps: total,
          end_learning_rate: floor,
          power,
        }),
        read: ({ initial_learning_rate, decay_steps, end_learning_rate = 1e-4, power = 1 }) => ({
          peak: initial_learning_rate,
          floor: end_learning_rate,
          total: decay_steps,
          power,
        }),
      },
      {
        framework: 'optax',
        write: ({ peak, floor, total, power }) => ({
          type: 'optax.polynomial_schedule',
          init_value: peak,
          end_value: floor,
          power,
          transition_steps: total,
        }),
        read: ({ init_value, end_value, power, transition_steps }) => ({
          peak: init_value,
          floor: end_value,
          total: transition_steps,
          power,
        }),
      },
      {
        framework: 'torch',
        write: ({ peak, floor, total, power }) =>
          floor === 0 ? { type: 'torch.PolynomialLR', base_lr: peak, total_iters: total, power } : null,
        read: ({ base_lr, total_iters = 5, power = 1 }) => ({ peak: base_lr, total: total_iters, power }),
      },
      {
        framework: 'timm',
        write: ({ peak, floor, total, power }) => ({
          type: 'timm.PolyLRScheduler',
          base_lr: peak,
          t_initial: total,
          lr_min: floor,
          power,
        }),
        read: ({ base_lr, t_initial, lr_min = 0, power = 0.5 }) => ({
          peak: base_lr,
          floor: lr_min,
          total: t_initial,
          power,
        }),
      },
      {
        framework: 'transformers',
        write: ({ peak, floor, total, power }) => ({
          type: 'transformers.polynomial',
          base_lr: peak,
          num_warmup_steps: 0,
          num_training_steps: total,
          lr_end: floor,
          power,
        }),
        read: ({ base_lr, num_training_steps, lr_end = 1e-7, power = 1 }) => ({
          peak: base_lr,
          floor: lr_end,
          total: num_training_steps,
          power,
        }),
      },
      {
        framework: 'blocks',
        write: ({ peak, floor, total, power }) => ({
          type: 'PolynomialRamp',
          from: peak,
          to: floor,
          steps: total,
          power,
        }),
        read: ({ from, to, steps, power = 1 }) => ({ peak: from, floor: to, total: steps, power }),
      },
    ],
  },
  {
    name: 'One cycle',
    members: [
      {
        framework: 'optax',
        write: ({ peak, total, climb, divide, divideFinal }) => ({
          type: 'optax.cosine_onecycle_schedule',
          transition_steps: total,
          peak_value: peak,
          pct_start: climb,
          div_factor: divide,
          final_div_factor: divideFinal,
        }),
        read: ({ transition_steps, peak_value, ...rest }) => ({
          peak: peak_value,
          total: transition_steps,
          ...readCycle(rest),
        }),
      },
      {
        framework: 'torch',
        write: ({ peak, total, climb, divide, divideFinal }) => ({
          type: 'torch.OneCycleLR',
          max_lr: peak,
          total_steps: total,
          pct_start: climb,
          div_factor: divide,
          final_div_factor: divideFinal,
        }),
        read: ({ max_lr, total_steps, ...rest }) => ({ peak: max_lr, total: total_steps, ...readCycle(rest) }),
      },
    ],
  },
  {
    name: 'Constant with warmup',
    members: [
      {
        framework: 'model-garden',
        write: (shape) => inModelGarden(shape, shape.peak),
        read: ({ after_warmup_lr_sched, warmup_steps, warmup_learning_rate }) => ({
          peak: after_warmup_lr_sched,
          start: warmup_learning_rate,
          warmup: warmup_steps,
        }),
      },
      {
        framework: 'optax',
        write: ({ peak, start, warmup }) => ({
          type: 'optax.warmup_constant_schedule',
          init_value: start,
          peak_value: peak,
          warmup_steps: warmup,
        }),
        read: ({ init_value, peak_value, warmup_steps }) => ({
          peak: peak_value,
          start: init_value,
          warmup: warmup_steps,
        }),
      },
      { framework: 'torch', write: torchWarmup, read: readTorchWarmup },
      {
        framework: 'transformers',
        write: (shape) =>
          climbsFromZero(shape)
            ? { type: 'transformers.constant_with_warmup', base_lr: shape.peak, num_warmup_steps: shape.warmup }
            : null,
        read: ({ base_lr, num_warmup_steps }) => ({ peak: base_lr, warmup: num_warmup_steps }),
      },
      {
        framework: 'blocks',
        write: (shape) => inBlocks(shape, shape.peak),
        read: ({ schedule, steps, from = 0 }) => ({ peak: schedule, start: from, warmup: steps }),
      },
    ],
  },
  {
    name: 'Warmup, stable, decay',
    members: [
      {
        framework: 'optax',
        write: (shape, { minus }) => {
          const { peak, floor, total, decay, fall: kind } = shape;
          if (kind !== 'linear') return null;
          const stable = { type: 'optax.constant_schedule', value: peak };
          const fall = { type: 'optax.linear_schedule', init_value: peak, end_value: floor, transition_steps: decay };
          return inOptax(shape, [stable, fall], [minus(total, decay)]);
        },
        read: ({ schedules: [climb, stable, fall] = [{}, {}, {}], boundaries: [, end] = [0, 0] }, { plus }) => ({
          peak: stable?.value,
          floor: fall?.end_value,
          start: climb?.init_value,
          warmup: climb?.transition_steps,
          decay: fall?.transition_steps,
          total: plus(end, fall?.transition_steps),
        }),
      },
      {
        framework: 'torch',
        write: (shape, { minus }) => {
          const { peak, floor, warmup, total, decay, fall } = shape;
          if (isZero(warmup) || fall !== 'linear') return null;
          return {
            type: 'torch.SequentialLR',
            schedulers: [
              torchWarmup(shape),
              { type: 'torch.ConstantLR', base_lr: peak, factor: 1, total_iters: 0 },
              {
                type: 'torch.LinearLR',
                base_lr: peak,
                start_factor: 1,
                end_factor: floor / peak,
                total_iters: decay,
              },
            ],
            milestones: [warmup, minus(total, decay)],
          };
        },
        read: ({ schedulers: [climb, , fall] = [{}, {}, {}], milestones: [, end] = [0, 0] }, { plus }) => ({
          ...readTorchWarmup(climb),
          floor: fall?.end_factor * fall?.base_lr,
          decay: fall?.total_iters,
          total: plus(end, fall?.total_iters),
        }),
      },
      {
        framework: 'timm',
        write: ({ peak, floor, start, warmup, total, decay, fall }, { minus }) => ({
          type: 'timm.WSDLRScheduler',
          base_lr: peak,
          t_initial: minus(total, warmup),
          decay_t: decay,
          lr_min: floor,
          warmup_t: warmup,
          warmup_lr_init: start,
          decay_fn: fall,
        }),
        read: (
          { base_lr, t_initial, decay_t, lr_min = 0, warmup_t = 0, warmup_lr_init = 0, decay_fn = '1-sqrt' },
          { plus },
        ) => ({
          peak: base_lr,
          fall: decay_fn,
          floor: lr_min,
          start: warmup_lr_init,
          warmup: warmup_t,
          decay: decay_t,
          total: plus(t_initial, warmup_t),
        }),
      },
      {
        framework: 'transformers',
        // Its warmup starts where its decay ends.
        write: ({ peak, floor, start, warmup, total, decay, fall }) =>
          start === floor || isZero(warmup)
            ? {
                type: 'transformers.warmup_stable_decay',
                base_lr: peak,
                num_warmup_steps: warmup,
                num_training_steps: total,
                num_decay_steps: decay,
                decay_type: fall,
                min_lr_ratio: floor / peak,
              }
            : null,
        read: ({ base_lr, num_warmup_steps, num_training_steps, num_decay_steps, min_lr_ratio = 0, decay_type }) => ({
          fall: decay_type ?? 'cosine',
          peak: base_lr,
          floor: min_lr_ratio * base_lr,
          start: min_lr_ratio * base_lr,
          warmup: num_warmup_steps,
          total: num_training_steps,
          decay: num_decay_steps,
        }),
      },
      {
        framework: 'blocks',
        write: ({ peak, floor, start, warmup, total, decay, fall }, { minus }) =>
          start === 0
            ? {
                type: 'warmupStableDecay',
                peak,
                warmup_steps: warmup,
                stable_steps: minus(minus(total, decay), warmup),
                decay_steps: decay,
                end: floor,
                decay_shape: fall === '1-sqrt' ? 'one-minus-sqrt' : fall,
              }
            : null,
        read: ({ peak, warmup_steps, stable_steps, decay_steps, end = 0, decay_shape = 'linear' }, { plus }) => ({
          peak,
          fall: decay_shape === 'one-minus-sqrt' ? '1-sqrt' : decay_shape,
          floor: end,
          warmup: warmup_steps,
          decay: decay_steps,
          total: plus(plus(warmup_steps, stable_steps), decay_steps),
        }),
      },
    ],
  },
];

function readModelGardenTimes(spec: Spec, { plus }: Tools): Partial<Shape> {
  const { after_warmup_lr_sched: after, warmup_steps, warmup_learning_rate } = spec;
  if (after === undefined) return { total: spec['decay_steps'] };
  return { start: warmup_learning_rate, warmup: warmup_steps, total: plus(after.decay_steps, warmup_steps) };
}

function readWithWarmup({ schedule, steps, from = 0, to }: Spec, { plus }: Tools): Partial<Shape> {
  if (to !== undefined) return { peak: from, floor: to, total: steps };
  return {
    peak: schedule.from,
    floor: schedule.to,
    start: from,
    warmup: steps,
    total: plus(steps, schedule.steps),
  };
}

function readKerasExponential({ initial_learning_rate, decay_steps, decay_rate }: Spec): Partial<Shape> {
  return { peak: initial_learning_rate, decay: decay_steps, factor: decay_rate };
}

function readOptaxExponential({ init_value, transition_steps, decay_rate }: Spec): Partial<Shape> {
  return { peak: init_value, decay: transition_steps, factor: decay_rate };
}

function readCycle({ pct_start = 0.3, div_factor = 25, final_div_factor = 1e4 }: Spec): Partial<Shape> {
  return { climb: pct_start, divide: div_factor, divideFinal: final_div_factor };
}

/** The same curve in a framework. */
export interface Translation {
  readonly family: string;
  readonly framework: CatalogEntry['framework'];
  readonly spec: NamedSpec;
}

/** The curve of a spec in the other frameworks that have it, under their own options; none for a curve of no family. */
export function translations(spec: unknown, clock: TrainingClock): readonly Translation[] {
  if (!isNamed(spec)) return [];
  const tools: Tools = {
    clock,
    minus: (a, b) => difference(a, b, clock),
    plus: (a, b) => sum(a, b, clock),
  };
  for (const { name, members } of families) {
    for (const member of members) {
      const shape = shapeOf(spec, member, tools);
      if (!shape) continue;
      return members.flatMap(({ framework, write }) => {
        const other = framework === member.framework ? null : write(shape, tools);
        return other && draws(other, clock) ? [{ family: name, framework, spec: other }] : [];
      });
    }
  }
  return [];
}

/** The shape of a spec, if the member would draw the same curve from it; null if not. */
function shapeOf(spec: NamedSpec, member: Member, tools: Tools): Shape | null {
  try {
    const shape = { ...plain, ...member.read(spec, tools) };
    const written = member.write(shape, tools);
    return written?.type === spec.type && areAlike(spec, written, tools.clock) ? shape : null;
  } catch {
    // What cannot be read as a member is none.
    return null;
  }
}

function draws(spec: NamedSpec, clock: TrainingClock): boolean {
  try {
    return Number.isFinite(scheduleFrom(spec, { clock })(0));
  } catch {
    return false;
  }
}

/** Whether two specs have the same rates all over the run, and where they still change, and some way past both. */
function areAlike(a: NamedSpec, b: NamedSpec, clock: TrainingClock): boolean {
  const [f, g] = [scheduleFrom(a, { clock }), scheduleFrom(b, { clock })];
  const lengths = [clock.totalSteps ?? 1, f.horizon].filter(Number.isFinite);
  const steps = lengths.flatMap((length) =>
    Array.from({ length: 101 }, (_, i) => Math.floor((1.25 * length * i) / 100)),
  );
  const peak = Math.max(...steps.map((step) => Math.abs(f(step))));
  return steps.every((step) => Math.abs(f(step) - g(step)) <= 1e-9 * peak);
}
