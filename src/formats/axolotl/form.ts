import type { Form } from '../form.js';
import { isObject } from '../reading.js';

const KEYS = [
  'lr_scheduler',
  'num_epochs',
  'micro_batch_size',
  'sequence_len',
  'datasets',
  'sample_packing',
  'adapter',
];

export const axolotl: Form = {
  name: 'axolotl',
  title: 'axolotl',
  recognise: ({ value }) => isObject(value) && 'base_model' in value && KEYS.filter((key) => key in value).length >= 2,
  load: async () => (await import('./read-axolotl.js')).readAxolotl,
};
