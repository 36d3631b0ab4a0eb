export { readKerasFile } from './keras-file.js';
export { readKerasH5 } from './keras-h5.js';
export { readKerasJson, type WriteKerasJsonOptions, writeKerasJson } from './keras-json.js';
export { readModelGardenYaml } from './model-garden-yaml.js';
export { readSchedule } from './read-schedule.js';
export type { OptimizerSettings, ReadOptions, ReadSchedule, Source } from './reading.js';
export { readTfjsModel } from './tfjs-model.js';
export { readTrainingArguments } from './training-arguments.js';
export { type WriteModelGardenYamlOptions, writeModelGardenYaml } from './write-model-garden-yaml.js';
