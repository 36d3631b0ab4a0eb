import {
  type Expression,
  ExpressionArithmetic,
  Expressions,
  type Literal,
  type Operation,
} from '../arithmetic/expression.js';
import { type OptionTable, propertyOf, toCamelCase } from '../options.js';
import type { LearningRateSchedule, ScheduleClass } from '../schedule.js';

/** A schedule's options that are numbers, as its constructor or config has them. */
type Numbers = Readonly<Record<string, number>>;
/** The plain numbers of a formula in the order it has them, and all that it did with them. */
interface Formula {
  readonly values: readonly number[];
  readonly trace: string;
  /** Whether it is a number and nothing else, which needs no name. */
  readonly isNumber: boolean;
}

/** How a formula's number may come from options `x` and `y`; the constructors of schedules do no more than this. */
const DERIVED: readonly [Operation, (x: number, y: number) => number][] = [
  ['add', (x, y) => x + y],
  ['sub', (x, y) => x - y],
  ['mul', (x, y) => x * y],
  ['div', (x, y) => x / y],
];

/**
 * Which plain numbers of a schedule's formula are options, or made of options: found out by building the schedule again
 * with other options, and looking which numbers follow. Two options that are equal, or a number that is equal to an
 * option by chance, are thus told apart; what follows no option stays a number.
 */
export function namedLiterals(expressions: Expressions, schedule: LearningRateSchedule): Literal {
  const sources = sourcesOf(schedule);
  const named = (name: string, value: number) =>
    expressions.make('option', [], { name: toCamelCase(name), value, owner: schedule });
  return (value, i) => sources[i]?.(named, expressions) ?? expressions.number(value);
}

type Named = (name: string, value: number) => Expression;
type Source = (named: Named, expressions: Expressions) => Expression;

function sourcesOf(schedule: LearningRateSchedule): (Source | undefined)[] {
  const options = numbersOf(schedule);
  const own = formulaOf(schedule);
  if (own.isNumber) return [];
  const tryout = (changed: Numbers): Formula | null => {
    const formula = rebuilt(schedule, changed);
    return formula?.trace === own.trace ? formula : null;
  };
  // An option that cannot be changed alone, such as a power of 1 where the formula leaves it out, names nothing.
  const free = Object.keys(options).filter((name, i) => tryout({ [name]: moved(options, name, i, 0) }));
  const trials = [0, 1].map((trial) => {
    const changed = Object.fromEntries(free.map((name, i) => [name, moved(options, name, i, trial)]));
    return { options: changed, formula: tryout(changed) };
  });
  const [first, second] = trials.map(({ formula }) => formula);
  if (!first || !second) return [];
  const settings: Numbers[] = [options, ...trials.map((trial) => trial.options)];
  return own.values.map((value, i) => {
    const values = [value, first.values[i] as number, second.values[i] as number];
    return values[1] === value && values[2] === value ? undefined : sourceOf(values, settings, free);
  });
}

/** The way from options to a number that was `values[k]` where the options were `settings[k]`. */
function sourceOf(
  values: readonly number[],
  settings: readonly Numbers[],
  names: readonly string[],
): Source | undefined {
  const fits = (guess: (options: Numbers) => number) => settings.every((options, k) => guess(options) === values[k]);
  const at = (name: string) => (options: Numbers) => options[name] as number;
  const option = (name: string) => (named: Named) => named(name, settings[0]?.[name] as number);
  const constant = (value: number) => (_: Named, expressions: Expressions) => expressions.number(value);

  const same = names.find((name) => fits(at(name)));
  if (same) return option(same);
  const logarithm = names.find((name) => fits((options) => Math.log(at(name)(options))));
  if (logarithm) return (named, expressions) => expressions.make('log', [option(logarithm)(named)]);
  const operands = [
    ...[1, 2].map((value) => ({ value: () => value, source: constant(value) })),
    ...names.map((name) => ({ value: at(name), source: option(name) as Source })),
  ];
  for (const x of operands) {
    for (const y of operands) {
      const found = DERIVED.find(([, apply]) => fits((options) => apply(x.value(options), y.value(options))));
      if (found) {
        return (named, expressions) =>
          expressions.make(found[0], [x.source(named, expressions), y.source(named, expressions)]);
      }
    }
  }
  return undefined;
}

/** Another value for an option, of the same sign and not far off. */
function moved(options: Numbers, name: string, i: number, trial: number): number {
  const share = ((i + 1) * 0.6180339887 + (trial + 1) * 0.3819660113) % 1;
  const value = options[name] as number;
  return value === 0 ? 0.01 + 0.1 * share : value * (1.05 + 0.4 * share);
}

function formulaOf(schedule: LearningRateSchedule): Formula {
  const expressions = new Expressions();
  const values: number[] = [];
  const placeholder = expressions.number(0);
  const m = new ExpressionArithmetic(
    expressions,
    (value) => {
      values.push(value);
      return placeholder;
    },
    null,
  );
  const result = m.toExpression(schedule.evaluate<Expression>(m, expressions.step));
  return { values, trace: expressions.trace, isNumber: result === placeholder };
}

const tableOf = (schedule: LearningRateSchedule): OptionTable | undefined =>
  (schedule.constructor as unknown as ScheduleClass).options;

function propertiesOf(schedule: LearningRateSchedule, table: OptionTable): Record<string, unknown> {
  const properties = schedule as unknown as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(table).map(([name, option]) => [name, properties[propertyOf(name, option)]]),
  );
}

function numbersOf(schedule: LearningRateSchedule): Numbers {
  const table = tableOf(schedule);
  const isNumber = (entry: [string, unknown]): entry is [string, number] => Number.isFinite(entry[1]);
  const isName = ([name]: [string, number]) => /^[A-Za-z][A-Za-z0-9]{0,60}$/.test(toCamelCase(name));
  try {
    const all = table ? propertiesOf(schedule, table) : schedule.getConfig();
    return Object.fromEntries(Object.entries(all).filter(isNumber).filter(isName));
  } catch {
    return {};
  }
}

/** The formula with some options changed; null where the class refuses them. */
function rebuilt(schedule: LearningRateSchedule, changed: Numbers): Formula | null {
  const table = tableOf(schedule);
  const Class = schedule.constructor as unknown as ScheduleClass & (new (options: object) => LearningRateSchedule);
  try {
    return formulaOf(
      table
        ? new Class({ ...propertiesOf(schedule, table), ...changed })
        : Class.fromConfig({ ...(schedule.getConfig() as object), ...changed }),
    );
  } catch {
    return null;
  }
}
