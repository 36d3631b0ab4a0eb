import type { Dialect } from '../catalog-entry.js';
import { deepspeed } from './deepspeed/list.js';
import { detectron2 } from './detectron2/list.js';
import { fairseq } from './fairseq/list.js';
import { megatron } from './megatron/list.js';
import { mlx } from './mlx/list.js';
import { nemo } from './nemo/list.js';
import { optax } from './optax/list.js';
import { paddle } from './paddle/list.js';
import { timm } from './timm/list.js';
import { torch } from './torch/list.js';
import { transformers } from './transformers/list.js';

/** The frameworks whose schedules have functions here; to add one is to add its folder and its line. */
export const dialects: readonly Dialect[] = [
  optax,
  torch,
  timm,
  transformers,
  deepspeed,
  paddle,
  mlx,
  nemo,
  megatron,
  fairseq,
  detectron2,
];
