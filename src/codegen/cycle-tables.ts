import { areNearlyEqual } from '../arithmetic/cycles.js';
import type { Expression } from '../arithmetic/expression.js';
import type { Body } from './body.js';
import { partsOf } from './formula.js';
import { Tight } from './language.js';
import { constantOf } from './range.js';

/** Steps up to which cycles are listed, and how many at most. */
const LAST_STEP = 2 ** 31;
const MOST = 100_000;

/** What the tables are called of a row of cycles: the first step of every cycle, its length, and how high it is. */
export interface CycleNames {
  readonly starts: string;
  readonly lengths: string;
  readonly scales: string;
}

/** The tables of the cycles in a formula; those of one row of cycles share them. */
export class CycleTables {
  private readonly rows = new Map<string, { readonly cycle: Expression; readonly names: CycleNames }>();

  constructor(
    private readonly formula: Expression,
    taken: Set<string>,
  ) {
    const free = (word: string) => {
      let name = word;
      for (let i = 2; taken.has(name); i++) name = `${word}_${i}`;
      taken.add(name);
      return name;
    };
    for (const cycle of partsOf(formula).filter(({ operation }) => operation === 'cycle')) {
      if (this.rows.has(keyOf(cycle))) continue;
      const names = { starts: free('STARTS'), lengths: free('LENGTHS'), scales: free('SCALES') };
      this.rows.set(keyOf(cycle), { cycle, names });
    }
  }

  namesOf(cycle: Expression): CycleNames {
    return this.rows.get(keyOf(cycle))?.names as CycleNames;
  }

  /** The lines that make the tables, in float64, as the schedule finds its cycles. */
  lines(body: Body, round: (x: number) => number): string[] {
    const scaled = partsOf(this.formula).filter(({ operation }) => operation === 'scale');
    return [...this.rows.values()].flatMap(({ cycle, names: { starts, lengths, scales } }) => {
      const [first, multiplier, factor] = [1, 2, 3].map((i) => body.inline(cycle.operand(i), Tight.unary));
      const count = countCycles(cycle, round);
      const usesScale = scaled.some((scale) => keyOf(scale.operand(0)) === keyOf(cycle));
      const heights = usesScale ? [`${scales} = ${factor} ** np.arange(${count})`] : [];
      if (areNearlyEqual(constantOf(cycle.operand(2)) as number)) {
        return [
          `${lengths} = ${first} * ${multiplier} ** np.arange(${count}.0)`,
          `${starts} = ${first} * np.expm1(np.arange(${count}) * np.log1p(${multiplier} - 1)) / (${multiplier} - 1)`,
          ...heights,
        ];
      }
      return [
        `${lengths} = np.cumprod([${first}] + [${multiplier}] * ${count - 1}, dtype=np.float64)`,
        `${starts} = np.cumsum(np.append(0, ${lengths}[:-1]))`,
        ...heights,
      ];
    });
  }
}

const keyOf = ({ operands }: Expression) =>
  operands
    .slice(1)
    .map(({ id }) => id)
    .join();

/**
 * How many cycles begin by step 2³¹, as far as `round` can tell one from the next.
 * @throws {RangeError} where they are too many to list.
 */
function countCycles(cycle: Expression, round: (x: number) => number): number {
  const [first, multiplier] = [cycle.operand(1), cycle.operand(2)].map((x) => constantOf(x) as number) as [
    number,
    number,
  ];
  let count = 1;
  let start = 0;
  let length = first;
  while (start + length <= LAST_STEP && round(start + length) > round(start)) {
    if (count === MOST) {
      throw new RangeError(
        `toPython requires fewer than ${MOST} cycles before step ${LAST_STEP} for a target that computes with arrays, received cycles of ${first} steps times ${multiplier} each: take target 'torch'.`,
      );
    }
    count++;
    start += length;
    length *= multiplier;
  }
  return count;
}
