import type { Form } from '../form.js';
import { isObject } from '../reading.js';

export const torchtune: Form = {
  name: 'torchtune',
  title: 'configs of torchtune',
  recognise({ value }) {
    if (!isObject(value)) return false;
    const names = ['optimizer', 'lr_scheduler'].map((key) => isObject(value[key]) && value[key]['_component_']);
    return typeof names[0] === 'string' || typeof names[1] === 'string';
  },
  load: async () => (await import('./read-torchtune.js')).readTorchtune,
};
