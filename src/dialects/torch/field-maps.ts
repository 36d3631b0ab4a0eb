import type { Field, FieldMap, FieldMaps } from '../../same/field-map.js';

/** PyTorch has no warmup from 0. */
const climb: FieldMap = {
  type: 'torch.LinearLR',
  base_lr: 'peak',
  start_factor: { of: 'start', per: 'peak', least: 1e-6 },
  total_iters: 'warmup',
};
const stable: FieldMap = { type: 'torch.ConstantLR', base_lr: 'peak', factor: 1, total_iters: 0 };
const cosine = (steps: Field): FieldMap => ({
  type: 'torch.CosineAnnealingLR',
  base_lr: 'peak',
  T_max: steps,
  eta_min: 'floor',
});
const line = (steps: Field): FieldMap => ({
  type: 'torch.LinearLR',
  base_lr: 'peak',
  start_factor: 1,
  end_factor: { of: 'floor', per: 'peak' },
  total_iters: steps,
});
const polynomial = (steps: Field): FieldMap => ({
  type: 'torch.PolynomialLR',
  base_lr: 'peak',
  total_iters: steps,
  power: 'power',
});
const inTurn = (schedulers: readonly FieldMap[], milestones: readonly Field[]): FieldMap => ({
  type: 'torch.SequentialLR',
  schedulers,
  milestones,
});
const rest = { of: 'total', less: ['warmup'] } as const;

export const fieldMaps: FieldMaps = {
  constant: [stable, climb],
  cosine: [cosine('total'), inTurn([climb, cosine(rest)], ['warmup'])],
  'polynomial decay': [
    line('total'),
    polynomial('total'),
    inTurn([climb, line(rest)], ['warmup']),
    inTurn([climb, polynomial(rest)], ['warmup']),
  ],
  'exponential decay': [{ type: 'torch.ExponentialLR', base_lr: 'peak', gamma: { of: 'factor', within: 'decay' } }],
  'step decay': [{ type: 'torch.StepLR', base_lr: 'peak', step_size: 'decay', gamma: 'factor' }],
  'one cycle': [
    {
      type: 'torch.OneCycleLR',
      max_lr: 'peak',
      total_steps: 'total',
      pct_start: 'climb',
      div_factor: { of: 'start', under: 'peak' },
      final_div_factor: { of: 'floor', under: 'start' },
    },
  ],
  'warmup, stable, decay': [
    inTurn([stable, line('decay')], [{ of: 'total', less: ['decay'] }]),
    inTurn([climb, stable, line('decay')], ['warmup', { of: 'total', less: ['decay'] }]),
  ],
};
