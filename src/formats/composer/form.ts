import type { Form } from '../form.js';
import { isObject } from '../reading.js';

export const composer: Form = {
  name: 'composer',
  title: 'Composer and llm-foundry',
  recognise: ({ value }) =>
    isObject(value) &&
    'max_duration' in value &&
    ((isObject(value['scheduler']) && 'name' in value['scheduler']) ||
      isObject(value['optimizer']) ||
      typeof value['class'] === 'string'),
  load: async () => (await import('./read-composer.js')).readComposer,
};
