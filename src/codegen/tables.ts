import type { Expression } from '../arithmetic/expression.js';
import { partsOf } from './formula.js';

/** The tables of a formula, each list once under a name of its own. */
export class Tables {
  private readonly names = new Map<string, string>();
  private readonly lists = new Map<string, readonly number[]>();

  constructor(formula: Expression, taken: Set<string>, nameFor: (word: string) => string = (word) => word) {
    const parts = partsOf(formula);
    for (const part of parts) {
      const list = part.detail.table;
      if (!list || this.lists.has(keyOf(part))) continue;
      const word = nameFor(part.operation === 'index' ? 'BOUNDARIES' : wordFor(part, parts));
      let name = word;
      for (let i = 2; taken.has(name); i++) name = `${word}_${i}`;
      taken.add(name);
      this.names.set(keyOf(part), name);
      this.lists.set(keyOf(part), list);
    }
  }

  /** The name of the table of an index or entry. */
  nameOf(part: Expression): string {
    return this.names.get(keyOf(part)) as string;
  }

  map<T>(f: (name: string, values: readonly number[], isBoundaries: boolean) => T): T[] {
    return [...this.lists].map(([key, values]) => f(this.names.get(key) as string, values, key.startsWith('index')));
  }
}

const keyOf = ({ operation, detail }: Expression) => `${operation} ${detail.table}`;

/** What the entries are: what a clock is reckoned from, what it is divided by, or else values. */
function wordFor(entry: Expression, parts: readonly Expression[]): string {
  const user = parts.find(({ operands }) => operands.includes(entry));
  if (user?.operation === 'sub') return 'STARTS';
  if (user?.operation === 'mul') return 'HEIGHTS';
  return user?.operation === 'div' ? 'LENGTHS' : 'VALUES';
}
