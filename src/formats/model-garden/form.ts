import type { Form } from '../form.js';
import { isObject } from '../reading.js';
import { isModelGarden } from './find-config.js';

export const modelGarden: Form = {
  name: 'model-garden',
  title: 'YAML of Model Garden',
  recognise: ({ value }) => isObject(value) && isModelGarden(value),
  load: async () => (await import('./model-garden-yaml.js')).readModelGarden,
};
