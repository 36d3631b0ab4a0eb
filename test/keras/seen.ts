import { strFromU8, unzipSync } from 'fflate';
import { openHdf5 } from '../../src/formats/archives/hdf5.js';

// biome-ignore lint/suspicious/noExplicitAny: a config at any depth.
type Config = any;

const bare = (name: string) => name.replace(/^.*>/, '').replace(/_/g, '').toLowerCase();
const LOSS_NAMES: Readonly<Record<string, string>> = {
  mse: 'meansquarederror',
  mae: 'meanabsoluteerror',
  mape: 'meanabsolutepercentageerror',
  msle: 'meansquaredlogarithmicerror',
};

/** All layers, settings, activations and losses of these files: `Dense`, `Dense.use_bias=false`, `activation=relu`, `loss=mse`. */
export function seenIn(files: readonly Uint8Array[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const walk = (node: Config): void => {
    if (Array.isArray(node)) {
      for (const item of node) walk(item);
      return;
    }
    if (typeof node !== 'object' || node === null) return;
    const { class_name: className, config } = node;
    if (typeof className === 'string' && typeof config === 'object' && config !== null) {
      seen.add(className);
      for (const [key, value] of Object.entries<Config>(config)) {
        const plain = value?.class_name === '__tuple__' ? value.items : value;
        seen.add(`${className}.${key}=${Array.isArray(plain) ? plain.join(', ') : (plain?.class_name ?? plain)}`);
        if (/activation$/.test(key)) seen.add(`activation=${value?.config ?? value}`);
      }
    }
    for (const value of Object.values(node)) walk(value);
  };
  for (const bytes of files) {
    const { model, training } = configsOf(bytes);
    walk(model);
    for (const loss of [training.loss].flat()) {
      const name = typeof loss === 'string' ? loss : (loss?.config?.fn ?? loss?.class_name);
      if (typeof name === 'string') seen.add(`loss=${LOSS_NAMES[bare(name)] ?? bare(name)}`);
    }
  }
  return seen;
}

function configsOf(bytes: Uint8Array): { model: Config; training: Config } {
  if (bytes[0] === 0x50) {
    const model = JSON.parse(strFromU8(unzipSync(bytes)['config.json'] as Uint8Array));
    return { model, training: model.compile_config };
  }
  const root = openHdf5(bytes, 'file');
  const json = (name: string) => JSON.parse(String(root.attribute(name)));
  return { model: json('model_config'), training: json('training_config') };
}
