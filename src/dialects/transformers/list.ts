import { dialect, type Row } from '../../catalog-entry.js';
import type { OptionTable } from '../../options.js';
import { common, getScheduler, type SchedulerType, schedulers } from './get-scheduler.js';

/** The types that transformers' `get_scheduler` knows, each with its own options beside those of all. */
export const transformers = dialect(
  'transformers',
  'Transformers',
  Object.fromEntries(
    Object.entries(schedulers).map(([type, scheduler]) => [type, rowOf(type as SchedulerType, scheduler)]),
  ),
);

function rowOf(type: SchedulerType, { requires, kwargs }: (typeof schedulers)[SchedulerType]): Row {
  const own: OptionTable = Object.fromEntries(
    Object.entries(common).map(([name, option]) => {
      const { default: _, ...required } = { default: undefined, ...option };
      return [name, (requires as readonly string[]).includes(name) ? required : option];
    }),
  );
  const build = (options: Readonly<Record<string, unknown>>) => {
    const isCommon = (name: string) => Object.hasOwn(common, name);
    const given = Object.entries(options);
    return getScheduler(type, {
      ...Object.fromEntries(given.filter(([name]) => isCommon(name))),
      schedulerSpecificKwargs: Object.fromEntries(given.filter(([name]) => !isCommon(name))),
    } as never);
  };
  return [{ [type]: build }, { ...own, ...kwargs }];
}
