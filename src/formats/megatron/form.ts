import type { Form, FormFile } from '../form.js';
import { isObject } from '../reading.js';

const FLAGS =
  /\bpretrain_\w+\.py\b|--(train-(iters|samples)|lr-decay-(style|iters|samples)|lr-warmup-(fraction|samples)|lr-wsd-decay-style)\b/;
/** Keys of gpt-neox; beside `optimizer.params` one of them tells. */
const NEOX = [
  'train_iters',
  'lr_decay_iters',
  'lr_decay_style',
  'train_micro_batch_size_per_gpu',
  'num_attention_heads',
];

/** Whether it is a config of gpt-neox, which is Megatron's with another schedule. */
export function isNeox({ value }: FormFile): boolean {
  if (!isObject(value)) return false;
  const keys = Object.keys(value).map((key) => key.replaceAll('-', '_'));
  const hasOptimizer = isObject(value['optimizer']) && 'params' in value['optimizer'];
  return NEOX.filter((key) => keys.includes(key)).length >= (hasOptimizer ? 1 : 2) && !('scheduler' in value);
}

export const megatron: Form = {
  name: 'megatron',
  title: 'commands of Megatron-LM, and configs of gpt-neox',
  recognise: (file) => isNeox(file) || (file.value === null && file.syntax === 'shell' && FLAGS.test(file.text)),
  load: async () => (await import('./read-megatron.js')).readMegatron,
};
