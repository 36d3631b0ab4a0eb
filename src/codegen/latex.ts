import { type Expression, Expressions } from '../arithmetic/expression.js';
import type { LearningRateSchedule } from '../schedule.js';
import { Body } from './body.js';
import { checkSchedule, formulaOf, optionsIn } from './formula.js';
import { branchesOf, type Form, type Language, type Operand, sub, Tight } from './language.js';
import { Tables } from './tables.js';

/** The symbols that papers have for options. */
const SYMBOLS: Readonly<Record<string, string>> = {
  initialLearningRate: '\\eta_0',
  endLearningRate: '\\eta_{\\mathrm{end}}',
  warmupTarget: '\\eta_{\\max}',
  warmupLearningRate: '\\eta_{\\mathrm{warmup}}',
  afterWarmupLrSched: '\\eta_{\\max}',
  preOffsetLearningRate: '\\eta_{\\max}',
  from: '\\eta_{\\mathrm{from}}',
  to: '\\eta_{\\mathrm{to}}',
  decaySteps: 'T',
  totalDecaySteps: 'T',
  steps: 'T',
  firstDecaySteps: 'T_0',
  firstSteps: 'T_0',
  warmupSteps: 'T_{\\mathrm{warmup}}',
  scheduleSteps: 'S',
  offset: 't_0',
  decayRate: '\\gamma',
  alpha: '\\alpha',
  power: 'p',
  exponent: 'p',
  timePower: 'q',
  linearDecayFraction: 'q',
  tMul: 'm',
  lengthMultiplier: 'm',
  mMul: '\\mu',
  heightMultiplier: '\\mu',
  factor: 'c',
  shift: 'c',
  ratio: 'r',
  base: 'b',
  lower: '\\ell',
  upper: 'u',
};

/** Symbols for parts of a formula that are used more than once, and for tables. */
const WORDS: Readonly<Record<string, string>> = {
  clock: 's',
  progress: 'x',
  cosine: 'c',
  periods: 'n',
  segment: 'i',
  cycle: 'k',
  BOUNDARIES: 'b',
  STARTS: 'a',
  LENGTHS: 'L',
  HEIGHTS: 'h',
  VALUES: 'v',
};

const latexNumber = (value: number): string => {
  if (!Number.isFinite(value)) return value < 0 ? '-\\infty' : '\\infty';
  const [digits, exponent] = String(value).split('e') as [string, string | undefined];
  if (exponent === undefined) return digits;
  const power = `10^{${Number(exponent)}}`;
  return digits === '1' ? power : digits === '-1' ? `-${power}` : `${digits} \\cdot ${power}`;
};

const call =
  (name: string): Form =>
  (operand) => [`${name}\\left(${operand(0)}\\right)`, Tight.atom];
const extremum =
  (name: string): Form =>
  (operand) => [`${name}\\left(${operand(0)}, ${operand(1)}\\right)`, Tight.atom];
const fraction = (operand: Operand) => `\\frac{${operand(0)}}{${operand(1)}}`;
const cases = (first: string, condition: string, second: string) =>
  `\\begin{cases} ${first} & \\text{if } ${condition} \\\\ ${second} & \\text{otherwise} \\end{cases}`;

const languageWith = (tables: Tables): Language => ({
  step: 't',
  branches: false,
  width: Number.POSITIVE_INFINITY,
  longestPiece: Number.POSITIVE_INFINITY,
  parenthesize: (text) => `\\left(${text}\\right)`,
  number: latexNumber,
  name: ([word = '', number]) => `${WORDS[word] ?? 'f'}${number === undefined ? '' : `_{${number}}`}`,
  assign: (name, value) => `${name} &= ${value}`,
  giveBack: (value) => `\\eta(t) &= ${value}`,
  onlyIf: () => [],
  findCycle: () => [],
  forms: {
    add: (operand) => [`${operand(0, Tight.sum)} + ${operand(1, Tight.remainder)}`, Tight.sum],
    sub,
    mul: (operand) => [`${operand(0, Tight.product)} \\cdot ${operand(1, Tight.power)}`, Tight.product],
    div: (operand) => [fraction(operand), Tight.power],
    floorDiv: (operand) => [`\\left\\lfloor ${fraction(operand)} \\right\\rfloor`, Tight.atom],
    ceilDiv: (operand) => [`\\left\\lceil ${fraction(operand)} \\right\\rceil`, Tight.atom],
    mod: (operand) => [`${operand(0, Tight.unary)} \\bmod ${operand(1, Tight.unary)}`, Tight.remainder],
    min: extremum('\\min'),
    max: extremum('\\max'),
    pow: (operand) => [`${operand(0, Tight.atom)}^{${operand(1)}}`, Tight.power],
    exp: (operand) => [`e^{${operand(0)}}`, Tight.power],
    log: call('\\ln'),
    tanh: call('\\tanh'),
    cosPi: (operand) => [`\\cos\\left(\\pi \\cdot ${operand(0, Tight.unary)}\\right)`, Tight.atom],
    less: (operand, expression) => {
      const { left, operator, right, first, second } = branchesOf(expression);
      const condition = `${operand(left)} ${operator === '<' ? '<' : '\\le'} ${operand(right)}`;
      return [cases(operand(first), condition, operand(second)), Tight.atom];
    },
    finiteOr: (operand) => [cases(operand(0), '\\text{finite}', operand(1)), Tight.atom],
    index: (operand, index) => [
      `\\left|\\{ j : ${tables.nameOf(index)}_j ${index.detail.side === 'left' ? '<' : '\\le'} ${operand(0)} \\}\\right|`,
      Tight.atom,
    ],
    entry: (operand, entry) => [`${tables.nameOf(entry)}_{${operand(0)}}`, Tight.atom],
    cycle: (operand) => [
      `\\left\\lfloor \\log_{${operand(2)}}\\left(1 + \\left(${operand(2)} - 1\\right) \\cdot \\frac{${operand(0)}}{${operand(1)}}\\right) \\right\\rfloor`,
      Tight.atom,
    ],
    start: (operand) => [
      `${operand(1, Tight.unary)} \\cdot \\frac{${operand(2, Tight.atom)}^{${operand(0)}} - 1}{${operand(2)} - 1}`,
      Tight.product,
    ],
    length: (operand) => [`${operand(1, Tight.unary)} \\cdot ${operand(2, Tight.atom)}^{${operand(0)}}`, Tight.product],
    scale: (operand) => [`${operand(1, Tight.atom)}^{${operand(0)}}`, Tight.power],
  },
});

/**
 * The schedule as a LaTeX formula of the learning rate η at step t, for the `amsmath` package, KaTeX and MathJax, with
 * what its symbols stand for below it.
 *
 * ```ts
 * toLatex(new ExponentialDecay({ initialLearningRate: 0.1, decaySteps: 1000, decayRate: 0.5 }));
 * // \begin{aligned}
 * // \eta(t) &= \eta_0 \cdot \gamma^{\frac{t}{T}} \\
 * // \eta_0 &= 0.1, \quad T = 1000, \quad \gamma = 0.5
 * // \end{aligned}
 * ```
 *
 * @throws {TypeError} for anything but a schedule whose formula keeps to its arithmetic.
 */
export function toLatex(schedule: LearningRateSchedule): string {
  checkSchedule('toLatex', schedule);
  const expressions = new Expressions();
  const formula = formulaOf(expressions, schedule, { longestChain: 8 });
  const taken = new Set<string>(['t', ...Object.values(SYMBOLS)]);
  const names = symbolsIn(formula);
  const tables = new Tables(formula, new Set(), (word) => WORDS[word] as string);
  for (const name of [...names.values(), ...tables.map((table) => table)]) taken.add(name);
  const lines = new Body(expressions, languageWith(tables), names, taken).write(formula);
  const values = [...names].map(([option, name]) => `${name} = ${latexNumber(option.detail.value as number)}`);
  const lists = tables.map((name, list) => `${name} = \\left(${list.map(latexNumber).join(', ')}\\right)`);
  const given = [...values, ...lists].join(', \\quad ').replace(' =', ' &=');
  const all = [lines.at(-1) as string, ...lines.slice(0, -1), ...(given ? [given] : [])];
  return `\\begin{aligned}\n${all.join(' \\\\\n')}\n\\end{aligned}`;
}

/** A symbol for every option; one that several schedules have is primed. */
function symbolsIn(formula: Expression): Map<Expression, string> {
  const names = new Map<Expression, string>();
  for (const option of optionsIn(formula)) {
    const word = option.detail.name as string;
    let symbol = Object.hasOwn(SYMBOLS, word) ? (SYMBOLS[word] as string) : `\\mathrm{${word}}`;
    while ([...names.values()].includes(symbol)) symbol += "'";
    names.set(option, symbol);
  }
  return names;
}
