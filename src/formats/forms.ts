import { axolotl } from './axolotl/form.js';
import { composer } from './composer/form.js';
import { deepspeed } from './deepspeed/form.js';
import { detectron2 } from './detectron2/form.js';
import { diffusers } from './diffusers/form.js';
import { fairseq } from './fairseq/form.js';
import type { Form } from './form.js';
import { huggingFaceCommand, huggingFaceJson, huggingFaceYaml } from './hugging-face/form.js';
import { keras, kerasArchive, kerasH5 } from './keras/form.js';
import { megatron } from './megatron/form.js';
import { mlx } from './mlx/form.js';
import { mmengine } from './mmengine/form.js';
import { modelGarden } from './model-garden/form.js';
import { nanogpt } from './nanogpt/form.js';
import { nemo } from './nemo/form.js';
import { paddle } from './paddle/form.js';
import { tfObjectDetection } from './tf-object-detection/form.js';
import { tfjs } from './tfjs/form.js';
import { timm } from './timm/form.js';
import { torchtitan } from './torchtitan/form.js';
import { torchtune } from './torchtune/form.js';
import { ultralytics } from './ultralytics/form.js';

/** All forms that are read, the more telling ones first. */
export const forms: readonly Form[] = [
  kerasArchive,
  kerasH5,
  tfjs,
  modelGarden,
  keras,
  torchtune,
  torchtitan,
  detectron2,
  paddle,
  nemo,
  mlx,
  tfObjectDetection,
  fairseq,
  megatron,
  mmengine,
  nanogpt,
  deepspeed,
  ultralytics,
  timm,
  axolotl,
  diffusers,
  composer,
  huggingFaceJson,
  huggingFaceYaml,
  huggingFaceCommand,
];
