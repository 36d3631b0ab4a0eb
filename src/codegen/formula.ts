import { type Expression, ExpressionArithmetic, type Expressions } from '../arithmetic/expression.js';
import { show } from '../errors.js';
import { toSnakeCase } from '../options.js';
import { LearningRateSchedule } from '../schedule.js';
import { Clamp } from '../schedules/blocks/clamp.js';
import { namedLiterals } from './named-literals.js';
import { STEPS } from './range.js';
import { type Rules, simplify } from './simplify.js';

/** What a target makes of a schedule's formula before it is written. */
export interface Treatment extends Rules {
  /** Up to how many boundaries a choice between values is a chain of conditions, not a table. */
  readonly longestChain: number;
}

/**
 * The formula of a schedule, for the steps from 0 on, without what changes nothing.
 * @throws {TypeError} for anything but a schedule, and a formula with other operations than those of its arithmetic.
 */
export function formulaOf(expressions: Expressions, schedule: LearningRateSchedule, treatment: Treatment): Expression {
  const m = new ExpressionArithmetic(
    expressions,
    (value) => expressions.number(value),
    (inner) => namedLiterals(expressions, inner),
  );
  const formula = chains(expressions, m.apply(schedule, expressions.step), treatment.longestChain);
  return simplify(expressions, formula, STEPS, treatment);
}

/** @throws {TypeError} for anything but a schedule. */
export function checkSchedule(owner: string, schedule: unknown): void {
  if (!(schedule instanceof LearningRateSchedule)) {
    throw new TypeError(`${owner} requires a schedule, received ${show(schedule)}.`);
  }
}

/** Every expression that `root` is made of, operands first. */
export function partsOf(root: Expression): readonly Expression[] {
  const parts = new Set<Expression>();
  const visit = (expression: Expression): void => {
    if (parts.has(expression)) return;
    expression.operands.forEach(visit);
    parts.add(expression);
  };
  visit(root);
  return [...parts];
}

/** Where only one value is taken from a short table, a chain of conditions instead. */
function chains(expressions: Expressions, root: Expression, longest: number): Expression {
  const uses = new Map<Expression, number>();
  for (const { operation, operands } of partsOf(root)) {
    const [index] = operands;
    if (operation === 'entry' && index) uses.set(index, (uses.get(index) ?? 0) + 1);
  }
  const changed = new Map<Expression, Expression>();
  for (const part of partsOf(root)) {
    const operands = part.operands.map((operand) => changed.get(operand) as Expression);
    const index = part.operands[0];
    const boundaries = index?.detail.table ?? [];
    if (part.operation === 'entry' && index && uses.get(index) === 1 && boundaries.length <= longest) {
      changed.set(part, chain(expressions, (operands[0] as Expression).operand(0), index, part));
    } else {
      changed.set(part, expressions.make(part.operation, operands, part.detail));
    }
  }
  return changed.get(root) as Expression;
}

function chain(expressions: Expressions, x: Expression, { detail }: Expression, entry: Expression): Expression {
  const values = (entry.detail.table as readonly number[]).map((value) => expressions.number(value));
  return values.reduceRight((rest, value, i) => {
    const boundary = expressions.number(detail.table?.[i] as number);
    return detail.side === 'left'
      ? expressions.make('less', [boundary, x, rest, value])
      : expressions.make('less', [x, boundary, value, rest]);
  });
}

/**
 * A name for every option in the formula: its own, as `DECAY_STEPS`; with its class, as `COSINE_RAMP_STEPS`, where
 * several schedules have one of that name; numbered where that is not enough.
 */
export function namesOfOptions(formula: Expression, isFree: (name: string) => boolean): Map<Expression, string> {
  const options = optionsIn(formula);
  const screaming = (name: string) => toSnakeCase(name).toUpperCase();
  const plain = (option: Expression) => screaming(option.detail.name as string);
  const counts = new Map<string, number>();
  for (const option of options) counts.set(plain(option), (counts.get(plain(option)) ?? 0) + 1);
  const owners = new Map<string, LearningRateSchedule[]>();
  const names = new Map<Expression, string>();
  for (const option of options) {
    const owner = option.detail.owner as LearningRateSchedule;
    const className = nameOf(owner);
    let name = plain(option);
    if ((counts.get(name) ?? 0) > 1 || !isFree(name)) {
      const namesakes = owners.get(className) ?? [];
      owners.set(className, namesakes);
      if (!namesakes.includes(owner)) namesakes.push(owner);
      const place = namesakes.indexOf(owner);
      name = `${screaming(className).replace(/^_/, '')}${place === 0 ? '' : `_${place + 1}`}_${name}`;
    }
    while (!isFree(name) || [...names.values()].includes(name)) name += '_';
    names.set(option, name);
  }
  return names;
}

/** The options in a formula, in the order of the classes that have them. */
export function optionsIn(formula: Expression): readonly Expression[] {
  const options = partsOf(formula).filter(({ operation }) => operation === 'option');
  const owners = [...new Set(options.map(({ detail }) => detail.owner as LearningRateSchedule))];
  const place = ({ detail }: Expression): number => {
    const owner = detail.owner as LearningRateSchedule;
    const { options: table = {} } = owner.constructor as typeof LearningRateSchedule;
    return owners.indexOf(owner) * 1000 + Object.keys(table).indexOf(detail.name as string);
  };
  return [...options].sort((a, b) => place(a) - place(b));
}

/** The class of a schedule, if its name is fit to be shown in source. */
export function nameOf(schedule: LearningRateSchedule): string {
  const { className } = schedule.constructor as typeof LearningRateSchedule;
  return typeof className === 'string' && /^[A-Za-z]\w{0,60}$/.test(className) ? className : 'Schedule';
}

/** Whether a number is a count of steps, by the option that it is. */
export const isCount = ({ detail }: Expression): boolean =>
  Number.isInteger(detail.value) && (/steps|offset/i.test(detail.name ?? '') || detail.owner instanceof Clamp);
