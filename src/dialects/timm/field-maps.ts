import type { FieldMaps } from '../../same/field-map.js';

const warmup = { warmup_t: 'warmup', warmup_lr_init: 'start' } as const;
const cycle = {
  base_lr: 'peak',
  t_initial: { of: 'total', less: ['warmup'] },
  lr_min: 'floor',
  ...warmup,
  warmup_prefix: true,
} as const;

export const fieldMaps: FieldMaps = {
  cosine: [
    { type: 'timm.CosineLRScheduler', base_lr: 'peak', t_initial: 'total', lr_min: 'floor' },
    { type: 'timm.CosineLRScheduler', ...cycle },
  ],
  'polynomial decay': [
    { type: 'timm.PolyLRScheduler', base_lr: 'peak', t_initial: 'total', lr_min: 'floor', power: 'power' },
    { type: 'timm.PolyLRScheduler', ...cycle, power: 'power' },
  ],
  'step decay': [{ type: 'timm.StepLRScheduler', base_lr: 'peak', decay_t: 'decay', decay_rate: 'factor' }],
  'warmup, stable, decay': [
    {
      type: 'timm.WSDLRScheduler',
      base_lr: 'peak',
      t_initial: { of: 'total', less: ['warmup'] },
      decay_t: 'decay',
      lr_min: 'floor',
      ...warmup,
      decay_fn: 'fall',
    },
  ],
};
