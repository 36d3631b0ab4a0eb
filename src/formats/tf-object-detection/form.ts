import type { Form } from '../form.js';

export const tfObjectDetection: Form = {
  name: 'tf-object-detection',
  title: 'pipeline.config of the TensorFlow Object Detection API',
  recognise: ({ text, value }) => value === null && /^\s*train_config\s*:?\s*[{<]/m.test(text),
  load: async () => (await import('./read-pipeline.js')).readPipeline,
};
