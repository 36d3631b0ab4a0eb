import type { Form, FormFile } from '../form.js';

/** Names that nanoGPT's own files assign; two of them, of which one is about the rate, make one of its files. */
const RATE = /^(learning_rate|decay_lr|warmup_iters|lr_decay_iters|min_lr)\s*=/m;
const OTHER =
  /^(max_iters|eval_interval|n_layer|block_size|gradient_accumulation_steps|init_from|always_save_checkpoint|lr_decay_iters|warmup_iters)\s*=/m;
const MMENGINE = /^(param_scheduler|optim_wrapper|lr_config)\s*=/m;

const isNanoGpt = ({ syntax, text }: FormFile) =>
  syntax === 'python' && RATE.test(text) && OTHER.test(text) && !MMENGINE.test(text);

export const nanogpt: Form = {
  name: 'nanogpt',
  title: 'configs of nanoGPT',
  recognise: isNanoGpt,
  load: async () => (await import('./read-nanogpt.js')).readNanoGpt,
};
