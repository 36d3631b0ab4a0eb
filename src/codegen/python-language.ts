import { trifleOf } from '../arithmetic/cycles.js';
import type { Expression } from '../arithmetic/expression.js';
import type { CycleNames, CycleTables } from './cycle-tables.js';
import * as write from './language.js';
import { type Form, type Forms, type Language, Tight } from './language.js';
import { constantOf } from './range.js';
import { isWhole } from './simplify.js';
import type { Tables } from './tables.js';

/** Python numbers: `1.0` where a float is meant, and never more digits than `repr` needs. */
export function pythonNumber(value: number, float: boolean): string {
  if (Number.isNaN(value)) return 'float("nan")';
  if (!Number.isFinite(value)) return value < 0 ? '-math.inf' : 'math.inf';
  // From 2³¹ on, JAX would refuse a whole number.
  const whole = Number.isInteger(value) && Math.abs(value) < 1e16;
  if (whole && !float && Math.abs(value) < 2 ** 31) return String(value);
  return whole ? `${write.shortest(value)}.0` : String(value);
}

/** What the functions of a Python library are called. */
export interface Functions {
  readonly min: string;
  readonly max: string;
  readonly exp: string;
  readonly log: string;
  readonly tanh: string;
  readonly cos: string;
  readonly pi: string;
  readonly floor: string;
  readonly ceil: string;
  readonly isFinite: string;
}

export const MATH: Functions = {
  min: 'min',
  max: 'max',
  exp: 'math.exp',
  log: 'math.log',
  tanh: 'math.tanh',
  cos: 'math.cos',
  pi: 'math.pi',
  floor: 'math.floor',
  ceil: 'math.ceil',
  isFinite: 'math.isfinite',
};

/** The functions of a library that computes with arrays and has NumPy's names. */
export const arrayFunctions = (module: string, pi: string): Functions => ({
  min: `${module}.minimum`,
  max: `${module}.maximum`,
  exp: `${module}.exp`,
  log: `${module}.log`,
  tanh: `${module}.tanh`,
  cos: `${module}.cos`,
  pi,
  floor: `${module}.floor`,
  ceil: `${module}.ceil`,
  isFinite: `${module}.isfinite`,
});

const choices = (expression: Expression, operand: write.Operand) => {
  const { first, second } = write.branchesOf(expression);
  return { condition: write.conditionOf(operand, expression), first: operand(first), second: operand(second) };
};

function pythonForms(
  f: Functions,
): Omit<Forms, 'less' | 'finiteOr' | 'index' | 'entry' | 'cycle' | 'start' | 'length' | 'scale'> {
  /** What has no step in it is computed by `math`, in float64. */
  const call =
    (name: 'min' | 'max' | 'exp' | 'log' | 'tanh'): Form =>
    (operand, expression) =>
      write.call((constantOf(expression) === undefined ? f : MATH)[name])(operand, expression);
  const quotient = (operand: write.Operand) => `${operand(0, Tight.product)} / ${operand(1, Tight.unary)}`;
  return {
    add: write.add,
    sub: write.sub,
    mul: write.mul,
    div: write.div,
    // Of floats, `//` is the floor of the exact quotient, not of the rounded one.
    floorDiv: (operand, expression) =>
      expression.operands.every(isWhole)
        ? write.infix('//', Tight.remainder)(operand, expression)
        : [`${f.floor}(${quotient(operand)})`, Tight.atom],
    ceilDiv: (operand) => [`${f.ceil}(${quotient(operand)})`, Tight.atom],
    mod: write.mod,
    min: call('min'),
    max: call('max'),
    pow: write.pow,
    exp: call('exp'),
    log: call('log'),
    tanh: call('tanh'),
    cosPi: (operand) => [`${f.cos}(${f.pi} * ${operand(0, Tight.unary)})`, Tight.atom],
  };
}

const ofWhole =
  (whole: Form, other: Form): Form =>
  (operand, expression) =>
    (expression.operands.every(isWhole) ? whole : other)(operand, expression);

const unreachable: Form = () => ['', Tight.atom];

const python = {
  step: 'step',
  width: 80,
  longestPiece: 64,
  parenthesize: write.parenthesize,
  number: pythonNumber,
  name: (words: readonly string[]) => words.join('_'),
  assign: (name: string, value: string) => `${name} = ${value}`,
  giveBack: (value: string) => `return ${value}`,
  onlyIf: (condition: string, lines: readonly string[]) => [`if ${condition}:`, ...lines.map((line) => `    ${line}`)],
};

/** Python that computes one number at a time. */
export const scalarPython = (tables: Tables): Language => ({
  ...python,
  branches: true,
  findCycle: ({ clock, first, multiplier, factor, start, length, scale, trifle, logarithm }) =>
    logarithm
      ? [
          `${logarithm.growth} = ${multiplier} - 1`,
          `${logarithm.share} = ${logarithm.growth} * max(${clock}, 0) / ${first}`,
          `${logarithm.index} = math.floor(math.log1p(${logarithm.share}) / math.log1p(${logarithm.growth}) + ${trifle})`,
          `${length} = ${first} * ${multiplier} ** ${logarithm.index}`,
          `${start} = ${first} * math.expm1(${logarithm.index} * math.log1p(${logarithm.growth})) / ${logarithm.growth}`,
          ...(scale ? [`${scale} = ${factor} ** ${logarithm.index}`] : []),
        ]
      : [
          scale ? `${start}, ${length}, ${scale} = 0, ${first}, 1.0` : `${start}, ${length} = 0, ${first}`,
          `while ${clock} >= ${start} + ${length}${trifle ? ` - ${trifle}` : ''}:`,
          `    ${start} += ${length}`,
          `    ${length} *= ${multiplier}`,
          ...(scale ? [`    ${scale} *= ${factor}`] : []),
        ],
  forms: {
    ...pythonForms(MATH),
    less: (operand, expression) => {
      const { condition, first, second } = choices(expression, (i, tightness = Tight.comparison) =>
        operand(i, tightness),
      );
      return [`${first} if ${condition} else ${second}`, Tight.conditional];
    },
    finiteOr: (operand) => [
      `${operand(0, Tight.comparison)} if ${MATH.isFinite}(${operand(0)}) else ${operand(1, Tight.comparison)}`,
      Tight.conditional,
    ],
    index: (operand, index) => {
      const bisect = index.detail.side === 'left' ? 'bisect.bisect_left' : 'bisect.bisect_right';
      return [`${bisect}(${tables.nameOf(index)}, ${operand(0)})`, Tight.atom];
    },
    entry: (operand, entry) => [`${tables.nameOf(entry)}[${operand(0)}]`, Tight.atom],
    cycle: unreachable,
    start: unreachable,
    length: unreachable,
    scale: unreachable,
  },
});

/** How an array library takes from tables. */
export interface Arrays {
  readonly functions: Functions;
  readonly step: string;
  readonly module: string;
  /** How many boundaries lie before `x`. */
  count(boundaries: string, x: string, side: 'left' | 'right'): string;
  take(table: string, index: string): string;
  /** A table of cycles as one to take from. */
  cycleTable(name: string): string;
  /** The boundaries that cycles are told apart by, from the table of their first steps; steps between them may be whole. */
  cycleBoundaries(starts: string, whole: boolean): string;
  /** ⌊a / b⌋ and ⌈a / b⌉ of whole numbers, which rounding must not put off by one. */
  readonly wholeFloor?: Form;
  readonly wholeCeil?: Form;
}

/** Python that computes with arrays, both sides of a choice, and selects. */
export const arrayPython = (tables: Tables, cycles: CycleTables, arrays: Arrays): Language => {
  const { functions, step, module, count, take } = arrays;
  const forms = pythonForms(functions);
  const ofCycle =
    (table: keyof CycleNames): Form =>
    (operand, part) => [take(arrays.cycleTable(cycles.namesOf(part.operand(0))[table]), operand(0)), Tight.atom];
  return {
    ...python,
    step,
    branches: false,
    findCycle: () => [],
    forms: {
      ...forms,
      floorDiv: ofWhole(arrays.wholeFloor ?? forms.floorDiv, forms.floorDiv),
      ceilDiv: ofWhole(arrays.wholeCeil ?? forms.ceilDiv, forms.ceilDiv),
      less: (operand, expression) => {
        const { condition, first, second } = choices(expression, operand);
        return [`${module}.where(${condition}, ${first}, ${second})`, Tight.atom];
      },
      finiteOr: (operand) => [
        `${module}.where(${functions.isFinite}(${operand(0)}), ${operand(0)}, ${operand(1)})`,
        Tight.atom,
      ],
      index: (operand, index) => [count(tables.nameOf(index), operand(0), index.detail.side ?? 'right'), Tight.atom],
      entry: (operand, entry) => [take(tables.nameOf(entry), operand(0)), Tight.atom],
      cycle: (operand, cycle) => {
        const { starts } = cycles.namesOf(cycle);
        const [first, multiplier] = [1, 2].map((i) => constantOf(cycle.operand(i)) as number) as [number, number];
        const trifle = trifleOf(first, multiplier);
        const early = trifle === undefined ? starts : `${starts} - ${trifle}`;
        const boundaries = arrays.cycleBoundaries(early, isWhole(cycle.operand(0)));
        return [`${count(boundaries, operand(0), 'right')} - 1`, Tight.sum];
      },
      start: ofCycle('starts'),
      length: ofCycle('lengths'),
      scale: ofCycle('scales'),
    },
  };
};
