import type { Form } from '../form.js';
import { isObject } from '../reading.js';

export const detectron2: Form = {
  name: 'detectron2',
  title: 'configs of detectron2',
  recognise: ({ value }) =>
    isObject(value) && (isObject(value['SOLVER']) || ('_BASE_' in value && ('MODEL' in value || 'DATASETS' in value))),
  load: async () => (await import('./read-detectron2.js')).readDetectron2,
};
