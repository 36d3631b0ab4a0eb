import { show } from '../errors.js';
import type { LearningRateSchedule } from '../schedule.js';
import type { Arithmetic, Cycle, CycleRow, Pieces, Side } from './arithmetic.js';
import { endOfCycles, heightAtEnd, shortBefore } from './cycles.js';

/**
 * What an expression does with its operands: the operations of {@link Arithmetic}, and what they come down to.
 * `less` has the operands a, b, then what it is for a < b, then what it is otherwise. `index` counts the boundaries
 * before x, and `entry` is its place in a table. `cycle` finds the cycle of a step, after which come the first cycle's
 * length, the multiplier and the factor; `start`, `length` and `scale` are that cycle's, and have what they are made of too.
 */
export type Operation =
  | 'step'
  | 'number'
  | 'option'
  | 'add'
  | 'sub'
  | 'mul'
  | 'div'
  | 'floorDiv'
  | 'ceilDiv'
  | 'mod'
  | 'min'
  | 'max'
  | 'pow'
  | 'exp'
  | 'log'
  | 'tanh'
  | 'cosPi'
  | 'less'
  | 'finiteOr'
  | 'index'
  | 'entry'
  | 'cycle'
  | 'start'
  | 'length'
  | 'scale';

/** What an expression is made of besides operands. */
export interface Detail {
  /** Of a number or option. */
  readonly value?: number;
  /** Of an option: what it is called, and whose it is. */
  readonly name?: string;
  readonly owner?: LearningRateSchedule;
  /** Of an index: the boundaries; of an entry: the values. */
  readonly table?: readonly number[];
  readonly side?: Side;
}

/** A formula as a value: equal ones made by one {@link Expressions} are one object, so that what is shared shows. */
export class Expression {
  constructor(
    readonly operation: Operation,
    readonly operands: readonly Expression[],
    readonly detail: Detail,
    readonly id: number,
  ) {}

  /** Reached by `step + 1`, `step < 1` or `Math.sin(step)` in a formula, which no number system but numbers could follow. */
  [Symbol.toPrimitive](): never {
    throw new TypeError(
      'evaluate(m, step) must use the operations of m alone to be printed, received a step used as a plain number: write m.add(step, 1) for step + 1, m.ifLess(…) for a comparison.',
    );
  }

  operand(i: number): Expression {
    return this.operands[i] as Expression;
  }
}

const NOTHING: Detail = {};

/** Makes expressions, each but once. */
export class Expressions {
  private readonly made = new Map<string, Expression>();
  private readonly owners = new Map<LearningRateSchedule, number>();

  readonly step: Expression = this.make('step', []);

  make(operation: Operation, operands: readonly Expression[], detail: Detail = NOTHING): Expression {
    const { value, name, owner, table, side } = detail;
    if (owner && !this.owners.has(owner)) this.owners.set(owner, this.owners.size);
    const number = Object.is(value, -0) ? '-0' : value;
    const parts = [operation, number, name, owner && this.owners.get(owner), table, side];
    const key = `${parts.join('|')}:${operands.map(({ id }) => id)}`;
    const known = this.made.get(key);
    if (known) return known;
    const expression = new Expression(operation, operands, detail, this.made.size);
    this.made.set(key, expression);
    return expression;
  }

  number(value: number): Expression {
    return this.make('number', [], { value });
  }

  /** All that was made, in order: the same for two formulas that differ in their numbers' values alone, if those are not told apart. */
  get trace(): string {
    return [...this.made.keys()].join();
  }
}

/** What a plain number in a schedule's formula becomes, the schedule's `i`-th number from 0 on. */
export type Literal = (value: number, i: number) => Expression;

/**
 * Formulas instead of numbers: `evaluate` with this arithmetic gives an {@link Expression}.
 * `literals` says, for the formula of each schedule, what its plain numbers become.
 */
export class ExpressionArithmetic implements Arithmetic<Expression> {
  private count = 0;

  constructor(
    private readonly expressions: Expressions,
    private readonly literal: Literal,
    private readonly literals: ((schedule: LearningRateSchedule) => Literal) | null,
  ) {}

  add(a: Expression | number, b: Expression | number): Expression {
    return this.make('add', a, b);
  }
  sub(a: Expression | number, b: Expression | number): Expression {
    return this.make('sub', a, b);
  }
  mul(a: Expression | number, b: Expression | number): Expression {
    return this.make('mul', a, b);
  }
  div(a: Expression | number, b: Expression | number): Expression {
    return this.make('div', a, b);
  }
  floorDiv(a: Expression | number, b: Expression | number): Expression {
    return this.make('floorDiv', a, b);
  }
  min(a: Expression | number, b: Expression | number): Expression {
    return this.make('min', a, b);
  }
  max(a: Expression | number, b: Expression | number): Expression {
    return this.make('max', a, b);
  }
  pow(base: Expression | number, exponent: Expression | number): Expression {
    return this.make('pow', base, exponent);
  }
  exp(x: Expression | number): Expression {
    return this.make('exp', x);
  }
  log(x: Expression | number): Expression {
    return this.make('log', x);
  }
  tanh(x: Expression | number): Expression {
    return this.make('tanh', x);
  }
  cosPi(x: Expression | number): Expression {
    return this.make('cosPi', x);
  }
  cosPiOver(x: Expression | number, length: Expression | number): Expression {
    return this.cosPi(this.div(x, length));
  }
  ifLess(
    a: Expression | number,
    b: Expression | number,
    less: Expression | number,
    otherwise: Expression | number,
  ): Expression {
    return this.make('less', a, b, less, otherwise);
  }
  finiteOr(value: Expression | number, otherwise: Expression | number): Expression {
    return this.make('finiteOr', value, otherwise);
  }
  pick(x: Expression | number, boundaries: Float64Array, values: Float64Array, side: Side): Expression {
    const index = this.expressions.make('index', [this.toExpression(x)], { table: [...boundaries], side });
    return this.expressions.make('entry', [index], { table: [...values] });
  }
  cycle(step: Expression, { first, multiplier, factor }: CycleRow): Cycle<Expression> {
    const [clock, steps, growth, height] = [step, first, multiplier, factor].map((x) => this.toExpression(x)) as [
      Expression,
      Expression,
      Expression,
      Expression,
    ];
    if (multiplier === 1) {
      const index = this.floorDiv(clock, steps);
      return {
        phase: this.div(this.sub(clock, this.mul(index, steps)), steps),
        scale: this.pow(height, index),
      };
    }
    const end = endOfCycles(first, multiplier);
    const before = end < Number.POSITIVE_INFINITY ? this.min(clock, shortBefore(end, first)) : clock;
    const cycle = this.expressions.make('cycle', [before, steps, growth, height]);
    const start = this.make('start', cycle, steps, growth);
    const length = this.make('length', cycle, steps, growth);
    const phase = this.div(this.sub(before, start), length);
    const scale = this.make('scale', cycle, height);
    if (end === Number.POSITIVE_INFINITY) return { phase, scale };
    return { phase: this.ifLess(clock, end, phase, 1), scale: this.ifLess(clock, end, scale, heightAtEnd(factor)) };
  }
  apply(schedule: LearningRateSchedule, step: Expression | number): Expression {
    const clock = this.toExpression(step);
    // Without a way to name the numbers of other schedules, this one's formula alone is looked at.
    if (!this.literals) return clock;
    const inner = new ExpressionArithmetic(this.expressions, this.literals(schedule), this.literals);
    return inner.toExpression(schedule.evaluate<Expression>(inner, clock));
  }
  applyPiece({ schedules, boundaries, side, starts }: Pieces, step: Expression | number): Expression {
    const clock = this.toExpression(step);
    const rates = schedules.map((schedule, i) => {
      const start = this.expressions.number(starts[i] as number);
      return this.apply(schedule as LearningRateSchedule, this.expressions.make('sub', [clock, start]));
    });
    return rates.reduceRight((rest, rate, i) => {
      const boundary = this.expressions.number(boundaries[i] as number);
      return side === 'left' ? this.ifLess(boundary, clock, rest, rate) : this.ifLess(clock, boundary, rate, rest);
    });
  }
  constant(value: number): Expression {
    return this.toExpression(value);
  }

  toExpression(operand: Expression | number): Expression {
    if (operand instanceof Expression) return operand;
    if (typeof operand === 'number') return this.literal(operand, this.count++);
    throw new TypeError(
      `evaluate(m, step) must give the operations of m steps, numbers and their results, and return such, received ${show(operand)}.`,
    );
  }

  private make(operation: Operation, ...operands: (Expression | number)[]): Expression {
    return this.expressions.make(
      operation,
      operands.map((operand) => this.toExpression(operand)),
    );
  }
}
