import type { Expression, Operation } from '../arithmetic/expression.js';
import { constantOf } from './range.js';

/** How tightly a piece of source holds together, loosest first. */
export const Tight = {
  conditional: 0,
  comparison: 1,
  sum: 2,
  remainder: 2.5,
  product: 3,
  unary: 4,
  power: 5,
  atom: 6,
} as const;

/** A piece of source, and how tightly it holds together. */
export type Piece = readonly [text: string, tightness: number];

/** The source of an operand, in parentheses unless it holds together at least this tightly. */
export type Operand = (i: number, tightness?: number) => string;

/** How an expression with a certain operation is written. */
export type Form = (operand: Operand, expression: Expression) => Piece;

export type Forms = Readonly<Record<Exclude<Operation, 'number' | 'option' | 'step'>, Form>>;

/** How a language writes formulas and what is around them. */
export interface Language {
  readonly forms: Forms;
  /** What the step is called. */
  readonly step: string;
  /** Whether it branches on values; if not, both sides are computed, and one is selected. */
  readonly branches: boolean;
  /** The longest line, and the longest piece of one that goes without a name. */
  readonly width: number;
  readonly longestPiece: number;
  parenthesize(text: string): string;
  /** A number; `float` where it must not be taken for a whole one. */
  number(value: number, float: boolean): string;
  /** Several words as one name. */
  name(words: readonly string[]): string;
  assign(name: string, value: string): string;
  giveBack(value: string): string;
  /** The lines that compute `lines` if the condition holds. */
  onlyIf(condition: string, lines: readonly string[]): readonly string[];
  /** The lines that find the cycle of a step. */
  findCycle(found: FoundCycle): readonly string[];
}

/** The names for what is known of the cycle of `clock`, which is source too, as the cycle's numbers are. */
export interface FoundCycle {
  readonly clock: string;
  readonly first: string;
  readonly multiplier: string;
  readonly factor: string;
  readonly start: string;
  readonly length: string;
  /** Undefined where all cycles are of one height. */
  readonly scale: string | undefined;
  /** Names for what it takes to find the cycle by a logarithm, where cycles are nearly equal; undefined for a loop. */
  readonly logarithm: Readonly<Record<'growth' | 'share' | 'index', string>> | undefined;
  /** How much earlier than reckoned a cycle begins, since rounding puts some a little after their step; undefined where none is. */
  readonly trifle: number | undefined;
}

/** `a op b`, kept apart from others of its kind on the right, as the formula has it. */
export const infix =
  (operator: string, tightness: number): Form =>
  (operand) => [`${operand(0, tightness)} ${operator} ${operand(1, tightness + 1)}`, tightness];

export const call =
  (name: string): Form =>
  (operand, { operands }) => [`${name}(${operands.map((_, i) => operand(i)).join(', ')})`, Tight.atom];

export const add: Form = infix('+', Tight.sum);
export const mul: Form = infix('*', Tight.product);
export const div: Form = infix('/', Tight.product);
/** In parentheses in a product, where nobody remembers what comes first. */
export const mod: Form = (operand) => [`${operand(0, Tight.unary)} % ${operand(1, Tight.unary)}`, Tight.remainder];
export const sub: Form = (operand, expression) =>
  constantOf(expression.operand(0)) === 0
    ? [`-${operand(1, Tight.unary + 1)}`, Tight.unary]
    : infix('-', Tight.sum)(operand, expression);
/** `base ** exponent`: both Python and JavaScript want a sign before the base in parentheses. */
export const pow: Form = (operand) => [`${operand(0, Tight.atom)} ** ${operand(1, Tight.unary)}`, Tight.power];

/** A `less` expression as it is read: its condition, and what it is where that holds and where not, lower steps first. */
export function branchesOf(expression: Expression): {
  readonly left: number;
  readonly operator: '<' | '<=';
  readonly right: number;
  readonly first: number;
  readonly second: number;
} {
  return constantOf(expression.operand(0)) === undefined
    ? { left: 0, operator: '<', right: 1, first: 2, second: 3 }
    : { left: 1, operator: '<=', right: 0, first: 3, second: 2 };
}

/** The condition of a `less` expression, lower steps first. */
export function conditionOf(operand: Operand, expression: Expression): string {
  const { left, operator, right } = branchesOf(expression);
  return `${operand(left, Tight.sum)} ${operator} ${operand(right, Tight.sum)}`;
}

export const parenthesize = (text: string) => `(${text})`;

/** The shortest text that reads back as the number. */
export const shortest = (value: number) => (Object.is(value, -0) ? '-0' : String(value));
