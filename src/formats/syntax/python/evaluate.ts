import type { SyntaxNode } from '@lezer/common';
import type { Place } from '../yaml.js';
import { callBuiltin, operate, operateAlone, type Result } from './arithmetic.js';
import { readNumber, readString } from './literals.js';
import { code, type PythonValue } from './value.js';

/** What an expression is evaluated in. */
export interface Scope {
  readonly text: string;
  readonly names: Map<string, PythonValue>;
  place(node: SyntaxNode): Place;
}

/** Deeper than any config nests its expressions. */
const DEEPEST = 100;
/** Functions that leave what they are given as it is. */
const HARMLESS = new Set(['len', 'range', 'str', 'tuple', 'sorted', 'sum', 'print', 'isinstance', 'zip', 'enumerate']);
const BUILTINS = new Set(['int', 'float', 'abs', 'min', 'max', 'round']);

/** The value of an expression; nothing is executed. */
export function evaluate(node: SyntaxNode, scope: Scope, depth = 0): PythonValue {
  const place = scope.place(node);
  const result = depth > DEEPEST ? null : resolve(node, scope, depth);
  if (result === null) return { kind: 'unknown', what: code(scope.text.slice(node.from, node.to)), place };
  // A value that has a name stays the same one, so that what changes it changes it under all its names.
  return isValue(result) ? result : { ...result, place };
}

const isValue = (result: PythonValue | Result): result is PythonValue => 'place' in result;

function resolve(node: SyntaxNode, scope: Scope, depth: number): PythonValue | Result | null {
  const source = (of: SyntaxNode) => scope.text.slice(of.from, of.to);
  const inner = (of: SyntaxNode) => evaluate(of, scope, depth + 1);
  switch (node.name) {
    case 'None':
      return { kind: 'none' };
    case 'Boolean':
      return { kind: 'flag', value: source(node) === 'True' };
    case 'Number': {
      const number = readNumber(source(node));
      if (!number || !(number.isFloat ? Number.isFinite(number.value) : Number.isSafeInteger(number.value)))
        return null;
      return { kind: 'number', ...number };
    }
    case 'String': {
      const text = readString(source(node));
      return text === null ? null : { kind: 'text', value: text };
    }
    case 'ContinuedString':
      return joinTexts(children(node).map(inner));
    case 'VariableName':
      return lookUp(source(node), scope);
    case 'ParenthesizedExpression': {
      const [expression] = operands(node);
      return expression ? inner(expression) : null;
    }
    case 'ArrayExpression':
    case 'TupleExpression':
      return readItems(node, scope, depth);
    case 'DictionaryExpression':
      return readDictionary(node, scope, depth);
    case 'SetExpression':
      return readReference(node, scope, depth);
    case 'UnaryExpression': {
      const [operator, operand] = children(node);
      return operator && operand ? operateAlone(source(operator), inner(operand)) : null;
    }
    case 'BinaryExpression': {
      const [left, operator, right] = children(node);
      if (!left || !right || operator?.name !== 'ArithOp') return null;
      return operate(source(operator), inner(left), inner(right));
    }
    case 'ConditionalExpression': {
      const [chosen, , condition, , otherwise] = children(node);
      if (!chosen || !condition || !otherwise) return null;
      const test = inner(condition);
      return test.kind === 'flag' ? inner(test.value ? chosen : otherwise) : null;
    }
    case 'MemberExpression':
      return readMember(node, scope, depth);
    case 'CallExpression':
      return readCall(node, scope, depth);
    default:
      return null;
  }
}

/** A name keeps the place of what it was assigned; one that is unknown is named. */
function lookUp(name: string, scope: Scope): PythonValue | null {
  const value = scope.names.get(name);
  return value?.kind === 'unknown' ? { ...value, what: `${name}, which is ${value.what}` } : (value ?? null);
}

function joinTexts(parts: readonly PythonValue[]): Result | null {
  const texts = parts.map((part) => (part.kind === 'text' ? part.value : null));
  return texts.includes(null) ? null : { kind: 'text', value: texts.join('') };
}

function readItems(node: SyntaxNode, scope: Scope, depth: number): Result | null {
  const items: PythonValue[] = [];
  let spreads = false;
  for (const child of children(node)) {
    if (child.name === '*') spreads = true;
    if (isPunctuation(child)) continue;
    const item = evaluate(child, scope, depth + 1);
    if (spreads && item.kind !== 'list') return null;
    items.push(...(spreads && item.kind === 'list' ? item.items : [item]));
    spreads = false;
    if (items.length > 100_000) return null;
  }
  return { kind: 'list', items };
}

function readDictionary(node: SyntaxNode, scope: Scope, depth: number): Result | null {
  const entries = new Map<string, PythonValue>();
  const parts = children(node).filter(({ name }) => !['{', '}', ',', ':'].includes(name));
  for (let i = 0; i < parts.length; i += 2) {
    const [key, value] = parts.slice(i, i + 2) as [SyntaxNode, SyntaxNode | undefined];
    if (!value) return null;
    const read = evaluate(value, scope, depth + 1);
    if (key.name === '**') {
      if (read.kind !== 'dict') return null;
      for (const [name, entry] of read.entries) entries.set(name, entry);
      continue;
    }
    const name = evaluate(key, scope, depth + 1);
    if (name.kind !== 'text' && name.kind !== 'number') return null;
    entries.set(String(name.value), read);
  }
  return { kind: 'dict', entries };
}

/** `{{_base_.name}}`, which is a variable of the files that this one is based on. */
function readReference(node: SyntaxNode, scope: Scope, depth: number): PythonValue | null {
  const [inside] = operands(node);
  const [reference] = inside?.name === 'SetExpression' ? operands(inside) : [];
  return reference?.name === 'MemberExpression' ? evaluate(reference, scope, depth + 1) : null;
}

function readMember(node: SyntaxNode, scope: Scope, depth: number): PythonValue | null {
  const [object, mark, member, end] = children(node);
  if (!object || !mark || !member) return null;
  const owner = evaluate(object, scope, depth + 1);
  if (mark.name === '.') {
    const name = scope.text.slice(member.from, member.to);
    if (owner.kind === 'name') return { kind: 'name', value: name, place: scope.place(member) };
    // Only what `_base_` stands for has its entries as attributes; a dict has not.
    const isBase = scope.text.slice(object.from, object.to).startsWith('_base_');
    return isBase && owner.kind === 'dict' ? (owner.entries.get(name) ?? null) : null;
  }
  if (end?.name !== ']') return null;
  const key = evaluate(member, scope, depth + 1);
  if (owner.kind === 'dict' && (key.kind === 'text' || key.kind === 'number')) {
    return owner.entries.get(String(key.value)) ?? null;
  }
  return owner.kind === 'list' && key.kind === 'number' ? (owner.items.at(key.value) ?? null) : null;
}

function readCall(node: SyntaxNode, scope: Scope, depth: number): PythonValue | Result | null {
  const [callee, list] = children(node);
  if (!callee || list?.name !== 'ArgList') return null;
  const name = scope.text.slice(callee.from, callee.to);
  const own = scope.names.has(name);
  const { positional, keywords } = readArguments(list, scope, depth);
  if (name === 'dict' && !own && keywords) {
    const [base] = positional;
    if (positional.length > 1 || (base && base.kind !== 'dict')) return null;
    return { kind: 'dict', entries: new Map([...(base?.kind === 'dict' ? base.entries : []), ...keywords]) };
  }
  if (BUILTINS.has(name) && !own) return keywords?.size === 0 ? callBuiltin(name, positional) : null;
  if (name === 'list' && !own && positional[0]?.kind === 'list') return { kind: 'list', items: positional[0].items };
  if (!HARMLESS.has(name) || own)
    for (const value of [...positional, ...(keywords?.values() ?? [])]) forget(value, name);
  // `x.append(…)` may change x.
  if (callee.name === 'MemberExpression' && callee.firstChild)
    forget(evaluate(callee.firstChild, scope, depth + 1), name);
  return null;
}

/** The arguments of a call; `keywords` is null where one is not known. */
function readArguments(list: SyntaxNode, scope: Scope, depth: number) {
  const positional: PythonValue[] = [];
  let keywords: Map<string, PythonValue> | null = new Map<string, PythonValue>();
  const parts = children(list).filter(({ name }) => !['(', ')', ','].includes(name));
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i] as SyntaxNode;
    const next = parts[i + 1];
    if (next?.name === 'AssignOp') {
      const value = evaluate(parts[i + 2] ?? part, scope, depth + 1);
      keywords?.set(scope.text.slice(part.from, part.to), value);
      i += 2;
    } else if (part.name === '**' || part.name === '*') {
      const value = next ? evaluate(next, scope, depth + 1) : null;
      if (part.name === '**' && value?.kind === 'dict') {
        for (const [name, entry] of value.entries) keywords?.set(name, entry);
      } else keywords = null;
      i += 1;
    } else positional.push(evaluate(part, scope, depth + 1));
  }
  return { positional, keywords };
}

/** Makes a list or a dict unknown, wherever else it is named, since `name` may have changed it. */
export function forget(value: PythonValue, name: string): void {
  if (value.kind !== 'list' && value.kind !== 'dict') return;
  const inside = value.kind === 'list' ? value.items : value.entries.values();
  for (const item of inside) forget(item, name);
  Object.assign(value, { kind: 'unknown', what: `what ${code(name)} may have made of it` });
}

export function children(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) if (child.name !== 'Comment') found.push(child);
  return found;
}

const isPunctuation = ({ name }: SyntaxNode) => ['(', ')', '[', ']', '{', '}', ',', '*'].includes(name);
const operands = (node: SyntaxNode) => children(node).filter((child) => !isPunctuation(child));
