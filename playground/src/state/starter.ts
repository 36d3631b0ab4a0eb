import { findSchedule, isList, isRequired, isUnused, type Option, type ScheduleSpec } from 'lr-schedules/recipe';
import type { NamedSpec } from './spec.js';

type Options = Readonly<Record<string, unknown>>;

const cosine = (peak: number): NamedSpec => ({
  type: 'CosineDecay',
  initial_learning_rate: peak,
  decay_steps: '100%',
});
const linear = (type: string, peak: number) => ({ type, from: 0, to: peak, steps: '5%' });
const torchWarmup = (peak: number) => ({
  type: 'torch.LinearLR',
  base_lr: peak,
  start_factor: 0.01,
  total_iters: '5%',
});

/** What an option is at first that has no default, or one that no run of today would have. */
const values: Readonly<Record<string, (peak: number) => unknown>> = {
  after_warmup_lr_sched: cosine,
  base: () => 10,
  base_lr: (peak) => peak,
  boundaries: () => ['30%', '60%', '80%'],
  decay_rate: () => 0.1,
  decay_steps: () => '100%',
  decay_t: () => '30%',
  end_value: (peak) => peak / 100,
  factor: () => 0.5,
  first_decay_steps: () => '10%',
  first_steps: () => '10%',
  from: (peak) => peak,
  gamma: () => 0.1,
  init_value: (peak) => peak,
  initial_learning_rate: (peak) => peak,
  interpolate_type: () => 'cosine',
  lr_lambda: () => ({ type: 'CosineRamp', from: 1, to: 0.01, steps: '100%' }),
  max_lr: (peak) => peak,
  milestones: () => ['30%', '60%', '80%'],
  model_size: () => 512,
  num_decay_steps: () => '20%',
  num_training_steps: () => '100%',
  num_warmup_steps: () => '5%',
  offset: () => '10%',
  peak: (peak) => peak,
  peak_value: (peak) => peak,
  power: () => 1,
  schedule: cosine,
  schedules: (peak) => [cosine(peak), peak / 2],
  stable_steps: () => '75%',
  step_size: () => '30%',
  step_size_up: () => '10%',
  steps: () => '100%',
  T_0: () => '10%',
  T_max: () => '100%',
  t_initial: () => '100%',
  to: (peak) => peak / 100,
  total_decay_steps: () => '100%',
  total_iters: () => '100%',
  total_steps: () => '100%',
  transition_steps: () => '100%',
  value: (peak) => peak,
  values: (peak) => [peak, peak / 10, peak / 100, peak / 1000],
  warmup_learning_rate: () => 0,
  warmup_steps: () => '5%',
};

/** What single schedules have otherwise. */
const own: Readonly<Record<string, (peak: number) => Options>> = {
  Clamp: () => ({ from: '10%', to: '90%' }),
  composite: (peak) => ({ schedules: [linear('LinearRamp', peak), cosine(peak)], lengths: [0.05, 0.95] }),
  CyclicLR: (peak) => ({ base_lr: peak / 10 }),
  CyclicMomentum: (peak) => ({ base_lr: peak / 10 }),
  DirectPowerDecay: (peak) => ({ initial_learning_rate: peak / 100, power: 0.5 }),
  Cycles: (peak) => ({ schedule: { ...cosine(peak), decay_steps: '10%' } }),
  ExponentialDecay: () => ({ decay_steps: '50%' }),
  ExponentialDecayWithOffset: () => ({ decay_steps: '50%' }),
  InverseTimeDecay: () => ({ decay_steps: '10%', decay_rate: 1 }),
  LogarithmicRamp: (peak) => ({ from: 0, to: peak, steps: '10%' }),
  Loop: (peak) => ({ schedule: { ...cosine(peak), decay_steps: '10%' }, steps: '10%' }),
  PingPong: (peak) => ({ schedule: { ...cosine(peak), decay_steps: '10%' }, steps: '10%' }),
  Power: (peak) => ({ factor: peak, power: -0.5, steps: '1%' }),
  PowerAndLinearDecay: (peak) => ({ initial_learning_rate: 10 * peak, power: -0.5 }),
  PowerDecayWithOffset: (peak) => ({ offset: '10%', power: -0.5, pre_offset_learning_rate: peak }),
  Product: (peak) => ({ schedules: [cosine(peak), { ...linear('LinearRamp', 1), steps: '20%' }] }),
  Sequence: (peak) => ({ schedules: [linear('LinearRamp', peak), cosine(peak)], boundaries: ['5%'] }),
  Staircase: () => ({ steps: '5%' }),
  StepCosineDecayWithOffset: (peak) => ({ boundaries: [0, '50%'], values: [peak, peak / 2] }),
  Stretch: () => ({ steps: '100%', schedule_steps: '50%' }),
  withWarmup: () => ({ steps: '5%' }),
  noam: () => ({ warmup_steps: '10%' }),
  warmupStableDecay: () => ({ decay_steps: '20%' }),
  'optax.exponential_decay': () => ({ transition_steps: '50%' }),
  'optax.join_schedules': (peak) => ({
    schedules: [
      { type: 'optax.linear_schedule', init_value: 0, end_value: peak, transition_steps: '5%' },
      { type: 'optax.cosine_decay_schedule', init_value: peak, decay_steps: '95%' },
    ],
    boundaries: ['5%'],
  }),
  'optax.piecewise_constant_schedule': () => ({ boundaries_and_scales: { '30%': 0.1, '60%': 0.1, '80%': 0.1 } }),
  'optax.piecewise_interpolate_schedule': () => ({ boundaries_and_scales: { '50%': 0.1, '100%': 0.1 } }),
  'optax.sgdr_schedule': (peak) => ({
    cosine_kwargs: [
      { init_value: 0, peak_value: peak, warmup_steps: '2%', decay_steps: '40%', end_value: 0 },
      { init_value: 0, peak_value: peak / 2, warmup_steps: '2%', decay_steps: '60%', end_value: 0 },
    ],
  }),
  'optax.polynomial_schedule': () => ({ power: 2 }),
  'optax.warmup_constant_schedule': () => ({ init_value: 0 }),
  'optax.warmup_cosine_decay_schedule': () => ({ init_value: 0 }),
  'optax.warmup_exponential_decay_schedule': () => ({ init_value: 0, transition_steps: '50%' }),
  'torch.ChainedScheduler': (peak) => ({
    schedulers: [torchWarmup(peak), { type: 'torch.StepLR', base_lr: peak, step_size: '30%' }],
  }),
  'torch.CyclicLR': (peak) => ({ base_lr: peak / 10 }),
  'torch.CyclicMomentum': (peak) => ({ base_lr: peak / 10 }),
  'torch.ExponentialLR': () => ({ gamma: 0.9999 }),
  'torch.MultiplicativeLR': () => ({ lr_lambda: 0.9999 }),
  'torch.OneCycleMomentum': () => ({ base_lr: undefined }),
  'torch.SequentialLR': (peak) => ({
    schedulers: [torchWarmup(peak), { type: 'torch.CosineAnnealingLR', base_lr: peak, T_max: '95%' }],
    milestones: ['5%'],
  }),
  'torch.StepLR': () => ({ step_size: '30%' }),
  'timm.MultiStepLRScheduler': () => ({ decay_t: ['30%', '60%', '80%'], decay_rate: 0.1 }),
  'timm.StepLRScheduler': () => ({ decay_rate: 0.1 }),
  'timm.WSDLRScheduler': () => ({ decay_t: '20%' }),
  'fairseq.cosine': () => ({ warmup_updates: '5%', lr_period_updates: '95%' }),
  'fairseq.tri_stage': () => ({ warmup_steps: '5%', hold_steps: '45%', decay_steps: '50%' }),
  'fairseq.triangular': (peak) => ({ lr: peak / 10, max_lr: peak, lr_period_updates: '20%' }),
  'mlx.join_schedules': (peak) => ({
    schedules: [
      { type: 'mlx.linear_schedule', init: 0, end: peak, steps: '5%' },
      { type: 'mlx.cosine_decay', init: peak, decay_steps: '95%' },
    ],
    boundaries: ['5%'],
  }),
  'nemo.NoamHoldAnnealing': () => ({ warmup_steps: '5%' }),
  'paddle.LinearWarmup': (peak) => ({ warmup_steps: '5%', start_lr: 0, end_lr: peak }),
  'transformers.cosine_warmup_with_min_lr': () => ({ min_lr_rate: 0.1 }),
  'transformers.cosine_with_min_lr': () => ({ min_lr_rate: 0.1 }),
  'transformers.warmup_stable_decay': () => ({ num_training_steps: '100%' }),
};

/** Options with a default, that a run nevertheless is better begun without. */
const replaced = ['total_iters', 'total_steps', 'step_size_up'];

/** A schedule to begin with, whose highest rate is about `peak`. */
export function starter(name: string, peak: number): ScheduleSpec {
  const entry = findSchedule(name);
  if (entry.name === 'Constant') return peak;
  const special = own[entry.name]?.(peak) ?? {};
  const chosen = entry.options.flatMap((option) => {
    const { pythonName } = option;
    const isOpen = !isUnused(option) && (isRequired(option) || replaced.includes(pythonName) || pythonName in special);
    const value = pythonName in special ? special[pythonName] : (values[pythonName]?.(peak) ?? usual(option, peak));
    return isOpen && value !== undefined ? [[pythonName, value] as const] : [];
  });
  return { type: entry.name, ...Object.fromEntries(chosen) };
}

/** A value for an option that is required and has no first value of its own. */
function usual(option: Option, peak: number): unknown {
  if (!isRequired(option)) return undefined;
  if (option.is === 'choice') return option.of[0];
  if (option.is === 'flag') return false;
  if (option.is === 'schedule') return isList(option) ? [peak, peak / 10] : peak;
  const one = option.is === 'steps' ? '50%' : option.is === 'rate' ? peak : option.is === 'fraction' ? 0.5 : 1;
  return isList(option) ? [one] : one;
}
