import { type Expression, Expressions } from '../arithmetic/expression.js';
import type { LearningRateSchedule } from '../schedule.js';
import { Body } from './body.js';
import { CycleTables } from './cycle-tables.js';
import { formulaOf, isCount, namesOfOptions, type Treatment } from './formula.js';
import { taken } from './identifier.js';
import type { Language } from './language.js';
import { pythonNumber } from './python-language.js';
import { Tables } from './tables.js';

/** A formula as Python: what stands before the function, and the statements in it. */
export interface PythonFormula {
  readonly formula: Expression;
  readonly constants: readonly string[];
  readonly body: readonly string[];
}

/** What a target makes of a formula. */
export interface PythonTarget extends Treatment {
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
  target: PythonTarget,
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

/** What is imported for the names that source uses, as PEP 8 has it: the standard library first. */
export function importsFor(source: string): string {
  const uses = (name: string) => new RegExp(`(?<![\\w.])${name}\\.`).test(source);
  const standard = ['bisect', 'math'].filter(uses).map((name) => `import ${name}`);
  const others = [
    ...(uses('jnp') ? ['import jax.numpy as jnp'] : []),
    ...(uses('keras') ? ['import keras'] : []),
    ...(uses('np') ? ['import numpy as np'] : []),
    ...(uses('optax') ? ['import optax'] : []),
    ...(uses('ops') ? ['from keras import ops'] : []),
  ];
  const torch = /(?<![\w.])([A-Z]\w*LR|CosineAnnealingWarmRestarts)\(/g;
  const schedulers = [...new Set([...source.matchAll(torch)].map(([, name]) => name as string))].sort();
  if (schedulers.length > 0) others.push(`from torch.optim.lr_scheduler import ${schedulers.join(', ')}`);
  const groups = [standard, others].filter((group) => group.length > 0);
  return groups.map((group) => `${group.join('\n')}\n`).join('\n');
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
export function pythonText(blocks: readonly (readonly string[])[]): string {
  const body = blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.flatMap(broken).join('\n'))
    .join('\n\n\n');
  const imports = importsFor(body);
  return `${imports}${imports ? (/^(def|class|@)/.test(body) ? '\n\n' : '\n') : ''}${body}\n`;
}
