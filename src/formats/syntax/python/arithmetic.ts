import { roundHalfEven } from '../../rounding.js';
import type { PythonValue } from './value.js';

/** A value without its place. */
export type Result = DistributiveOmit<PythonValue, 'place'>;
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

type Numeric = { readonly value: number; readonly isFloat: boolean };

/** Longest text and list that are put together: a few doublings would fill the memory. */
const LONGEST = 100_000;

/** `left operator right` as Python has it; null for what it refuses, and for what is not known. */
export function operate(operator: string, left: PythonValue, right: PythonValue): Result | null {
  if (operator === '+') {
    if (left.kind === 'text' && right.kind === 'text' && left.value.length + right.value.length <= LONGEST) {
      return { kind: 'text', value: left.value + right.value };
    }
    if (left.kind === 'list' && right.kind === 'list' && left.items.length + right.items.length <= LONGEST) {
      return { kind: 'list', items: [...left.items, ...right.items] };
    }
  }
  const a = toNumeric(left);
  const b = toNumeric(right);
  return a && b ? calculate(operator, a, b) : null;
}

/** `operator value`: a sign before a number, or `not` before a flag. */
export function operateAlone(operator: string, operand: PythonValue): Result | null {
  if (operator === 'not') return operand.kind === 'flag' ? { kind: 'flag', value: !operand.value } : null;
  const numeric = toNumeric(operand);
  if (!numeric || (operator !== '-' && operator !== '+')) return null;
  return number(operator === '-' ? -numeric.value : numeric.value, numeric.isFloat);
}

/** In Python a flag is a number, too. */
function toNumeric(value: PythonValue): Numeric | null {
  if (value.kind === 'flag') return { value: Number(value.value), isFloat: false };
  return value.kind === 'number' ? value : null;
}

function calculate(operator: string, a: Numeric, b: Numeric): Result | null {
  const isFloat = a.isFloat || b.isFloat;
  const divides = operator === '/' || operator === '//' || operator === '%';
  if (divides && b.value === 0) return null;
  switch (operator) {
    case '+':
      return number(a.value + b.value, isFloat);
    case '-':
      return number(a.value - b.value, isFloat);
    case '*':
      return number(a.value * b.value, isFloat);
    case '/':
      return number(a.value / b.value, true);
    case '//':
      return number(floorDivide(a.value, b.value), isFloat);
    case '%':
      return number(modulo(a.value, b.value), isFloat);
    case '**':
      return number(a.value ** b.value, isFloat || b.value < 0);
    default:
      return null;
  }
}

/** The remainder has the sign of the divisor, and the quotient is what goes with it. */
function modulo(a: number, b: number): number {
  const rest = a % b;
  return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest;
}

const floorDivide = (a: number, b: number) => Math.round((a - modulo(a, b)) / b);

/** Whole numbers are exact in Python, whatever their size; those that are not here are not known. */
function number(value: number, isFloat: boolean): Result | null {
  if (!(isFloat ? Number.isFinite(value) : Number.isSafeInteger(value))) return null;
  return { kind: 'number', value: value + 0, isFloat };
}

/** Functions without effects that configs use on numbers. */
export function callBuiltin(name: string, given: readonly PythonValue[]): Result | null {
  const numerics = given.map(toNumeric);
  if (numerics.length === 0 || numerics.includes(null)) return null;
  const [first, ...others] = numerics as [Numeric, ...Numeric[]];
  if (name === 'min' || name === 'max') {
    if (others.length === 0) return null;
    const best = others.reduce((a, b) => ((name === 'min' ? b.value < a.value : b.value > a.value) ? b : a), first);
    return number(best.value, best.isFloat);
  }
  if (others.length > 0) return null;
  if (name === 'int') return number(Math.trunc(first.value), false);
  if (name === 'float') return number(first.value, true);
  if (name === 'abs') return number(Math.abs(first.value), first.isFloat);
  if (name === 'round') return number(roundHalfEven(first.value), false);
  return null;
}
