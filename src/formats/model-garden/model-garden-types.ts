import type { Json, ScheduleClass } from '../../schedule.js';
import { CosineDecayWithOffset } from '../../schedules/model-garden/cosine-decay-with-offset.js';
import { DirectPowerDecay } from '../../schedules/model-garden/direct-power-decay.js';
import { ExponentialDecayWithOffset } from '../../schedules/model-garden/exponential-decay-with-offset.js';
import { LinearWarmup } from '../../schedules/model-garden/linear-warmup.js';
import { PiecewiseConstantDecayWithOffset } from '../../schedules/model-garden/piecewise-constant-decay-with-offset.js';
import { PolynomialDecayWithOffset } from '../../schedules/model-garden/polynomial-decay-with-offset.js';
import { PolynomialWarmUp } from '../../schedules/model-garden/polynomial-warm-up.js';
import { PowerAndLinearDecay } from '../../schedules/model-garden/power-and-linear-decay.js';
import { PowerDecayWithOffset } from '../../schedules/model-garden/power-decay-with-offset.js';
import { StepCosineDecayWithOffset } from '../../schedules/model-garden/step-cosine-decay-with-offset.js';

type Settings = Readonly<Record<string, Json>>;

/** A type of Model Garden's YAML: the class that `OptimizerFactory` makes of it, and its dataclass's defaults. */
interface ScheduleType {
  readonly scheduleClass: ScheduleClass;
  readonly defaults: Settings;
}

/** `learning_rate.type`, but for `constant`, of which `OptimizerFactory` makes a number. */
export const learningRateTypes: Readonly<Record<string, ScheduleType>> = {
  stepwise: {
    scheduleClass: PiecewiseConstantDecayWithOffset,
    defaults: { name: 'PiecewiseConstantDecay', boundaries: null, values: null, offset: 0 },
  },
  polynomial: {
    scheduleClass: PolynomialDecayWithOffset,
    defaults: {
      name: 'PolynomialDecay',
      initial_learning_rate: null,
      decay_steps: null,
      end_learning_rate: 0.0001,
      power: 1,
      cycle: false,
      offset: 0,
    },
  },
  exponential: {
    scheduleClass: ExponentialDecayWithOffset,
    defaults: {
      name: 'ExponentialDecay',
      initial_learning_rate: null,
      decay_steps: null,
      decay_rate: null,
      staircase: null,
      offset: 0,
    },
  },
  cosine: {
    scheduleClass: CosineDecayWithOffset,
    defaults: { name: 'CosineDecay', initial_learning_rate: null, decay_steps: null, alpha: 0, offset: 0 },
  },
  power: {
    scheduleClass: DirectPowerDecay,
    defaults: { name: 'DirectPowerDecay', initial_learning_rate: null, power: -0.5 },
  },
  power_linear: {
    scheduleClass: PowerAndLinearDecay,
    defaults: {
      name: 'PowerAndLinearDecay',
      initial_learning_rate: null,
      total_decay_steps: null,
      power: -0.5,
      linear_decay_fraction: 0.1,
      offset: 0,
    },
  },
  power_with_offset: {
    scheduleClass: PowerDecayWithOffset,
    defaults: {
      name: 'PowerDecayWithOffset',
      initial_learning_rate: null,
      power: -0.5,
      offset: 0,
      pre_offset_learning_rate: 1e6,
    },
  },
  step_cosine_with_offset: {
    scheduleClass: StepCosineDecayWithOffset,
    defaults: { name: 'StepCosineDecayWithOffset', boundaries: null, values: null, offset: 0 },
  },
};

export const constantDefaults: Settings = { name: 'Constant', learning_rate: 0.1 };

/** `warmup.type`. */
export const warmupTypes: Readonly<Record<string, ScheduleType>> = {
  linear: {
    scheduleClass: LinearWarmup,
    defaults: { name: 'linear', warmup_learning_rate: 0, warmup_steps: null },
  },
  polynomial: {
    scheduleClass: PolynomialWarmUp,
    defaults: { name: 'polynomial', power: 1, warmup_steps: null },
  },
};

interface OptimizerType {
  readonly className: string;
  readonly defaults: Settings;
}

const clipping = { clipnorm: null, clipvalue: null, global_clipnorm: null };
const adam = { beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7, amsgrad: false };
const layerwise = { exclude_from_weight_decay: null, exclude_from_layer_adaptation: null };

/** `optimizer.type`. */
export const optimizerTypes: Readonly<Record<string, OptimizerType>> = {
  sgd: { className: 'SGD', defaults: { ...clipping, name: 'SGD', decay: 0, nesterov: false, momentum: 0 } },
  sgd_experimental: {
    className: 'SGD',
    defaults: { ...clipping, name: 'SGD', nesterov: false, momentum: 0, jit_compile: false },
  },
  adam: { className: 'Adam', defaults: { ...clipping, name: 'Adam', ...adam } },
  adam_experimental: { className: 'Adam', defaults: { ...clipping, name: 'Adam', ...adam, jit_compile: false } },
  adamw: {
    className: 'AdamWeightDecay',
    defaults: {
      ...clipping,
      name: 'AdamWeightDecay',
      ...adam,
      weight_decay_rate: 0,
      include_in_weight_decay: null,
      exclude_from_weight_decay: null,
      gradient_clip_norm: 1,
    },
  },
  adamw_experimental: {
    className: 'AdamW',
    defaults: {
      ...clipping,
      global_clipnorm: 1,
      name: 'AdamWeightDecayExperimental',
      ...adam,
      weight_decay: 0,
      jit_compile: false,
    },
  },
  lamb: {
    className: 'LAMB',
    defaults: {
      ...clipping,
      name: 'LAMB',
      beta_1: 0.9,
      beta_2: 0.999,
      epsilon: 1e-6,
      weight_decay_rate: 0,
      ...layerwise,
    },
  },
  rmsprop: {
    className: 'RMSprop',
    defaults: { ...clipping, name: 'RMSprop', rho: 0.9, momentum: 0, epsilon: 1e-7, centered: false },
  },
  lars: {
    className: 'LARS',
    defaults: {
      ...clipping,
      name: 'LARS',
      momentum: 0.9,
      eeta: 0.001,
      weight_decay_rate: 0,
      nesterov: false,
      classic_momentum: true,
      ...layerwise,
    },
  },
  adagrad: {
    className: 'Adagrad',
    defaults: { ...clipping, name: 'Adagrad', initial_accumulator_value: 0.1, epsilon: 1e-7 },
  },
  slide: {
    className: 'SLIDE',
    defaults: {
      ...clipping,
      name: 'SLIDE',
      beta_1: 0.9,
      beta_2: 0.999,
      epsilon: 1e-6,
      weight_decay_rate: 0,
      weight_decay_type: 'inner',
      ...layerwise,
      include_in_sparse_layer_adaptation: null,
      sparse_layer_learning_rate: 0.1,
      do_gradient_rescaling: true,
      norm_type: 'layer',
      ratio_clip_norm: 1e5,
    },
  },
  adafactor: {
    className: 'Adafactor',
    defaults: {
      ...clipping,
      name: 'Adafactor',
      factored: true,
      multiply_by_parameter_scale: true,
      beta1: null,
      decay_rate: 0.8,
      step_offset: 0,
      clipping_threshold: 1,
      min_dim_size_to_factor: 128,
      epsilon1: 1e-30,
      epsilon2: 1e-3,
      weight_decay: null,
      include_in_weight_decay: null,
    },
  },
  adafactor_keras: {
    className: 'Adafactor',
    defaults: {
      ...clipping,
      name: 'Adafactor',
      learning_rate: 0.001,
      beta_2_decay: -0.8,
      epsilon_1: 1e-30,
      epsilon_2: 1e-3,
      clip_threshold: 1,
      relative_step: true,
    },
  },
};
