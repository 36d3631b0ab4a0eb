import type { Form } from '../form.js';
import { isObject, type JsonObject } from '../reading.js';

const TELLING = ['zero_optimization', 'train_micro_batch_size_per_gpu', 'zero_allow_untested_optimizer'];
const WEAK = ['train_batch_size', 'gradient_clipping', 'steps_per_print', 'wall_clock_breakdown'];
/** What is a flag elsewhere is a block here. */
const BLOCKS = ['fp16', 'bf16', 'activation_checkpointing', 'flops_profiler'];
/** What a file of gpt-neox has, which holds DeepSpeed's settings too. */
const OF_NEOX = ['train_iters', 'train-iters', 'lr_decay_style', 'lr-decay-style', 'pipe_parallel_size'];

const isBlock = (value: unknown) => isObject(value) && 'type' in value && isObject(value['params']);

export function isDeepSpeed(map: JsonObject): boolean {
  if (OF_NEOX.some((key) => key in map)) return false;
  if (TELLING.some((key) => key in map)) return true;
  const weak = [...WEAK.filter((key) => key in map), ...BLOCKS.filter((key) => isObject(map[key]))].length;
  return isBlock(map['scheduler'])
    ? weak >= 1 || isBlock(map['optimizer']) || Object.keys(map).length === 1
    : weak >= 2;
}

export const deepspeed: Form = {
  name: 'deepspeed',
  title: 'DeepSpeed',
  recognise: ({ value }) => isObject(value) && isDeepSpeed(value),
  load: async () => (await import('./read-deepspeed.js')).readDeepSpeed,
};
