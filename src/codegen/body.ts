import { areNearlyEqual, trifleOf } from '../arithmetic/cycles.js';
import type { Expression, Expressions, Operation } from '../arithmetic/expression.js';
import { isCount, partsOf } from './formula.js';
import { branchesOf, conditionOf, type Language, type Operand, type Piece, Tight } from './language.js';
import { constantOf, once, type Range, Ranges, STEPS } from './range.js';

/** Operations in which a whole number may be written as one. */
const WHOLE_OPERANDS: readonly Operation[] = [
  'add',
  'sub',
  'mul',
  'div',
  'floorDiv',
  'ceilDiv',
  'mod',
  'min',
  'max',
  'log',
];

/** Writes the statements of a function that computes a formula. */
export class Body {
  constructor(
    private readonly expressions: Expressions,
    private readonly language: Language,
    /** What has a name already: options and tables. */
    private readonly names: ReadonlyMap<Expression, string>,
    private readonly taken: ReadonlySet<string>,
  ) {}

  /** The statements, which end with giving back the value of `formula`. Where lines are too long, smaller parts get names. */
  write(formula: Expression): string[] {
    const { width, longestPiece } = this.language;
    for (this.longestPiece = longestPiece; ; this.longestPiece -= 8) {
      const lines = this.block(formula, new Map(this.names), new Set(this.taken));
      if (this.longestPiece <= 40 || lines.every((line) => line.length <= width)) return lines;
    }
  }

  private longestPiece = 0;

  /** The source of an expression without a step in it, in parentheses unless it holds together at least this tightly. */
  inline(expression: Expression, tightness = 0): string {
    const [text, own] = this.piece(expression, this.names, true);
    return own < tightness ? this.language.parenthesize(text) : text;
  }

  private block(formula: Expression, names: Map<Expression, string>, taken: Set<string>): string[] {
    const { language } = this;
    const branching = language.branches ? this.asBranches(formula) : undefined;
    if (!branching) {
      const lines = this.declare(formula, new Set([formula]), names, taken);
      return [...lines, language.giveBack(this.piece(formula, names, true)[0])];
    }
    const { left, right, first, second } = branchesOf(branching);
    const regions = [[left, right], [first], [second]].map(
      (operands) => new Set(operands.flatMap((i) => partsOf(branching.operand(i)))),
    );
    const needed = partsOf(branching).filter((part) => regions.filter((region) => region.has(part)).length > 1);
    const condition = this.expressions.make('sub', [branching.operand(left), branching.operand(right)]);
    const lines = [
      ...this.declare(branching, new Set(partsOf(branching).filter((part) => !needed.includes(part))), names, taken),
      ...this.declare(condition, new Set([condition, ...partsOf(branching.operand(right))]), names, taken),
    ];
    const inside = this.block(branching.operand(first), new Map(names), new Set(taken));
    lines.push(...language.onlyIf(conditionOf(this.operand(branching, names), branching), inside));
    return [...lines, ...this.block(branching.operand(second), names, taken)];
  }

  /** The statements that name parts of `formula`, other than `excluded`. */
  private declare(
    formula: Expression,
    excluded: ReadonlySet<Expression>,
    names: Map<Expression, string>,
    taken: Set<string>,
  ): string[] {
    const lines: string[] = [];
    const uses = usesIn(formula, names);
    for (const part of partsOf(formula)) {
      if (!uses.has(part) || names.has(part)) continue;
      if (part.operation === 'cycle' && this.language.branches) {
        lines.push(...this.findCycle(part, formula, names, taken));
      } else if (!excluded.has(part) && this.deservesName(part, uses.get(part) as number, names)) {
        const [text] = this.piece(part, names, true);
        const name = this.newName(wordFor(part, formula), taken);
        lines.push(this.language.assign(name, text));
        names.set(part, name);
      }
    }
    return lines;
  }

  private deservesName(part: Expression, uses: number, names: ReadonlyMap<Expression, string>): boolean {
    if (part.operands.length === 0 || constantOf(part) !== undefined) return false;
    return part.operation === 'cycle' || uses > 1 || this.piece(part, names, true)[0].length > this.longestPiece;
  }

  private findCycle(
    cycle: Expression,
    formula: Expression,
    names: Map<Expression, string>,
    taken: Set<string>,
  ): readonly string[] {
    const source = (i: number) => this.operand(cycle, names)(i, i === 0 ? 0 : Tight.atom);
    const parts = partsOf(formula);
    const part = (operation: Operation) =>
      parts.find((candidate) => candidate.operation === operation && candidate.operand(0) === cycle);
    const named = (operation: Operation): string => {
      const name = this.newName([operation], taken);
      const found = part(operation);
      if (found) names.set(found, name);
      return name;
    };
    names.set(cycle, 'cycle');
    const free = (word: string) => this.newName([word], taken);
    const [first, multiplier] = [1, 2].map((i) => constantOf(cycle.operand(i)) as number) as [number, number];
    return this.language.findCycle({
      clock: source(0),
      first: source(1),
      multiplier: source(2),
      factor: source(3),
      start: named('start'),
      length: named('length'),
      scale: part('scale') && named('scale'),
      logarithm: areNearlyEqual(multiplier)
        ? { growth: free('growth'), share: free('share'), index: free('cycle') }
        : undefined,
      trifle: trifleOf(first, multiplier),
    });
  }

  /** The formula as a choice between two, where it is one but for operations with constants. */
  private asBranches(formula: Expression): Expression | undefined {
    if (formula.operation === 'less') return formula;
    const place = formula.operands.findIndex((operand) => constantOf(operand) === undefined);
    const others = formula.operands.filter((operand) => constantOf(operand) === undefined).length;
    if (others !== 1 || formula.operation === 'finiteOr' || formula.operation === 'entry') return undefined;
    const inner = this.asBranches(formula.operand(place));
    if (!inner) return undefined;
    const around = (branch: Expression) =>
      this.expressions.make(
        formula.operation,
        formula.operands.map((operand, i) => (i === place ? branch : operand)),
        formula.detail,
      );
    const [a, b, less, otherwise] = inner.operands as [Expression, Expression, Expression, Expression];
    return this.expressions.make('less', [a, b, around(less), around(otherwise)]);
  }

  private piece(expression: Expression, names: ReadonlyMap<Expression, string>, float: boolean): Piece {
    const { language } = this;
    const name = names.get(expression);
    if (name !== undefined) return [name, Tight.atom];
    const { operation, detail } = expression;
    if (operation === 'step') return [language.step, Tight.atom];
    if (operation === 'number' || operation === 'option') {
      const text = language.number(detail.value as number, float);
      return [text, text.startsWith('-') ? Tight.unary : Tight.atom];
    }
    return language.forms[operation](this.operand(expression, names), expression);
  }

  private operand(expression: Expression, names: ReadonlyMap<Expression, string>): Operand {
    const { operation } = expression;
    return (i, tightness = 0) => {
      const whole = WHOLE_OPERANDS.includes(operation) || (operation === 'less' && i < 2);
      const [text, own] = this.piece(expression.operand(i), names, !whole);
      return own < tightness ? this.language.parenthesize(text) : text;
    };
  }

  private newName(words: readonly string[], taken: Set<string>): string {
    const name = (i: number) => this.language.name(i === 1 ? words : [...words, String(i)]);
    let i = 1;
    while (taken.has(name(i))) i++;
    taken.add(name(i));
    return name(i);
  }
}

/** How often each part of a formula is used, down to what has a name. */
function usesIn(formula: Expression, names: ReadonlyMap<Expression, string>): Map<Expression, number> {
  const uses = new Map<Expression, number>();
  const visit = (part: Expression, times: number): void => {
    const before = uses.get(part);
    uses.set(part, (before ?? 0) + times);
    if (before !== undefined || names.has(part)) return;
    // What is tested for being finite is written twice.
    part.operands.forEach((operand, i) => {
      visit(operand, part.operation === 'finiteOr' && i === 0 ? 2 : 1);
    });
  };
  visit(formula, 1);
  return uses;
}

/** Words that say what a part of a formula is, as far as its form tells. */
function wordFor(part: Expression, formula: Expression): readonly string[] {
  const { operation, operands } = part;
  if (isClock(part)) return ['clock'];
  switch (operation) {
    case 'floorDiv':
    case 'ceilDiv':
      return ['periods'];
    case 'div':
      return isTime(part.operand(0)) ? ['progress'] : ['quotient'];
    case 'pow':
    case 'exp':
      return ['power'];
    case 'tanh':
      return ['tanh'];
    case 'log':
      return ['logarithm'];
    case 'index':
      return ['segment'];
    case 'cycle':
    case 'start':
    case 'length':
    case 'scale':
      return [operation];
    case 'less':
    case 'finiteOr':
    case 'entry':
      return ['rate'];
    case 'mul':
      if (operands.some((operand) => operand.operation === 'option' && isCount(operand))) return ['length'];
      return operands.some(isCosine) ? ['cosine'] : [rateOrFactor(part, formula)];
    default:
      return isCosine(part) ? ['cosine'] : [rateOrFactor(part, formula)];
  }
}

/** What is multiplied further is a factor. */
function rateOrFactor(part: Expression, formula: Expression): 'rate' | 'factor' {
  const users = partsOf(formula).filter(({ operands }) => operands.includes(part));
  return users.length > 0 && users.every(({ operation }) => operation === 'mul') ? 'factor' : 'rate';
}

/** Whether the value is a number of steps: the step, with constants added, and cycles taken off. */
const isTime = (part: Expression): boolean =>
  isClock(part) || (part.operation === 'sub' && part.operands.some(isClock) && !part.operands.some(isCosine));

const isClock: (expression: Expression) => boolean = /* @__PURE__ */ once(
  ({ operation, operands }) =>
    operation === 'step' ||
    (['add', 'sub', 'min', 'max', 'mod'].includes(operation) &&
      operands.every((operand) => isClock(operand) || constantOf(operand) !== undefined) &&
      operands.some((operand) => isClock(operand))) ||
    // A remainder of a period that is not whole.
    (operation === 'div' && operands[0]?.operation === 'mod') ||
    // A number of periods times their length.
    (operation === 'mul' &&
      operands.some((operand) => ['floorDiv', 'ceilDiv'].includes(operand.operation) || isClock(operand)) &&
      operands.some((operand) => constantOf(operand) !== undefined && operand.detail.value !== 0.5)),
);

const isCosine = ({ operation, operands }: Expression): boolean =>
  operation === 'cosPi' || (operation === 'add' && operands.some((operand) => operand.operation === 'cosPi'));

/** Whether a scalar Python would raise an error, or NumPy warn, where the formula is infinite or no number. */
export function canFail(formula: Expression, steps: Range = STEPS): boolean {
  const ranges = new Ranges(steps);
  return partsOf(formula).some((part) => {
    if (!['div', 'floorDiv', 'ceilDiv', 'mod', 'pow', 'log'].includes(part.operation)) return false;
    const a = ranges.of(part.operand(0));
    if (part.operation === 'log') return a.low <= 0;
    const b = ranges.of(part.operand(1));
    if (part.operation !== 'pow') return b.low <= 0 && b.high >= 0;
    const whole = b.low === b.high && Number.isInteger(b.low);
    return (a.low < 0 && !whole) || (a.low <= 0 && b.low < 0);
  });
}
