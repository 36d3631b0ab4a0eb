import type { Form } from '../form.js';
import { isObject, type JsonObject } from '../reading.js';

const KEYS = ['lr0', 'lrf', 'warmup_epochs', 'warmup_bias_lr', 'warmup_momentum', 'cos_lr', 'nbs'];
const count = (map: JsonObject) => KEYS.filter((key) => key in map).length;

export const ultralytics: Form = {
  name: 'ultralytics',
  title: 'Ultralytics (args.yaml; opt.yaml of YOLOv5)',
  recognise: ({ value }) =>
    isObject(value) && (count(value) >= 3 || (isObject(value['hyp']) && count(value['hyp']) >= 2)),
  load: async () => (await import('./read-ultralytics.js')).readUltralytics,
};
