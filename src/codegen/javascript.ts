import { Expressions } from '../arithmetic/expression.js';
import { type Optional, readOptions } from '../option-types.js';
import type { OptionTable } from '../options.js';
import type { LearningRateSchedule } from '../schedule.js';
import { Body } from './body.js';
import { checkSchedule, formulaOf, namesOfOptions, partsOf } from './formula.js';
import { checkedName, taken } from './identifier.js';
import * as write from './language.js';
import { type Language, Tight } from './language.js';
import { forFloat64 } from './lowering.js';
import { Tables } from './tables.js';

const table = {
  /** Name of the function. Default `'learningRate'`. */
  functionName: { is: 'text', default: 'learningRate' },
} as const satisfies OptionTable;

export interface ToJavaScriptOptions extends Optional<typeof table> {}

const camelCase = (words: readonly string[]) =>
  words.map((word, i) => (i === 0 ? word : word[0]?.toUpperCase() + word.slice(1))).join('');

const languageWith = (tables: Tables): Language => ({
  step: 'step',
  branches: true,
  width: 98,
  longestPiece: 72,
  parenthesize: write.parenthesize,
  number: write.shortest,
  name: camelCase,
  assign: (name, value) => `const ${name} = ${value};`,
  giveBack: (value) => `return ${value};`,
  onlyIf: (condition, lines) => {
    const [line] = lines;
    return lines.length === 1 && `  if (${condition}) ${line}`.length <= 100
      ? [`if (${condition}) ${line}`]
      : [`if (${condition}) {`, ...lines.map((text) => `  ${text}`), '}'];
  },
  findCycle: ({ clock, first, multiplier, factor, start, length, scale, trifle, logarithm }) =>
    logarithm
      ? [
          `const ${logarithm.growth} = ${multiplier} - 1;`,
          `const ${logarithm.share} = ${logarithm.growth} * Math.max(${clock}, 0) / ${first};`,
          `const ${logarithm.index} = Math.floor(Math.log1p(${logarithm.share}) / Math.log1p(${logarithm.growth}) + ${trifle});`,
          `const ${length} = ${first} * ${multiplier} ** ${logarithm.index};`,
          `const ${start} = ${first} * Math.expm1(${logarithm.index} * Math.log1p(${logarithm.growth})) / ${logarithm.growth};`,
          ...(scale ? [`const ${scale} = ${factor} ** ${logarithm.index};`] : []),
        ]
      : [
          `let ${start} = 0;`,
          `let ${length} = ${first};`,
          ...(scale ? [`let ${scale} = 1;`] : []),
          `while (${clock} >= ${start} + ${length}${trifle ? ` - ${trifle}` : ''}) {`,
          `  ${start} += ${length};`,
          `  ${length} *= ${multiplier};`,
          ...(scale ? [`  ${scale} *= ${factor};`] : []),
          '}',
        ],
  forms: {
    add: write.add,
    sub: write.sub,
    mul: write.mul,
    div: write.div,
    floorDiv: (operand) => [`Math.floor(${operand(0, Tight.product)} / ${operand(1, Tight.unary)})`, Tight.atom],
    ceilDiv: (operand) => [`Math.ceil(${operand(0, Tight.product)} / ${operand(1, Tight.unary)})`, Tight.atom],
    mod: write.mod,
    min: write.call('Math.min'),
    max: write.call('Math.max'),
    pow: write.pow,
    exp: write.call('Math.exp'),
    log: write.call('Math.log'),
    tanh: write.call('Math.tanh'),
    cosPi: (operand) => [`Math.cos(Math.PI * ${operand(0, Tight.unary)})`, Tight.atom],
    less: (operand, expression) => {
      const { first, second } = write.branchesOf(expression);
      const condition = write.conditionOf(operand, expression);
      return [`${condition} ? ${operand(first, Tight.comparison)} : ${operand(second)}`, Tight.conditional];
    },
    finiteOr: (operand) => [`Number.isFinite(${operand(0)}) ? ${operand(0)} : ${operand(1)}`, Tight.conditional],
    index: (operand, index) => {
      const before = index.detail.side === 'left' ? '<' : '<=';
      const count = `${tables.nameOf(index)}.filter((boundary) => boundary ${before} ${operand(0, Tight.sum)}).length`;
      return [count, Tight.atom];
    },
    entry: (operand, entry) => [`${tables.nameOf(entry)}[${operand(0)}]`, Tight.atom],
    cycle: write.call('cycle'),
    start: write.call('start'),
    length: write.call('length'),
    scale: write.call('scale'),
  },
});

/**
 * The schedule as an ES module that exports it as a function of the step.
 *
 * ```ts
 * const schedule = new ExponentialDecay({ initialLearningRate: 0.1, decaySteps: 1000, decayRate: 0.5 });
 * toJavaScript(schedule);
 * // const INITIAL_LEARNING_RATE = 0.1;
 * // const DECAY_STEPS = 1000;
 * // const DECAY_RATE = 0.5;
 * //
 * // export function learningRate(step) {
 * //   return INITIAL_LEARNING_RATE * DECAY_RATE ** (step / DECAY_STEPS);
 * // }
 * ```
 *
 * @throws {TypeError} for anything but a schedule whose formula keeps to its arithmetic. @throws {RangeError} for a
 * `functionName` that is no free identifier.
 */
export function toJavaScript(schedule: LearningRateSchedule, options: ToJavaScriptOptions = {}): string {
  checkSchedule('toJavaScript', schedule);
  const { functionName } = readOptions('toJavaScript', table, options);
  const name = checkedName('toJavaScript', functionName, 'learningRate', 'javascript', ['Math', 'Number']);
  const expressions = new Expressions();
  const formula = formulaOf(expressions, schedule, { longestChain: 8, lower: forFloat64, truncates: true });
  const reserved = new Set([...taken.javascript, name, 'Math', 'Number', 'step', 'boundary']);
  const constants = namesOfOptions(formula, (candidate) => !reserved.has(candidate));
  for (const constant of constants.values()) reserved.add(constant);
  const tables = new Tables(formula, reserved);
  const body = new Body(expressions, languageWith(tables), constants, reserved);
  const lines = [
    ...[...constants].map(
      ([option, constant]) => `const ${constant} = ${write.shortest(option.detail.value as number)};`,
    ),
    ...tables.map((table, values) => `const ${table} = [${values.map(write.shortest).join(', ')}];`),
  ];
  const steps = partsOf(formula).includes(expressions.step) ? 'step' : '';
  return [
    ...lines,
    ...(lines.length > 0 ? [''] : []),
    `export function ${name}(${steps}) {`,
    ...body.write(formula).map((line) => `  ${line}`),
    '}',
    '',
  ].join('\n');
}
