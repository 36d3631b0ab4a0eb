import { type CatalogEntry, entryOf } from './catalog-entry.js';
import { dialects } from './dialects/dialects.js';
import { nearest, show } from './errors.js';
import { plainName, schedulesCalled } from './schedule-aliases.js';
import { scheduleClasses } from './schedules/classes.js';
import { named } from './schedules/named/list.js';

/** The classes of Keras and of Model Garden, and this package's own blocks. */
const classes: readonly CatalogEntry[] = scheduleClasses.map((owner) => {
  const framework = owner.module?.startsWith('keras.') ? 'keras' : owner.module ? 'model-garden' : 'blocks';
  const build = (options: object) => owner.fromConfig(options);
  return entryOf(framework, owner.className, [{ [owner.className]: build }, owner.options ?? {}]);
});

/**
 * Every schedule that can be named: those of Keras and Model Garden, this package's blocks, and those of Optax, PyTorch,
 * timm and Transformers, each with its options.
 *
 * ```ts
 * findSchedule('torch.OneCycleLR').options.filter((option) => !('default' in option)).map(({ name }) => name); // ['maxLr']
 * ```
 */
export const catalog: readonly CatalogEntry[] = [
  ...classes,
  ...Object.entries(named).map(([name, row]) => entryOf('blocks', name, row)),
  ...dialects.flatMap(({ entries }) => entries),
];

/**
 * The entry with this name: Python's, as `torch.OneCycleLR`, or this package's, as `torch.oneCycleLR`.
 * @throws {TypeError} for an unknown one, with those that people call so, or the nearest.
 */
export function findSchedule(name: string): CatalogEntry {
  const found = catalog.find((entry) => entry.name === name || `${prefixOf(entry)}${entry.exportName}` === name);
  if (found) return found;
  const known = schedulesMeant(name);
  const meant = known.length > 0 ? known : [nearest(name, names) ?? []].flat();
  const called = /^[A-Za-z][\w.]{0,60}$/.test(name) ? name : show(name);
  const help = meant.length > 0 ? `did you mean ${meant.join(', ')}?` : `there are, among others, ${some.join(', ')}.`;
  throw new TypeError(`no schedule is called ${called}; ${help}`);
}

/** The names of the schedules that a name may stand for: those that people call so, or else that are so without their framework. */
export function schedulesMeant(name: string): readonly string[] {
  const called = schedulesCalled(name);
  if (called.length > 0) return called;
  const alike = plainName(name);
  const bare = catalog.filter((entry) => plainName(entry.name.slice(prefixOf(entry).length)) === alike);
  return bare.map((entry) => entry.name);
}

const prefixOf = ({ name }: CatalogEntry) => name.slice(0, name.indexOf('.') + 1);
const names = catalog.map(({ name }) => name);
const some = ['CosineDecay', 'CosineDecayWithOffset', 'torch.OneCycleLR', 'optax.cosine_decay_schedule'];

/** What people call the frameworks of {@link catalog}. */
export const frameworkTitles: Readonly<Record<string, string>> = {
  keras: 'Keras',
  'model-garden': 'Model Garden',
  blocks: 'this package',
  ...Object.fromEntries(dialects.map(({ name, title }) => [name, title])),
};
