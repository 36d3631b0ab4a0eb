import type { Form } from '../form.js';
import { isObject } from '../reading.js';

/** Tables that other trainers' files in TOML do not have together. */
const TELLING = ['lr_scheduler', 'optimizer', 'training'];

export const torchtitan: Form = {
  name: 'torchtitan',
  title: 'configs of torchtitan',
  recognise: ({ syntax, value }) =>
    syntax === 'toml' && isObject(value) && TELLING.filter((key) => isObject(value[key])).length >= 2,
  load: async () => (await import('./read-torchtitan.js')).readTorchtitan,
};
