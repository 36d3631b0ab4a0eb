import { numberIn, timeIn } from '../recipe/number.js';
import type { ScheduleSpec } from '../recipe/schedule-from.js';
import { findSchedule } from '../registry.js';
import type { TrainingClock } from '../training-clock.js';
import type { Field, FieldMap, Parameter } from './field-map.js';
import { combined, type Time } from './times.js';

type Value = number | string;
/** A curve by its parameters. */
export type Shape = Readonly<Record<Parameter, Value>>;
type NamedSpec = Exclude<ScheduleSpec, number>;

/** What a curve is where its schedule says nothing of it. */
const plain: Shape = {
  peak: 0.1,
  start: 0,
  floor: 0,
  warmup: 0,
  total: 0,
  decay: 0,
  factor: 1,
  power: 1,
  fall: 'linear',
  climb: 0.3,
};
const times: readonly Parameter[] = ['warmup', 'total', 'decay'];
/** Over so many steps the factor of one becomes a number that people can read. */
const WITHIN = 1000;

/** The schedule of a map for a shape. */
export function write(map: FieldMap, shape: Shape, clock: TrainingClock): NamedSpec {
  const number = (parameter: Parameter) => shape[parameter] as number;
  const value = (field: Field): unknown => {
    if (typeof field === 'string') return shape[field];
    if (typeof field !== 'object') return field;
    if (isList(field)) return field.map(value);
    if (isMap(field)) return write(field, shape, clock);
    const of = shape[field.of];
    if ('per' in field) {
      // Nothing is no part of anything, not even of nothing.
      const part = of === 0 ? 0 : tidy((of as number) / number(field.per));
      return Math.max(part, field.least ?? Number.NEGATIVE_INFINITY);
    }
    if ('under' in field) return tidy(number(field.under) / (of as number));
    if ('less' in field) return field.less.reduce<Time>((rest, part) => combined(rest, -1, shape[part], clock), of);
    if ('within' in field) return (of as number) ** (1 / clock.steps(shape[field.within]));
    return field.called[of] ?? of;
  };
  return { type: map.type, ...Object.fromEntries(fieldsOf(map).map(([option, field]) => [option, value(field)])) };
}

/**
 * The shape of a schedule of a map's type; null where it has something else than the map. Taken on trust: whether it is
 * right is found out by writing it again.
 */
export function read(map: FieldMap, spec: NamedSpec, clock: TrainingClock): Shape | null {
  const found: [Field, unknown][] = [];
  if (!collect(map, spec, found)) return null;
  const shape: { -readonly [P in Parameter]?: Value } = {};
  // What stands in its option as it is comes first: the others follow from it, some of them from one another.
  for (const [field, value] of found) if (typeof field === 'string') put(shape, field, value);
  const derived = found.filter(([field]) => typeof field === 'object');
  for (let round = 0; round < 2; round++) for (const [field, value] of derived) derive(shape, field, value, clock);
  return Object.values(shape).some((value) => Number.isNaN(value)) ? null : { ...plain, ...shape };
}

/** The leaves of a map with the values there. @returns whether all that the map has is there. */
function collect(field: Field, value: unknown, found: [Field, unknown][]): boolean {
  if (isList(field)) {
    const list = Array.isArray(value) ? value : [];
    return list.length === field.length && field.every((item, i) => collect(item, list[i], found));
  }
  if (!isMap(field)) {
    if (typeof field === 'string' || typeof field === 'object') found.push([field, value]);
    return typeof field === 'object' || typeof field === 'string' || value === field;
  }
  if (typeof value !== 'object' || value === null || Reflect.get(value, 'type') !== field.type) return false;
  const { options } = findSchedule(field.type);
  return fieldsOf(field).every(([name, inner]) => {
    const given = Reflect.get(value, name);
    return collect(inner, given ?? options.find(({ pythonName }) => pythonName === name)?.default, found);
  });
}

function derive(
  shape: { -readonly [P in Parameter]?: Value },
  field: Field,
  given: unknown,
  clock: TrainingClock,
): void {
  if (typeof field !== 'object' || isList(field) || isMap(field)) return;
  const known = (parameter: Parameter) => shape[parameter] ?? plain[parameter];
  const number = numberIn(given) as number;
  if ('called' in field) {
    const other = Object.entries(field.called).find(([, name]) => name === given)?.[0];
    put(shape, field.of, other ?? given);
  } else if ('less' in field) {
    const rest = timeIn(given);
    const isTime = typeof rest === 'number' || typeof rest === 'string';
    const add = (sum: Time, part: Parameter) => combined(sum, 1, known(part), clock);
    put(shape, field.of, isTime ? field.less.reduce(add, rest) : null);
  } else if ('within' in field) {
    put(shape, field.of, number ** WITHIN);
    put(shape, field.within, WITHIN);
  } else {
    const base = known('per' in field ? field.per : field.under) as number;
    const isLeast = 'least' in field && field.least !== undefined && number <= field.least;
    put(shape, field.of, isLeast ? 0 : tidy('per' in field ? number * base : base / number));
    if ('and' in field && field.and) put(shape, field.and, shape[field.of]);
  }
}

/** A value as the parameter has it; NaN for what it cannot be. */
function put(shape: { -readonly [P in Parameter]?: Value }, parameter: Parameter, given: unknown): void {
  const value = times.includes(parameter) ? timeIn(given) : parameter === 'fall' ? given : numberIn(given);
  const fits =
    typeof value === 'number' || (typeof value === 'string' && (times.includes(parameter) || parameter === 'fall'));
  shape[parameter] = fits ? value : Number.NaN;
}

/** The parameters that a map has in it. */
export function parametersOf(map: FieldMap): Parameter[] {
  const inside = (field: Field): Parameter[] => {
    if (typeof field === 'string') return [field];
    if (typeof field !== 'object') return [];
    if (isList(field)) return field.flatMap(inside);
    if (isMap(field)) return fieldsOf(field).flatMap(([, inner]) => inside(inner));
    return [field.of, ...('within' in field ? [field.within] : [])];
  };
  return [...new Set(inside(map))];
}

const fieldsOf = (map: FieldMap) => Object.entries(map).filter(([option]) => option !== 'type') as [string, Field][];
const isList = (field: Field): field is readonly Field[] => Array.isArray(field);
const isMap = (field: Field): field is FieldMap => typeof field === 'object' && 'type' in field;

/** Without the last digit, which quotients and products get wrong: 0.001 / 0.1 is 0.01. */
const tidy = (value: number) => Number(value.toPrecision(15));
