import { nearest, show } from '../../errors.js';
import { Budget } from '../../formats/budget.js';
import { brief } from '../../plot/text-width.js';
import { type Role, rankOfClock, roleOf } from './names.js';
import { Numbers } from './numbers.js';
import { FLOAT32, Printed } from './printed.js';
import type { Series } from './series.js';

/** The numbers of a name, one for every row; NaN where a row has none. */
export class Column {
  readonly values = new Numbers();
  readonly printed = new Printed();
  /** Of a form that has no rows, the steps of its own. */
  readonly steps = new Numbers();
  isFloat32 = false;
  /** Rows whose rate is NaN or infinite. */
  notFinite = 0;
  /** What stands in the row under way. */
  pending = Number.NaN;

  constructor(
    readonly name: string,
    readonly role: Role,
  ) {}

  /** Takes the text of a number; none where one may be missing. @throws {TypeError} for any other text. */
  set(text: string): void {
    const value = text === '' ? Number.NaN : Number(text);
    if (value - value === 0) {
      this.pending = value;
      if (this.role === 'rate') this.printed.add(text, value);
    } else if (NOT_FINITE.test(text)) this.notFinite++;
    else if (!MISSING.test(text))
      throw new TypeError(`${brief(this.name)} is ${show(text)}, where a number is required.`);
  }
}

const NOT_FINITE = /^[+-]?(nan|inf|infinity)$/i;
const MISSING = /^(|-|na|n\/a|null|none)$/i;

/** Of a number. */
const BYTES = 8;
/** What it takes to make a column, and to choose among all in the end, in units of the budget. */
const COLUMN = 1024;

/** What the readers find: the columns that have rates or count time, and the names of all. */
export class Columns {
  form = '';
  readonly notes: string[] = [];
  /** How many updates the run was to have, where the log says so. */
  total: number | null = null;
  private readonly kept = new Map<string, Column | null>();
  /** What reading may cost: where each row has columns of its own, most of what is kept is that a row has none. */
  readonly budget = new Budget(0);
  private readonly columns: Column[] = [];
  private rows = 0;

  /** `asked` is the name of the column to take, whatever it is called. */
  constructor(private readonly asked?: string) {}

  get names(): string[] {
    return [...this.kept.keys()];
  }

  /** The column of a name, made if it is new, with the role that is given or that its name says; null for one of none. */
  column(name: string, given?: Role): Column | null {
    const known = this.kept.get(name);
    if (known || (known === null && given === undefined)) return known;
    const role = given ?? (name === this.asked ? 'rate' : roleOf(name));
    const column = role === null ? null : new Column(name, role);
    this.kept.set(name, column);
    if (column) {
      this.spend(COLUMN + BYTES * this.rows);
      for (let row = 0; row < this.rows; row++) column.values.push(Number.NaN);
      this.columns.push(column);
    }
    return column;
  }

  sayTotal(steps: number): void {
    if (Number.isSafeInteger(steps) && steps > 0) this.total = steps;
  }

  /** Takes a point of a form whose columns have steps of their own. */
  point(name: string, step: number, { value, isFloat32 }: { value: number; isFloat32: boolean }): void {
    const column = this.column(name);
    if (column?.role !== 'rate') return;
    if (value - value !== 0) {
      column.notFinite++;
      return;
    }
    column.steps.push(step);
    column.values.push(value);
    column.isFloat32 ||= isFloat32;
  }

  /** Ends a row, which counts if it has a rate. */
  endRow(): void {
    let hasRate = false;
    for (const { role, pending } of this.columns) hasRate ||= role === 'rate' && !Number.isNaN(pending);
    if (hasRate) this.rows++;
    this.spend(BYTES * this.columns.length);
    for (const column of this.columns) {
      if (hasRate) column.values.push(column.pending);
      column.pending = Number.NaN;
    }
  }

  hasSeries(): boolean {
    const clocks = this.clocks();
    return this.columns.some((column) => column.role === 'rate' && this.seriesOf(column, clocks) !== null);
  }

  /** All columns of rates that have a clock. @throws {TypeError} that lists what is there, if there is none. */
  series(): Series[] {
    const all = this.columns.filter(({ role }) => role === 'rate');
    const clocks = this.clocks();
    const series = all.flatMap((column) => this.seriesOf(column, clocks) ?? []);
    if (series.length > 0) {
      // A single rate beside a whole column is no log of its own.
      const isLog = series.some(({ steps }) => steps.length > 1);
      return series.filter(({ name, steps }) => name === this.asked || steps.length > 1 || !isLog);
    }
    const there = this.names.length > 0 ? `its columns are ${listOf(this.names)}` : 'it has no columns at all';
    const rated = all.filter(({ values, steps }) => values.length > 0 || steps.length > 0);
    if (rated.length > 0) {
      throw new TypeError(`it has rates in ${listOf(rated.map(({ name }) => name))}, but no step or epoch: ${there}.`);
    }
    if (this.asked !== undefined && !this.kept.has(this.asked)) {
      const meant = nearest(this.asked, this.names);
      throw new TypeError(
        `it has no column ${show(this.asked)}: ${meant === undefined ? there : `did you mean ${listOf([meant])}?`}`,
      );
    }
    const named = all.map(({ name }) => name);
    if (named.length > 0) throw new TypeError(`it has no number in ${listOf(named)}, the column of its rates.`);
    const choice = this.names.length > 0 ? ', of which you can take one: pass { column }' : '';
    throw new TypeError(`it has no learning rate: ${there}${choice}.${this.whereKerasHasIt()}`);
  }

  /** What the rows may be counted by, the surest first. */
  private clocks(): Column[] {
    const clocks = this.columns.filter(({ role }) => role !== 'rate');
    const ranks = new Map(clocks.map((clock) => [clock, rankOfClock(clock.name)]));
    return clocks.sort((a, b) => (ranks.get(a) as number) - (ranks.get(b) as number));
  }

  private seriesOf(column: Column, clocks: readonly Column[]): Series | null {
    const { name, printed, isFloat32, notFinite } = column;
    const precision = isFloat32 ? { relative: FLOAT32, absolute: 0 } : printed.precision();
    if (column.steps.length > 0) {
      const clock = /(^|\/)epoch_|^lr\/pg\d+$/.test(name) ? 'epoch' : 'step';
      return { name, clock, steps: column.steps.view(), rates: column.values.view(), precision, notFinite };
    }
    this.spend((this.rows + 1) * clocks.length);
    const counts = clocks.map((clock) => rowsWith(column, clock));
    const most = Math.max(0, ...counts);
    const clock = clocks[counts.indexOf(most)];
    if (!clock || most === 0) return null;
    const steps = new Float64Array(most);
    const rates = new Float64Array(most);
    let row = 0;
    for (let i = 0; i < column.values.length; i++) {
      if (Number.isNaN(column.values.at(i) + clock.values.at(i))) continue;
      steps[row] = clock.values.at(i);
      rates[row++] = column.values.at(i);
    }
    return { name, clock: clock.role === 'epoch' ? 'epoch' : 'step', steps, rates, precision, notFinite };
  }

  private spend(cost: number): void {
    this.budget.spend(cost, 'its columns');
  }

  private whereKerasHasIt(): string {
    const isKeras = this.kept.has('epoch') && this.kept.has('loss');
    return isKeras ? ' Keras logs the rate only where a callback sets it, not of a schedule in the optimizer.' : '';
  }
}

/** How many rows have a number in both columns. */
function rowsWith({ values }: Column, { values: others }: Column): number {
  let count = 0;
  for (let row = 0; row < values.length; row++) if (!Number.isNaN(values.at(row) + others.at(row))) count++;
  return count;
}

/** Names for a message; of many the first. */
export function listOf(names: readonly string[]): string {
  const shown = names.slice(0, 20).map(brief);
  return shown.join(', ') + (names.length > 20 ? ` and ${names.length - 20} more` : '');
}
