import {
  type CatalogEntry,
  catalog,
  findSchedule,
  isUnused,
  type ScheduleSpec,
  schedulesMeant,
} from 'lr-schedules/recipe';
import { type Call, callsIn, type Value } from './literals.js';

/** What each framework's modules are called in code. */
const modules: readonly (readonly [pattern: RegExp, framework: string])[] = [
  [/^optax\b/, 'optax'],
  [/^(torch|optim|lr_scheduler)\b/, 'torch'],
  [/^(tf\.)?(keras|tf_keras)\b|^schedules\b/, 'keras'],
  [/^timm\b/, 'timm'],
  [/^transformers\b/, 'transformers'],
  [/^paddle\b/, 'paddle'],
  [/^(mlx|mx)\b/, 'mlx'],
];
/** Whose bare names they are, where several have the name. */
const likely = ['torch', 'keras', 'optax', 'timm', 'transformers', 'paddle', 'mlx'];
/** Arguments that every scheduler of a framework has, and that change no rate. */
const idle = ['optimizer', 'last_epoch', 'verbose'];

/**
 * The schedules that code constructs, read and never run.
 * @throws {TypeError | RangeError} with what is missing, in a sentence.
 */
export function schedulesIn(text: string): readonly { readonly name: string; readonly spec: ScheduleSpec }[] {
  const calls = callsIn(text);
  const rate = rateIn(calls);
  const found = calls.flatMap((call) => {
    const entry = entryOf(call.name);
    return entry ? [{ call, entry }] : [];
  });
  // Those that another one is made of are in it.
  const inner = new Set(found.flatMap(({ call }) => [...partsOf(call)]));
  return found
    .filter(({ call }) => !inner.has(call))
    .map(({ call, entry }) => ({ name: entry.name.replace(/^\w+\./, ''), spec: specOf(call, entry, rate) }));
}

/** The schedule that a name in code stands for. */
function entryOf(name: string): CatalogEntry | null {
  const own = name.slice(name.lastIndexOf('.') + 1);
  const framework = modules.find(([pattern]) => pattern.test(name) && name !== own)?.[1];
  const same = catalog.filter((entry) => entry.name.replace(/^\w+\./, '') === own && likely.includes(entry.framework));
  const exact = framework
    ? same.find((entry) => entry.framework === framework)
    : likely.map((one) => same.find((entry) => entry.framework === one)).find(Boolean);
  if (exact) return exact;
  if (!/^get_\w+_schedule(_with_\w+)?$/.test(own)) return null;
  const meant = schedulesMeant(own)[0];
  return meant === undefined ? null : findSchedule(meant);
}

/** The rate that an optimizer in the code is made with. */
function rateIn(calls: readonly Call[]): number | undefined {
  for (const call of calls) {
    const rate = entryOf(call.name) ? undefined : (call.named['lr'] ?? call.named['learning_rate']);
    if (typeof rate === 'number') return rate;
  }
  return undefined;
}

function* partsOf({ args, named }: Call): Generator<Call> {
  for (const value of [...args, ...Object.values(named)].flat(1) as Value[]) {
    if (typeof value === 'object' && value !== null && 'call' in value) {
      yield value.call;
      yield* partsOf(value.call);
    }
  }
}

function specOf({ name, args, named }: Call, entry: CatalogEntry, rate: number | undefined): ScheduleSpec {
  const options = entry.options.filter((option) => !isUnused(option) || option.is !== 'name');
  const base = options.find(({ pythonName }) => pythonName === 'base_lr');
  const takesOptimizer = base !== undefined && entry.framework !== 'keras';
  // The first argument is the optimizer, whose rate is a schedule's own option here.
  const order = takesOptimizer
    ? ['optimizer', ...options.filter((option) => option !== base).map(({ pythonName }) => pythonName)]
    : options.map(({ pythonName }) => pythonName);
  const given: Record<string, unknown> = {};
  const needsOptimizer = takesOptimizer || isSchedulerOf(entry, args);
  const positions = needsOptimizer && !takesOptimizer ? ['optimizer', ...order] : order;
  args.forEach((value, i) => {
    const option = positions[i];
    if (option === undefined)
      throw new TypeError(`${name}: it takes at most ${positions.length} arguments, received ${args.length}.`);
    if (!idle.includes(option)) given[option] = plain(value, `${name}: ${option}`, rate);
  });
  for (const [option, value] of Object.entries(named)) {
    if (!idle.includes(option)) given[option] = plain(value, `${name}: ${option}`, rate);
  }
  if (base && !('default' in base) && !('base_lr' in given)) {
    if (rate === undefined) {
      throw new TypeError(
        `${name}: base_lr is the optimizer’s rate: paste the line that makes the optimizer, with its lr=…, too.`,
      );
    }
    return { type: entry.name, base_lr: rate, ...given };
  }
  return { type: entry.name, ...given };
}

/** Whether the scheduler, which has a rate of its own, is given an optimizer first, as PyTorch's all are. */
const isSchedulerOf = ({ framework }: CatalogEntry, [first]: readonly Value[]) =>
  ['torch', 'timm', 'transformers'].includes(framework) &&
  typeof first === 'object' &&
  first !== null &&
  'code' in first;

/** @throws {TypeError} for what is no literal. */
function plain(value: Value, where: string, rate: number | undefined): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => plain(item, where, rate));
  if ('map' in value)
    return Object.fromEntries(Object.entries(value.map).map(([key, item]) => [key, plain(item, where, rate)]));
  if ('call' in value) {
    const entry = entryOf(value.call.name);
    if (entry) return specOf(value.call, entry, rate);
    throw new TypeError(`${where} is ${value.call.name}(…), which is not written out: put the number there.`);
  }
  throw new TypeError(
    `${where} is ${(value as { code: string }).code}, which is not written out: put the number there, or paste the line that sets it, too.`,
  );
}
