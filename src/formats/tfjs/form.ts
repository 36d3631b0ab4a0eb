import type { Form } from '../form.js';
import { isObject } from '../reading.js';

export const tfjs: Form = {
  name: 'tfjs',
  title: 'model.json of TensorFlow.js',
  recognise: ({ value }) => isObject(value) && ('modelTopology' in value || isObject(value['trainingConfig'])),
  load: async () => {
    const { readTfjs } = await import('./tfjs-model.js');
    return ({ value }, options) => readTfjs(value as never, options);
  },
};
