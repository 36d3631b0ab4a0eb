import type { Field, FieldMap, FieldMaps } from '../../same/field-map.js';

const cosine = (steps: Field): FieldMap => ({
  type: 'paddle.CosineAnnealingDecay',
  learning_rate: 'peak',
  T_max: steps,
  eta_min: 'floor',
});
const polynomial = (steps: Field): FieldMap => ({
  type: 'paddle.PolynomialDecay',
  learning_rate: 'peak',
  decay_steps: steps,
  end_lr: 'floor',
  power: 'power',
});
const warmedUp = (schedule: Field): FieldMap => ({
  type: 'paddle.LinearWarmup',
  learning_rate: schedule,
  warmup_steps: 'warmup',
  start_lr: 'start',
  end_lr: 'peak',
});
const rest = { of: 'total', less: ['warmup'] } as const;

export const fieldMaps: FieldMaps = {
  constant: [warmedUp('peak')],
  cosine: [cosine('total'), warmedUp(cosine(rest))],
  'polynomial decay': [polynomial('total'), warmedUp(polynomial(rest))],
  'exponential decay': [
    { type: 'paddle.ExponentialDecay', learning_rate: 'peak', gamma: { of: 'factor', within: 'decay' } },
  ],
  'step decay': [{ type: 'paddle.StepDecay', learning_rate: 'peak', step_size: 'decay', gamma: 'factor' }],
  'one cycle': [
    {
      type: 'paddle.OneCycleLR',
      max_learning_rate: 'peak',
      total_steps: 'total',
      divide_factor: { of: 'start', under: 'peak' },
      end_learning_rate: 'floor',
      phase_pct: 'climb',
    },
  ],
};
