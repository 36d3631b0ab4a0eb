import type { Form } from './form.js';
import { huggingFaceJson, huggingFaceYaml } from './hugging-face/form.js';
import { keras, kerasArchive, kerasH5 } from './keras/form.js';
import { modelGarden } from './model-garden/form.js';
import { tfjs } from './tfjs/form.js';

/** All forms that are read, the more telling ones first. */
export const forms: readonly Form[] = [
  kerasArchive,
  kerasH5,
  tfjs,
  modelGarden,
  keras,
  huggingFaceJson,
  huggingFaceYaml,
];
