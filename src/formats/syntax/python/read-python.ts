import type { SyntaxNode } from '@lezer/common';
import { fail } from '../../reading.js';
import { at, placesIn } from '../places.js';
import type { Place } from '../yaml.js';
import { operate } from './arithmetic.js';
import { children, evaluate, forget, type Scope } from './evaluate.js';
import { code, type PythonValue } from './value.js';

/** Far more than any config has. */
export const LARGEST_PYTHON = 1 << 18;
const DEEPEST = 500;
/** The parser takes time that grows with the square of a row of operators. */
const MOST_OPERATORS = 10_000;

/** What a Python file leaves in its names, as far as that can be told without running it. */
export interface PythonFile {
  readonly names: ReadonlyMap<string, PythonValue>;
  /** Modules whose names it takes all or in part, as written (`..base.schedule`), inside `with read_base():`. */
  readonly bases: readonly { readonly module: string; readonly place: Place }[];
}

/** Calls that may set any name. */
const ALL_POWERFUL = /\b(?:exec|eval|globals|locals|vars|setattr|__import__)\s*\(/;

/**
 * Reads a Python file of assignments: literals, `dict(…)`, lists, arithmetic on numbers, names assigned before. Whatever
 * else it does makes the names it may touch unknown. Nothing is executed.
 *
 * @param given names that the file finds already.
 * @throws {TypeError} with line and column, for a text that is no Python, and for calls that may set any name.
 */
export async function readPython(
  text: string,
  part: string,
  given: Iterable<readonly [string, PythonValue]> = [],
): Promise<PythonFile> {
  checkSize(text, part);
  const { parser } = await import('@lezer/python');
  const placeOf = placesIn(text);
  const tree = parser.parse(text);
  tree.iterate({
    enter(node) {
      if (node.type.isError) fail(at(part, placeOf(node.from)), 'it is no Python.');
      if (node.name === 'CallExpression') {
        const call = text.slice(node.from, Math.min(node.to, node.from + 80));
        if (ALL_POWERFUL.test(call.slice(0, 16))) {
          fail(
            at(part, placeOf(node.from)),
            `${code(call)} may set any name, and nothing is executed here: take it out.`,
          );
        }
      }
    },
  });
  const scope: Scope = { text, names: new Map(given), place: ({ from }) => placeOf(from) };
  const bases: { module: string; place: Place }[] = [];
  for (const statement of children(tree.topNode)) runStatement(statement, scope, bases);
  return { names: scope.names, bases };
}

function runStatement(node: SyntaxNode, scope: Scope, bases: { module: string; place: Place }[]): void {
  const source = (of: SyntaxNode) => scope.text.slice(of.from, of.to);
  switch (node.name) {
    case 'StatementGroup':
      for (const statement of children(node)) runStatement(statement, scope, bases);
      return;
    case 'AssignStatement':
      assign(node, scope);
      return;
    case 'UpdateStatement': {
      const [target, operator, value] = children(node);
      if (!target || !operator || !value) return;
      const change = evaluate(value, scope);
      if (target.name !== 'VariableName') {
        spoil(target, scope);
        return;
      }
      const before = scope.names.get(source(target));
      // A list is extended in place, which its other names see.
      if (before) forget(before, source(node));
      const after = before && operate(source(operator).slice(0, -1), before, change);
      const place = scope.place(target);
      scope.names.set(
        source(target),
        after ? { ...after, place } : { kind: 'unknown', what: code(source(node)), place },
      );
      return;
    }
    case 'ImportStatement':
      importNames(node, scope);
      return;
    case 'ExpressionStatement':
      for (const expression of children(node)) evaluate(expression, scope);
      return;
    case 'WithStatement': {
      const [, call, body] = children(node);
      if (call && body && source(call).startsWith('read_base')) {
        for (const statement of children(body)) {
          if (statement.name !== 'ImportStatement') continue;
          const module = /^from\s+([.\w]+)\s+import/.exec(source(statement))?.[1];
          if (module) bases.push({ module, place: scope.place(statement) });
        }
        return;
      }
      spoil(node, scope);
      return;
    }
    default:
      spoil(node, scope);
  }
}

/** `a = b = value`, `a, b = values`, `a: type = value`; through `a[key]` and `a.name`, a is no longer known. */
function assign(node: SyntaxNode, scope: Scope): void {
  const groups: SyntaxNode[][] = [[]];
  for (const child of children(node)) {
    if (child.name === 'AssignOp') groups.push([]);
    else if (child.name !== 'TypeDef') groups.at(-1)?.push(child);
  }
  const values = (groups.pop() ?? []).filter(({ name }) => name !== ',');
  if (values.length === 0) return;
  const read = values.map((value) => evaluate(value, scope));
  const [first] = read as [PythonValue];
  const isTuple = values.length > 1 || node.lastChild?.name === ',';
  const value: PythonValue = isTuple ? { kind: 'list', items: read, place: first.place } : first;
  for (const group of groups) {
    const targets = group.flatMap((target) =>
      target.name === 'TupleExpression' || target.name === 'ArrayExpression' ? children(target) : [target],
    );
    const names = targets.filter(({ name }) => !['(', ')', '[', ']', ','].includes(name));
    const isUnpacked = names.length > 1 || targets.length > names.length;
    for (const [i, target] of names.entries()) {
      const name = scope.text.slice(target.from, target.to);
      if (target.name === 'MemberExpression' || !/^\w+$/u.test(name)) {
        spoil(target, scope);
      } else if (!isUnpacked) {
        scope.names.set(name, value);
      } else if (value.kind === 'list' && value.items.length === names.length) {
        scope.names.set(name, value.items[i] as PythonValue);
      } else
        scope.names.set(name, { kind: 'unknown', what: 'a part of what is not known', place: scope.place(target) });
    }
  }
}

function importNames(node: SyntaxNode, scope: Scope): void {
  const names = children(node).filter(({ name }) => name === 'VariableName' || name === 'as' || name === 'import');
  const start = names.findIndex(({ name }) => name === 'import') + 1;
  for (let i = start; i < names.length; i++) {
    const own = names[i] as SyntaxNode;
    const alias = names[i + 1]?.name === 'as' ? (names[i + 2] ?? own) : own;
    if (alias !== own) i += 2;
    const text = (of: SyntaxNode) => scope.text.slice(of.from, of.to);
    scope.names.set(text(alias), { kind: 'name', value: text(own), place: scope.place(own) });
  }
}

/** Makes every name that a statement may set or change unknown. */
function spoil(node: SyntaxNode, scope: Scope): void {
  const what = code(scope.text.slice(node.from, Math.min(node.to, node.from + 60)));
  const place = scope.place(node);
  node.cursor().iterate((inside) => {
    if (inside.name !== 'VariableName') return;
    const name = scope.text.slice(inside.from, inside.to);
    const known = scope.names.get(name);
    if (known) forget(known, what);
    scope.names.set(name, { kind: 'unknown', what: `set by ${what}`, place });
  });
}

/** Brackets in texts count too, which costs only texts full of them. */
function checkSize(text: string, part: string): void {
  let depth = 0;
  for (const character of text) {
    if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character) && depth > 0) depth--;
    if (depth > DEEPEST) throw new RangeError(`${part}: it is nested deeper than ${DEEPEST}.`);
  }
  const operators = text
    .replace(/^[ \t]*#.*$/gm, '')
    .match(/[-+*/%@|&^~<>.]|\b(?:not|and|or|if|in|is|for|lambda|await)\b/g);
  if (operators && operators.length > MOST_OPERATORS) {
    throw new RangeError(`${part}: more than ${MOST_OPERATORS} operators are refused.`);
  }
}
