import { type CatalogOption, optionsOf } from '../catalog-entry.js';
import { findSchedule } from '../registry.js';
import type { ScheduleSpec } from './schedule-from.js';

/**
 * A spec under Python's names all the way in: a recipe may spell them otherwise. Its values stay as they are.
 *
 * ```ts
 * canonicalSpec({ type: 'torch.oneCycleLR', maxLr: 0.1 }); // { type: 'torch.OneCycleLR', max_lr: 0.1 }
 * ```
 *
 * @throws {TypeError} for an unknown schedule.
 */
export function canonicalSpec(spec: ScheduleSpec): ScheduleSpec {
  if (!isNamed(spec)) return spec;
  const { name, options } = findSchedule(spec.type);
  return { type: name, ...canonicalOptions(spec, options) };
}

const isNamed = (value: unknown): value is Exclude<ScheduleSpec, number> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  typeof Reflect.get(value, 'type') === 'string';

function canonicalOptions(given: object, options: readonly CatalogOption[]): Record<string, unknown> {
  const flat = (text: string) => text.replaceAll('_', '').toLowerCase();
  return Object.fromEntries(
    Object.entries(given)
      .filter(([key]) => key !== 'type')
      .map(([key, value]) => {
        const option = options.find(({ pythonName }) => flat(pythonName) === flat(key));
        return [option?.pythonName ?? key, option ? canonicalValue(option, value) : value];
      }),
  );
}

function canonicalValue(option: CatalogOption, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => canonicalValue(option, item));
  if (isNamed(value)) return canonicalSpec(value);
  const isGroup = option.is === 'groups' && typeof value === 'object' && value !== null;
  return isGroup ? canonicalOptions(value, optionsOf(option.of)) : value;
}
