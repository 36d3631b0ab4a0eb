import type { FieldMap, FieldMaps } from '../../same/field-map.js';

const alpha = { of: 'floor', per: 'peak' } as const;
const exponential: FieldMap = {
  type: 'ExponentialDecay',
  initial_learning_rate: 'peak',
  decay_steps: 'decay',
  decay_rate: 'factor',
};

export const fieldMaps: FieldMaps = {
  cosine: [
    { type: 'CosineDecay', initial_learning_rate: 'peak', decay_steps: 'total', alpha },
    {
      type: 'CosineDecay',
      initial_learning_rate: 'start',
      warmup_target: 'peak',
      warmup_steps: 'warmup',
      decay_steps: { of: 'total', less: ['warmup'] },
      alpha,
    },
  ],
  'polynomial decay': [
    {
      type: 'PolynomialDecay',
      initial_learning_rate: 'peak',
      decay_steps: 'total',
      end_learning_rate: 'floor',
      power: 'power',
    },
  ],
  'exponential decay': [exponential],
  'step decay': [{ ...exponential, staircase: true }],
};
