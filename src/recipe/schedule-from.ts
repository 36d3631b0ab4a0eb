import { type CatalogEntry, type CatalogOption, offeredOptions, optionsOf } from '../catalog-entry.js';
import { isFault, nearest, reworded, show } from '../errors.js';
import { requireNumbers } from '../formats/require-numbers.js';
import { checkOption, isRequired, requirement, toCamelCase, toSnakeCase } from '../options.js';
import { findSchedule } from '../registry.js';
import type { LearningRateSchedule } from '../schedule.js';
import { Constant } from '../schedules/blocks/constant.js';
import { type TrainingClock, trainingClock } from '../training-clock.js';
import { numberIn, timeIn } from './number.js';
import { failAt, type Path, placed } from './path.js';

/**
 * A schedule as a recipe has it: a number for a constant rate, or the name of a schedule and its options, in snake_case
 * or camelCase. Options that count steps may be texts with a unit; those that take schedules take the same form again.
 */
export type ScheduleSpec = number | { readonly type: string; readonly [option: string]: unknown };

export interface ScheduleFromOptions {
  /** The run that epochs and percent are of. Default one without a length: only steps are understood. */
  readonly clock?: TrainingClock;
  /** How an option of which an error speaks is spelled, of the schedule at that path. Default as in Python. */
  readonly spell?: (option: CatalogOption, path: Path) => string;
  /** How an option of the run is spelled. Default as in Python. */
  readonly spellRun?: (name: string) => string;
}

/** Nesting that no real recipe reaches. */
const DEEPEST = 64;

/**
 * The schedule that a recipe names.
 *
 * ```ts
 * const clock = trainingClock({ examples: 50_000, batchSize: 100, epochs: 10 });
 * const spec = { type: 'torch.OneCycleLR', max_lr: 0.1, total_steps: '100%' };
 * scheduleFrom(spec, { clock })(1499); // 0.1
 * ```
 *
 * @throws {TypeError} for an unknown schedule or option, one that is missing, and a value of the wrong kind.
 * @throws {RangeError} for a value out of range, and for nesting deeper than 64. Both have the `path` to what is wrong.
 */
export function scheduleFrom(spec: unknown, options: ScheduleFromOptions = {}): LearningRateSchedule {
  const { clock = trainingClock({}), spell = ({ pythonName }) => pythonName, spellRun = toSnakeCase } = options;
  const schedule = new Reader(clock, spell, spellRun).schedule(spec, []);
  placed([], () => requireNumbers(schedule, 'the schedule'));
  return schedule;
}

class Reader {
  constructor(
    private readonly clock: TrainingClock,
    private readonly spell: (option: CatalogOption, path: Path) => string,
    private readonly spellRun: (name: string) => string,
  ) {}

  schedule(spec: unknown, path: Path): LearningRateSchedule {
    if (typeof spec === 'number') return placed(path, () => new Constant({ value: spec }));
    if (path.length > 2 * DEEPEST) failAt(path, `schedules are nested at most ${DEEPEST} deep.`, RangeError);
    if (!isMap(spec) || typeof spec['type'] !== 'string') {
      const type = isMap(spec) ? { got: spec['type'], at: 'type' in spec ? [...path, 'type'] : path } : null;
      const received = type
        ? `a map ${type.got === undefined ? 'without a type' : `whose type is ${show(type.got)}`}`
        : show(spec);
      failAt(
        type?.at ?? path,
        `a schedule must be a number, or a map with the type of the schedule and its options, received ${received}.`,
      );
    }
    const { type, ...given } = spec as { readonly type: string };
    const entry = placed([...path, 'type'], () => findSchedule(type));
    const values = this.options(entry, given, path);
    return placed([...path, 'type'], () => this.build(entry, values, path));
  }

  /** What one option has to do with another, only the constructor knows; what it says is put into the words of the recipe. */
  private build(entry: CatalogEntry, values: Record<string, unknown>, path: Path): LearningRateSchedule {
    return this.reworded(entry, path, () => entry.build(values));
  }

  private reworded<T>(entry: CatalogEntry, path: Path, read: () => T): T {
    try {
      return read();
    } catch (error) {
      if (!isFault(error)) throw error;
      const byName = new Map(entry.options.map((option) => [option.name, option]));
      const option = (name: string) => {
        const found = byName.get(name);
        return found ? this.spell(found, path) : name;
      };
      throw reworded(error, { owner: () => entry.name, option });
    }
  }

  private options(entry: CatalogEntry, given: Readonly<Record<string, unknown>>, path: Path): Record<string, unknown> {
    const values: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(given)) {
      const option = this.find(entry, key, path);
      if (Object.hasOwn(values, option.name)) {
        failAt([...path, key], `${entry.name}: ${this.spell(option, path)} is there twice, in two spellings.`);
      }
      const read = this.value(entry, option, value, [...path, key]);
      const check = () => checkOption(entry.name, option.name, option, read);
      placed([...path, key], () => this.reworded(entry, path, check));
      values[option.name] = read;
    }
    const missing = entry.options.filter((option) => isRequired(option) && !Object.hasOwn(values, option.name));
    const [first, ...more] = missing;
    if (first) {
      const names = missing.map((option) => this.spell(option, path)).join(' and ');
      const help = more.length === 0 ? `: ${requirement(first)}.` : '.';
      failAt([...path, 'type'], `${entry.name} requires ${names} too${help}`);
    }
    return values;
  }

  private find(entry: CatalogEntry, key: string, path: Path): CatalogOption {
    const name = toOptionName(key);
    const found = entry.options.find((option) => option.name === name);
    if (found) return found;
    const known = offeredOptions(entry).map((option) => this.spell(option, path));
    const meant = nearest(key, known);
    const help = meant ? `did you mean ${meant}?` : `it has ${known.join(', ') || 'none'}.`;
    return failAt([...path, key], `${entry.name} has no option ${show(key)}: ${help}`);
  }

  /** An option's value with the schedules in it made, and texts that stand for numbers or times turned into them. */
  private value(entry: CatalogEntry, option: CatalogOption, value: unknown, path: Path): unknown {
    switch (option.is) {
      case 'schedule':
        return each(value, path, (item, at) => (isMap(item) ? this.schedule(item, at) : numberIn(item)));
      case 'groups': {
        const group = { ...entry, options: optionsOf(option.of) };
        return each(value, path, (item, at) => (isMap(item) ? this.options(group, item, at) : item));
      }
      case 'steps':
        return each(value, path, (item, at) => this.steps(entry, option, item, at));
      case 'by-step':
        return isMap(value) ? this.byStep(entry, option, value, path) : value;
      case 'rate':
      case 'fraction':
      case 'number':
        return each(value, path, numberIn);
      default:
        return value;
    }
  }

  private byStep(entry: CatalogEntry, option: CatalogOption, value: object, path: Path): Record<string, unknown> {
    const numbers: Record<string, unknown> = {};
    for (const [time, number] of Object.entries(value)) {
      const step = String(this.steps(entry, option, time, [...path, time]));
      if (Object.hasOwn(numbers, step)) failAt([...path, time], `${entry.name}: step ${step} is there twice.`);
      numbers[step] = numberIn(number);
    }
    return numbers;
  }

  private steps(entry: CatalogEntry, option: CatalogOption, time: unknown, path: Path): unknown {
    const read = timeIn(time);
    if (typeof read !== 'string') return read;
    return placed(path, () => {
      try {
        return this.clock.steps(read);
      } catch (error) {
        if (!isFault(error)) throw error;
        const label = `${entry.name}: ${this.spell(option, path.slice(0, -1))}`;
        const owner = () => ('received' in error ? label : `${label} ${time}`);
        throw reworded(error, { owner, option: this.spellRun });
      }
    });
  }
}

/** A value, or each of a list with its place. */
function each(value: unknown, path: Path, read: (item: unknown, path: Path) => unknown): unknown {
  return Array.isArray(value) ? value.map((item, i) => read(item, [...path, i])) : read(value, path);
}

/** An option's name as its constructor has it: `T_max` of PyTorch is `tMax`. */
function toOptionName(key: string): string {
  const name = toCamelCase(key.replace(/_([A-Z])/g, (_, letter: string) => letter));
  return name.charAt(0).toLowerCase() + name.slice(1);
}

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
