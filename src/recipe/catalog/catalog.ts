import { nearest, show } from '../../options.js';
import type { CatalogEntry } from './entry.js';
import { optax } from './optax.js';
import { own } from './own.js';
import { timm } from './timm.js';
import { torch } from './torch.js';
import { transformers } from './transformers.js';

/**
 * Every schedule that can be named: those of Keras and Model Garden, this package's blocks, and those of Optax, PyTorch,
 * timm and Transformers, each with its options.
 *
 * ```ts
 * findSchedule('torch.OneCycleLR').options.filter(({ isRequired }) => isRequired).map(({ name }) => name); // ['maxLr']
 * ```
 */
export const catalog: readonly CatalogEntry[] = [...own, ...optax, ...torch, ...timm, ...transformers];

/**
 * The entry with this name: Python's, as `torch.OneCycleLR`, or this package's, as `torch.oneCycleLR`.
 * @throws {TypeError} for an unknown one, with the nearest that is known.
 */
export function findSchedule(name: string): CatalogEntry {
  const found = catalog.find((entry) => entry.name === name || `${prefixOf(entry)}${entry.exportName}` === name);
  if (found) return found;
  const bare = catalog.filter((entry) => entry.name.endsWith(`.${name}`));
  const meant = bare.length > 0 ? bare.map((entry) => entry.name) : [nearest(name, names) ?? []].flat();
  const help = meant.length > 0 ? `did you mean ${meant.join(' or ')}?` : `it knows, among others, ${some.join(', ')}.`;
  throw new TypeError(`there is no schedule ${show(name)}: ${help}`);
}

const prefixOf = ({ name }: CatalogEntry) => name.slice(0, name.indexOf('.') + 1);
const names = catalog.map(({ name }) => name);
const some = ['CosineDecay', 'CosineDecayWithOffset', 'torch.OneCycleLR', 'optax.cosine_decay_schedule'];
