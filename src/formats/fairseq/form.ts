import type { Form } from '../form.js';
import { isObject } from '../reading.js';

export const fairseq: Form = {
  name: 'fairseq',
  title: 'commands and configs of fairseq',
  recognise: ({ value, syntax, text }) =>
    (syntax === 'shell' &&
      value === null &&
      /\bfairseq-(hydra-)?train\b|\bfairseq_cli\/|--lr-scheduler\s+\w+_\w+|--max-update\b/.test(text)) ||
    (isObject(value) &&
      isObject(value['optimization']) &&
      ((isObject(value['lr_scheduler']) && '_name' in value['lr_scheduler']) || 'max_update' in value['optimization'])),
  load: async () => (await import('./read-fairseq.js')).readFairseq,
};
