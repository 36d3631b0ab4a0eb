import type { FieldMaps } from '../../same/field-map.js';

const warmup = { base_lr: 'peak', num_warmup_steps: 'warmup' } as const;
const run = { ...warmup, num_training_steps: 'total' } as const;

export const fieldMaps: FieldMaps = {
  constant: [
    { type: 'transformers.constant', base_lr: 'peak' },
    { type: 'transformers.constant_with_warmup', ...warmup },
  ],
  cosine: [
    { type: 'transformers.cosine', ...run },
    { type: 'transformers.cosine_with_min_lr', ...run, min_lr: 'floor' },
    { type: 'transformers.cosine_with_min_lr', ...run, min_lr_rate: { of: 'floor', per: 'peak' } },
  ],
  'polynomial decay': [
    { type: 'transformers.linear', ...run },
    { type: 'transformers.polynomial', ...run, lr_end: 'floor', power: 'power' },
  ],
  'warmup, stable, decay': [
    {
      type: 'transformers.warmup_stable_decay',
      ...run,
      num_decay_steps: 'decay',
      decay_type: 'fall',
      // The warmup starts where the decay ends.
      min_lr_ratio: { of: 'floor', per: 'peak', and: 'start' },
    },
    {
      type: 'transformers.warmup_stable_decay',
      ...warmup,
      num_stable_steps: { of: 'total', less: ['warmup', 'decay'] },
      num_decay_steps: 'decay',
      decay_type: 'fall',
      min_lr_ratio: { of: 'floor', per: 'peak', and: 'start' },
    },
  ],
};
