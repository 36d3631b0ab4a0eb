import { getScheduler, type SchedulerType, schedulers, table } from '../../dialects/transformers/get-scheduler.js';
import type { OptionTable } from '../../options.js';
import { type CatalogEntry, entryOf } from './entry.js';

const { schedulerSpecificKwargs: _, ...common } = table;

/** The types that transformers' `get_scheduler` knows, each with its own options beside those of all. */
export const transformers: readonly CatalogEntry[] = Object.entries(schedulers).map(([type, { requires, kwargs }]) => {
  const own: OptionTable = Object.fromEntries(
    Object.entries(common).map(([name, [rule, fallback]]) => [
      name,
      (requires as readonly string[]).includes(name) ? [rule] : [rule, fallback],
    ]),
  );
  const build = (options: Readonly<Record<string, unknown>>) => {
    const isCommon = (name: string) => Object.hasOwn(common, name);
    const given = Object.entries(options);
    return getScheduler(
      type as SchedulerType,
      {
        ...Object.fromEntries(given.filter(([name]) => isCommon(name))),
        schedulerSpecificKwargs: Object.fromEntries(given.filter(([name]) => !isCommon(name))),
      } as never,
    );
  };
  return entryOf('transformers', type, { [type]: build }, { ...own, ...kwargs });
});
