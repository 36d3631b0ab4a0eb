import type { Field, FieldMap, FieldMaps } from '../../same/field-map.js';

const warmedUp = (after: Field): FieldMap => ({
  type: 'LinearWarmup',
  after_warmup_lr_sched: after,
  warmup_steps: 'warmup',
  warmup_learning_rate: 'start',
});
// Its own step counts the warmup, too.
const offset = { decay_steps: { of: 'total', less: ['warmup'] }, offset: 'warmup' } as const;
const cosine: FieldMap = {
  type: 'CosineDecayWithOffset',
  initial_learning_rate: 'peak',
  alpha: { of: 'floor', per: 'peak' },
  ...offset,
};
const polynomial: FieldMap = {
  type: 'PolynomialDecayWithOffset',
  initial_learning_rate: 'peak',
  end_learning_rate: 'floor',
  power: 'power',
  ...offset,
};
const exponential: FieldMap = {
  type: 'ExponentialDecayWithOffset',
  initial_learning_rate: 'peak',
  decay_steps: 'decay',
  decay_rate: 'factor',
};

export const fieldMaps: FieldMaps = {
  constant: [warmedUp('peak')],
  cosine: [cosine, warmedUp(cosine)],
  'polynomial decay': [polynomial, warmedUp(polynomial)],
  'exponential decay': [exponential],
  'step decay': [{ ...exponential, staircase: true }],
};
