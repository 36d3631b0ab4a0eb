import type { Form } from '../form.js';
import { isObject } from '../reading.js';

/** Keys of mlx-lm's file for fine-tuning; `iters` is required beside others. */
const WEAK = [
  'lora_parameters',
  'num_layers',
  'grad_checkpoint',
  'adapter_path',
  'steps_per_report',
  'steps_per_eval',
  'learning_rate',
  'fine_tune_type',
];

export const mlx: Form = {
  name: 'mlx',
  title: 'configs of mlx-lm',
  recognise: ({ value }) =>
    isObject(value) &&
    ((isObject(value['lr_schedule']) && 'arguments' in value['lr_schedule']) ||
      ('iters' in value && WEAK.some((key) => key in value))),
  load: async () => (await import('./read-mlx.js')).readMlx,
};
