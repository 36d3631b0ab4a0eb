import type { Form } from '../form.js';
import { isObject } from '../reading.js';

export const paddle: Form = {
  name: 'paddle',
  title: 'optimizer files of PaddleDetection',
  recognise: ({ value }) => isObject(value) && isObject(value['LearningRate']) && 'schedulers' in value['LearningRate'],
  load: async () => (await import('./read-paddle.js')).readPaddle,
};
