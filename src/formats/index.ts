export { readTrainingArguments } from './hugging-face/training-arguments.js';
export { readKerasFile } from './keras/keras-file.js';
export { readKerasH5 } from './keras/keras-h5.js';
export { readKerasJson, type WriteKerasJsonOptions, writeKerasJson } from './keras/keras-json.js';
export { readModelGardenYaml } from './model-garden/model-garden-yaml.js';
export { type WriteModelGardenYamlOptions, writeModelGardenYaml } from './model-garden/write-model-garden-yaml.js';
export { readSchedule } from './read-schedule.js';
export type { OptimizerSettings, ReadOptions, ReadSchedule, Source } from './reading.js';
export { readTfjsModel } from './tfjs/tfjs-model.js';
