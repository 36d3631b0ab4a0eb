import type { Form, FormFile } from '../form.js';
import { isObject } from '../reading.js';

const startsWith = ({ syntax, bytes }: FormFile, byte: number) => syntax === 'binary' && bytes[0] === byte;

export const kerasArchive: Form = {
  name: 'keras-archive',
  title: '.keras files',
  recognise: (file) => startsWith(file, 0x50),
  load: async () => {
    const { readKerasFile } = await import('./keras-file.js');
    return ({ bytes }, options) => readKerasFile(bytes, options);
  },
};

export const kerasH5: Form = {
  name: 'keras-h5',
  title: '.h5 files of Keras',
  recognise: (file) => startsWith(file, 0x89),
  load: async () => {
    const { readKerasH5 } = await import('./keras-h5.js');
    return ({ bytes }, options) => readKerasH5(bytes, options);
  },
};

export const keras: Form = {
  name: 'keras',
  title: 'JSON of Keras (a schedule, an optimizer, a model, arguments of compile)',
  recognise: ({ value }) =>
    isObject(value) &&
    (['class_name', 'compile_config', 'training_config', 'optimizer_config'].some((key) => key in value) ||
      (isObject(value['optimizer']) && 'class_name' in value['optimizer'])),
  load: async () => {
    const { readKeras } = await import('./keras-json.js');
    return ({ value, name }, options) => readKeras(value as never, name === 'JSON' ? 'Keras JSON' : name, options);
  },
};
