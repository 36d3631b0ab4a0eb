import type { Json } from '../../schedule.js';

interface Defaults {
  readonly className: string;
  readonly config: Readonly<Record<string, Json>>;
}

const adam = { learning_rate: 0.001, beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7 };

/** What `compile(optimizer='adam')` means, which tf_keras saves as the bare name. */
export const kerasDefaults: Readonly<Record<string, Defaults>> = {
  adadelta: { className: 'Adadelta', config: { learning_rate: 0.001, rho: 0.95, epsilon: 1e-7 } },
  adagrad: { className: 'Adagrad', config: { learning_rate: 0.001, initial_accumulator_value: 0.1, epsilon: 1e-7 } },
  adam: { className: 'Adam', config: { ...adam, amsgrad: false } },
  adamax: { className: 'Adamax', config: adam },
  adamw: { className: 'AdamW', config: { ...adam, weight_decay: 0.004, amsgrad: false } },
  ftrl: {
    className: 'Ftrl',
    config: {
      learning_rate: 0.001,
      learning_rate_power: -0.5,
      initial_accumulator_value: 0.1,
      l1_regularization_strength: 0,
      l2_regularization_strength: 0,
      l2_shrinkage_regularization_strength: 0,
      beta: 0,
    },
  },
  nadam: { className: 'Nadam', config: adam },
  rmsprop: {
    className: 'RMSprop',
    config: { learning_rate: 0.001, rho: 0.9, momentum: 0, epsilon: 1e-7, centered: false },
  },
  sgd: { className: 'SGD', config: { learning_rate: 0.01, momentum: 0, nesterov: false } },
};
