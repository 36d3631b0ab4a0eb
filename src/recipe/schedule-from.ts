import { nearest, type OptionTable, readOptions, show, toCamelCase } from '../options.js';
import type { LearningRateSchedule } from '../schedule.js';
import { Constant } from '../schedules/blocks/constant.js';
import { type TrainingClock, trainingClock } from '../training-clock.js';
import { findSchedule } from './catalog/catalog.js';
import { type CatalogEntry, type CatalogOption, offeredOptions } from './catalog/entry.js';
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
  const { clock = trainingClock({}), spell = ({ pythonName }) => pythonName } = options;
  return new Reader(clock, spell).schedule(spec, []);
}

class Reader {
  constructor(
    private readonly clock: TrainingClock,
    private readonly spell: (option: CatalogOption, path: Path) => string,
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
    try {
      return entry.build(values);
    } catch (error) {
      const spelled = new Map(entry.options.map((option) => [option.name, this.spell(option, path)]));
      spelled.set(entry.exportName, entry.name);
      const message = (error as Error).message.replace(/\b[a-z]\w*[A-Z]\w*\b/g, (word) => spelled.get(word) ?? word);
      throw new (error instanceof RangeError ? RangeError : TypeError)(message, { cause: error });
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
      placed([...path, key], () => check(entry, option, key, read));
      values[option.name] = read;
    }
    const missing = entry.options.filter(({ name, isRequired }) => isRequired && !Object.hasOwn(values, name));
    const [first, ...more] = missing;
    if (first) {
      const names = missing.map((option) => this.spell(option, path)).join(' and ');
      const help = more.length === 0 ? `: ${first.rule.requires}.` : '.';
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

  /** An option's value with the schedules in it made, and units of time turned into steps. */
  private value(entry: CatalogEntry, { type, quantity }: CatalogOption, value: unknown, path: Path): unknown {
    const toSteps = (time: unknown, place: Path) => this.steps(`${entry.name}: ${path.at(-1)}`, time, place);
    if (type === 'schedule' && isMap(value)) return this.schedule(value, path);
    if (type === 'schedules' && Array.isArray(value)) {
      return value.map((item, i) => (isMap(item) ? this.schedule(item, [...path, i]) : item));
    }
    if (type === 'list' && Array.isArray(value)) {
      const cycle = findSchedule('optax.warmup_cosine_decay_schedule');
      return value.map((item, i) => (isMap(item) ? this.options(cycle, item, [...path, i]) : item));
    }
    if (quantity !== 'steps') return value;
    if (Array.isArray(value)) return value.map((item, i) => toSteps(item, [...path, i]));
    if (!isMap(value)) return toSteps(value, path);
    const scales: Record<string, unknown> = {};
    for (const [time, scale] of Object.entries(value)) {
      const step = String(/^[\d.e+]+$/i.test(time.trim()) ? Number(time) : toSteps(time, [...path, time]));
      if (Object.hasOwn(scales, step)) failAt([...path, time], `${entry.name}: step ${step} is there twice.`);
      scales[step] = scale;
    }
    return scales;
  }

  private steps(owner: string, time: unknown, path: Path): unknown {
    if (typeof time !== 'string') return time;
    return placed(path, () => {
      try {
        return this.clock.steps(time);
      } catch (error) {
        const Kind = error instanceof RangeError ? RangeError : TypeError;
        throw new Kind((error as Error).message.replace('trainingClock', owner), { cause: error });
      }
    });
  }
}

/** Checks one option alone, under the name that it was given, so that the place of an error is its own. */
function check({ name }: CatalogEntry, { rule, fallback }: CatalogOption, key: string, value: unknown): void {
  const table: OptionTable = { [key]: [rule, fallback] };
  readOptions(name, table, { [key]: value });
}

/** An option's name as its constructor has it: `T_max` of PyTorch is `tMax`. */
function toOptionName(key: string): string {
  const name = toCamelCase(key.replace(/_([A-Z])/g, (_, letter: string) => letter));
  return name.charAt(0).toLowerCase() + name.slice(1);
}

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
