import { axolotl } from './axolotl/form.js';
import { composer } from './composer/form.js';
import { deepspeed } from './deepspeed/form.js';
import type { Form } from './form.js';
import { huggingFaceJson, huggingFaceYaml } from './hugging-face/form.js';
import { keras, kerasArchive, kerasH5 } from './keras/form.js';
import { modelGarden } from './model-garden/form.js';
import { tfjs } from './tfjs/form.js';
import { timm } from './timm/form.js';
import { ultralytics } from './ultralytics/form.js';

/** All forms that are read, the more telling ones first. */
export const forms: readonly Form[] = [
  kerasArchive,
  kerasH5,
  tfjs,
  modelGarden,
  keras,
  deepspeed,
  ultralytics,
  timm,
  axolotl,
  composer,
  huggingFaceJson,
  huggingFaceYaml,
];
