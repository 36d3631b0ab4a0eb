import type { TrainingClockOptions } from 'lr-schedules';
import type { NewCurve } from './store.js';

/** Plans that show something. */
export interface Example {
  readonly name: string;
  /** What there is to see. */
  readonly about: string;
  readonly run: TrainingClockOptions;
  readonly curves: readonly NewCurve[];
}

const imageNet: TrainingClockOptions = { examples: 1_281_167, batchSize: 1024, epochs: 90 };

export const examples: readonly Example[] = [
  {
    name: 'Cosine in six frameworks',
    about: 'Zero or not at the start, one step apart at the end, and a rise after it',
    run: { examples: 50_000, batchSize: 128, epochs: 90 },
    curves: [
      {
        name: 'Keras',
        spec: {
          type: 'CosineDecay',
          initial_learning_rate: 0,
          warmup_target: 0.1,
          warmup_steps: '5ep',
          decay_steps: '80ep',
        },
      },
      {
        name: 'Optax',
        spec: {
          type: 'optax.warmup_cosine_decay_schedule',
          init_value: 0,
          peak_value: 0.1,
          warmup_steps: '5ep',
          decay_steps: '85ep',
        },
      },
      {
        name: 'PyTorch',
        spec: {
          type: 'torch.SequentialLR',
          schedulers: [
            { type: 'torch.LinearLR', base_lr: 0.1, start_factor: 0.01, total_iters: '5ep' },
            { type: 'torch.CosineAnnealingLR', base_lr: 0.1, T_max: '80ep' },
          ],
          milestones: ['5ep'],
        },
      },
      {
        name: 'timm',
        spec: { type: 'timm.CosineLRScheduler', base_lr: 0.1, t_initial: '85ep', warmup_t: '5ep' },
      },
      {
        name: 'Transformers',
        spec: { type: 'transformers.cosine', base_lr: 0.1, num_warmup_steps: '5ep', num_training_steps: '85ep' },
      },
      {
        name: 'Model Garden',
        spec: {
          type: 'LinearWarmup',
          after_warmup_lr_sched: { type: 'CosineDecayWithOffset', initial_learning_rate: 0.1, decay_steps: '85ep' },
          warmup_steps: '5ep',
          warmup_learning_rate: 0,
        },
      },
    ],
  },
  {
    name: 'A run made shorter by gradient accumulation',
    about: 'Lengths in steps are for the longer run: the decay is cut off, that in percent is not',
    run: { examples: 50_000, batchSize: 128, epochs: 90, gradientAccumulation: 4 },
    curves: [
      {
        name: 'In steps',
        spec: {
          type: 'CosineDecay',
          initial_learning_rate: 0.001,
          warmup_target: 0.1,
          warmup_steps: 1955,
          decay_steps: 33_235,
        },
      },
      {
        name: 'In percent',
        spec: {
          type: 'CosineDecay',
          initial_learning_rate: 0.001,
          warmup_target: 0.1,
          warmup_steps: '5.56%',
          decay_steps: '94.44%',
        },
      },
    ],
  },
  {
    name: 'Fine-tuning from an offset',
    about: 'A schedule of Model Garden that starts late, and what it does before',
    run: { totalSteps: 20_000 },
    curves: [
      {
        name: 'As upstream',
        spec: {
          type: 'CosineDecayWithOffset',
          initial_learning_rate: 0.0004,
          decay_steps: 12_000,
          offset: 8000,
          alpha: 0.05,
        },
      },
      {
        name: 'Held before',
        spec: {
          type: 'CosineDecayWithOffset',
          initial_learning_rate: 0.0004,
          decay_steps: 12_000,
          offset: 8000,
          alpha: 0.05,
          before_offset: 'hold',
        },
      },
    ],
  },
  {
    name: 'Warmup, stable, decay',
    about: 'Four shapes of the last fifth, against a cosine',
    run: { totalSteps: 100_000 },
    curves: [
      ...[
        ['Linear', 'linear'],
        ['One minus square root', 'one-minus-sqrt'],
        ['Exponential', 'exponential'],
      ].map(([name, shape]) => ({
        name: name as string,
        spec: {
          type: 'warmupStableDecay',
          peak: 0.0006,
          warmup_steps: '2%',
          stable_steps: '78%',
          decay_steps: '20%',
          end: 0.000006,
          decay_shape: shape,
        },
      })),
      {
        name: 'Cosine',
        spec: {
          type: 'withWarmup',
          schedule: { type: 'CosineRamp', from: 0.0006, to: 0.00006, steps: '98%' },
          steps: '2%',
        },
      },
    ],
  },
  {
    name: 'Warm restarts',
    about: 'Cycles that grow, in Keras and in PyTorch, and one that the run cuts off',
    run: { totalSteps: 15_000 },
    curves: [
      {
        name: 'Keras',
        spec: {
          type: 'CosineDecayRestarts',
          initial_learning_rate: 0.1,
          first_decay_steps: 1000,
          t_mul: 2,
          m_mul: 0.8,
          alpha: 0.01,
        },
      },
      {
        name: 'PyTorch',
        spec: { type: 'torch.CosineAnnealingWarmRestarts', base_lr: 0.08, T_0: 1200, T_mult: 2, eta_min: 0.001 },
      },
    ],
  },
  {
    name: 'One cycle',
    about: 'The rate climbs and falls far; linear and cosine, on a short run',
    run: { ...imageNet, epochs: 18 },
    curves: [
      { name: 'PyTorch', spec: { type: 'torch.OneCycleLR', max_lr: 2, total_steps: '100%' } },
      {
        name: 'Three phases',
        spec: {
          type: 'torch.OneCycleLR',
          max_lr: 2,
          total_steps: '100%',
          three_phase: true,
          pct_start: 0.4,
          anneal_strategy: 'linear',
        },
      },
      {
        name: 'Optax, linear',
        spec: { type: 'optax.linear_onecycle_schedule', peak_value: 2, transition_steps: '100%' },
      },
    ],
  },
];
