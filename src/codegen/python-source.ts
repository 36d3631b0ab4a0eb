import { type Expression, Expressions } from '../arithmetic/expression.js';
import type { LearningRateSchedule } from '../schedule.js';
import { Body } from './body.js';
import { CycleTables } from './cycle-tables.js';
import { formulaOf, isCount, nameOf, namesOfOptions, type Treatment } from './formula.js';
import { taken } from './identifier.js';
import type { Language } from './language.js';
import { pythonNumber } from './python-language.js';
import { Tables } from './tables.js';

/** A framework that Python source is for. */
export interface PythonTarget {
  /** What people call it. */
  readonly title: string;
  /** Whether the source makes a scheduler of an optimizer, which moves its learning rate and nothing else. */
  readonly drivesOptimizer?: true;
  /** All names that its source may import. */
  readonly imports: Imports;
  /** The source that defines `name`. @throws {RangeError} for a schedule that the framework has no way to have. */
  write(schedule: LearningRateSchedule, name: string): string;
}

/** A formula as Python: what stands before the function, and the statements in it. */
export interface PythonFormula {
  readonly formula: Expression;
  readonly constants: readonly string[];
  readonly body: readonly string[];
}

/** How a target writes a formula. */
export interface PythonDialect extends Treatment {
  readonly language: (tables: Tables, cycles: CycleTables) => Language;
  /** Names that are not free: modules, functions, the step. */
  readonly names: readonly string[];
  /** A list as the target's table. */
  table(list: string, isBoundaries: boolean): string;
  /** How its numbers are rounded. */
  round(x: number): number;
}

/** Writes the formula of a schedule beside the names that the source defines. Lines that are too long are broken in the source that is made of them. */
export function pythonFormula(
  schedule: LearningRateSchedule,
  defined: readonly string[],
  target: PythonDialect,
): PythonFormula {
  const expressions = new Expressions();
  const formula = formulaOf(expressions, schedule, target);
  const reserved = new Set([...taken.python, ...defined, ...target.names]);
  const names = namesOfOptions(formula, (name) => !reserved.has(name));
  for (const name of names.values()) reserved.add(name);
  const tables = new Tables(formula, reserved);
  const cycles = new CycleTables(formula, reserved);
  const language = target.language(tables, cycles);
  const body = new Body(expressions, language, names, reserved);
  const constants = [...names].map(
    ([option, name]) => `${name} = ${pythonNumber(option.detail.value as number, !isCount(option))}`,
  );
  const lists = tables.map((name, values, isBoundaries) => {
    const list = `[${values.map((value) => pythonNumber(value, !isBoundaries)).join(', ')}]`;
    return `${name} = ${target.table(list, isBoundaries)}`;
  });
  const cycleLines = language.branches ? [] : cycles.lines(body, target.round);
  return { formula, constants: [...constants, ...lists, ...cycleLines], body: body.write(formula) };
}

/**
 * Where the names that source may use come from: a whole import, or `from` a module. What every Python has needs no
 * mention.
 */
export type Imports = Readonly<Record<string, string>>;

const STANDARD: Imports = { bisect: 'import bisect', math: 'import math' };

/** What every Python has that source may use. */
export const BUILT_IN = [...Object.keys(STANDARD), 'float', 'max', 'min'];

/** What is imported for the names that source uses, as PEP 8 has it: the standard library first. */
export function importsFor(source: string, imports: Imports): string {
  const groups = [STANDARD, imports].map((group) => importLines(source, group)).filter((lines) => lines.length > 0);
  return groups.map((lines) => `${lines.join('\n')}\n`).join('\n');
}

function importLines(source: string, imports: Imports): string[] {
  const used = Object.keys(imports).filter((name) => new RegExp(`(?<![\\w.])${name}[.(]`).test(source));
  const isFrom = (name: string) => imports[name]?.startsWith('from ') === true;
  const modules = new Map<string, string[]>();
  for (const name of used.filter(isFrom).sort()) {
    const from = imports[name] as string;
    modules.set(from, [...(modules.get(from) ?? []), name]);
  }
  return [
    ...used
      .filter((name) => !isFrom(name))
      .map((name) => imports[name] as string)
      .sort(),
    ...[...modules].map(([from, names]) => `${from} import ${names.join(', ')}`).sort(),
  ];
}

/** The longest line that Black leaves alone. */
const LONGEST_LINE = 88;

/** A line broken at the arguments of its calls, as Black does it, if it is too long. */
export function broken(line: string): string[] {
  if (line.length <= LONGEST_LINE) return [line];
  const indent = /^ */.exec(line)?.[0] ?? '';
  const bracket = outermost(line);
  if (!bracket) return [line];
  const [open, close] = bracket;
  const inside = splitAtCommas(line.slice(open + 1, close));
  if (inside.length === 1 && line[open] === '(' && !/\w$/.test(line.slice(0, open))) return [line];
  return [
    line.slice(0, open + 1),
    ...inside.flatMap((item) => broken(`${indent}    ${item},`)),
    `${indent}${line.slice(close)}`,
  ];
}

/** The bracket that closes last in a line. */
function outermost(line: string): [number, number] | undefined {
  const close = Math.max(line.lastIndexOf(')'), line.lastIndexOf(']'), line.lastIndexOf('}'));
  let depth = 0;
  for (let i = close; i >= 0; i--) {
    if (')]}'.includes(line[i] as string)) depth++;
    if ('([{'.includes(line[i] as string) && --depth === 0) return [i, close];
  }
  return undefined;
}

function splitAtCommas(text: string): string[] {
  const items: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i <= text.length; i++) {
    const character = text[i] ?? ',';
    if ('([{'.includes(character)) depth++;
    if (')]}'.includes(character)) depth--;
    if (character === ',' && depth === 0) {
      if (text.slice(start, i).trim()) items.push(text.slice(start, i).trim());
      start = i + 1;
    }
  }
  return items;
}

/** Lines as source text, with two empty lines around what is defined, and one line break at the end. */
export function pythonText(blocks: readonly (readonly string[])[], imports: Imports): string {
  const body = blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.flatMap(broken).join('\n'))
    .join('\n\n\n');
  const head = importsFor(body, imports);
  return `${head}${head ? (/^(def|class|@)/.test(body) ? '\n\n' : '\n') : ''}${body}\n`;
}

/** @throws {RangeError} for a schedule that a framework, which takes no formulas, does not have. */
export function notIn(framework: string, schedule: LearningRateSchedule): never {
  throw new RangeError(
    `toPython requires a schedule that ${framework} has itself, received ${nameOf(schedule)}, which gives other rates than any of its schedulers: take 'torch', for which any schedule is printed.`,
  );
}
