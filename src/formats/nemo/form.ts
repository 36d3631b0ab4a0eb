import type { Form } from '../form.js';
import { isObject, type JsonObject } from '../reading.js';

/** The map `optim` of a model, at the top or in `model`, and the way to it; null where there is none. */
export function findOptim(value: unknown): { readonly optim: JsonObject; readonly path: readonly string[] } | null {
  if (!isObject(value)) return null;
  const inModel = isObject(value['model']) ? value['model']['optim'] : undefined;
  if (isObject(inModel)) return { optim: inModel, path: ['model', 'optim'] };
  return isObject(value['optim']) ? { optim: value['optim'], path: ['optim'] } : null;
}

export const nemo: Form = {
  name: 'nemo',
  title: 'configs of NeMo',
  recognise({ value }) {
    const found = findOptim(value);
    return found !== null && (isObject(found.optim['sched']) || ('lr' in found.optim && found.path.length === 2));
  },
  load: async () => (await import('./read-nemo.js')).readNemo,
};
