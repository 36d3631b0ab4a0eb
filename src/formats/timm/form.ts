import type { Form } from '../form.js';
import { isObject } from '../reading.js';

const KEYS = [
  'warmup_lr',
  'decay_epochs',
  'decay_rate',
  'cooldown_epochs',
  'warmup_epochs',
  'min_lr',
  'patience_epochs',
];

export const timm: Form = {
  name: 'timm-args',
  title: 'args.yaml of timm',
  recognise: ({ value }) => isObject(value) && 'sched' in value && KEYS.filter((key) => key in value).length >= 2,
  load: async () => (await import('./read-timm.js')).readTimm,
};
