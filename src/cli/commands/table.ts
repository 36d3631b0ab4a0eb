import { widthOf, wrap } from '../../plot/text-width.js';
import { clockOfAll, distinct, lengthOf, type NamedInput } from '../inputs.js';
import { print, sixDigits, terminalWidth } from '../output.js';
import { progress } from '../progress.js';
import { type RunFlags, timeFrom } from '../run-flags.js';
import { UsageError } from '../usage-error.js';

export interface TableFlags {
  readonly every?: string;
  readonly csv?: boolean;
  readonly json?: boolean;
}

/** Rows of a table for people that does not say how many it shall have. */
const ROWS = 20;
/** Steps that are printed in one go. */
const PIECE = 4096;

interface Column {
  readonly name: string;
  at(step: number): number;
}

/** Prints rates step by step, or of every n-th step and the last. */
export async function table(inputs: readonly NamedInput[], run: RunFlags, flags: TableFlags): Promise<number> {
  if (flags.csv && flags.json) throw new UsageError('--csv and --json are two forms: pass one of them.');
  const steps = lengthOf(inputs, run);
  const forPeople = !flags.csv && !flags.json;
  const every =
    flags.every === undefined ? (forPeople ? Math.max(1, Math.ceil(steps / ROWS)) : 1) : everyOf(inputs, flags.every);
  const columns = columnsOf(inputs, forPeople);
  const forms = flags.json ? [json(columns)] : flags.csv ? [csv(columns)] : aligned(columns, steps);
  const bar = progress('table', steps * forms.length);
  for (const [done, form] of forms.entries()) {
    if (form.head) await print(form.head);
    let rows: string[] = [];
    for (let step = 0; step < steps; step = nextStep(step, every, steps)) {
      rows.push(form.row(step, nextStep(step, every, steps) >= steps));
      if (rows.length < PIECE) continue;
      await print(rows.join('\n'));
      bar.at(done * steps + step);
      rows = [];
    }
    if (rows.length > 0) await print(rows.join('\n'));
    if (form.foot) await print(form.foot);
  }
  bar.end();
  return 0;
}

/** The last step is among them whatever `every` is. */
const nextStep = (step: number, every: number, steps: number) =>
  step < steps - 1 ? Math.min(step + every, steps - 1) : steps;

function everyOf(inputs: readonly NamedInput[], text: string): number {
  const unit = /ep\s*$/i.test(text) ? 'ep' : /%\s*$/.test(text) ? '%' : 'st';
  const every = timeFrom('--every', text, clockOfAll(inputs, unit, '--every'));
  if (every < 1) throw new UsageError(`--every must be at least 1 step, received ${text}.`);
  return every;
}

function columnsOf(inputs: readonly NamedInput[], forPeople: boolean): Column[] {
  const rates = inputs.flatMap(({ name, schedules }) =>
    Object.entries(schedules).map(([of, schedule]) => {
      const column = inputs.length === 1 ? of : of === 'learning_rate' ? name : `${name} ${of}`;
      return { name: column, at: (step: number) => schedule.at(step) };
    }),
  );
  const lengths = new Set(inputs.map(({ clock }) => clock.stepsPerEpoch));
  const [stepsPerEpoch] = lengths;
  const epoch = { name: 'epoch', at: (step: number) => step / (stepsPerEpoch as number) };
  const columns = forPeople && lengths.size === 1 && stepsPerEpoch ? [epoch, ...rates] : rates;
  return distinct(columns, ['step']);
}

interface Form {
  readonly head?: string;
  row(step: number, isLast: boolean): string;
  readonly foot?: string;
}

function csv(columns: readonly Column[]): Form {
  const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return {
    head: ['step', ...columns.map(({ name }) => quoted(name))].join(','),
    row: (step) => [step, ...columns.map(({ at }) => at(step))].join(','),
  };
}

function json(columns: readonly Column[]): Form {
  // Not as an object, which would put a name that is a number first.
  const row = (step: number) => {
    const cells = columns.map(({ name, at }) => `${JSON.stringify(name)}: ${JSON.stringify(at(step))}`);
    return `{ ${[`"step": ${step}`, ...cells].join(', ')} }`;
  };
  return { head: '[', row: (step, isLast) => `  ${row(step)}${isLast ? '' : ','}`, foot: ']' };
}

/** Room for a number of six digits that count. */
const CELL = 12;

/** Numbers flush right, below names that are broken between words; columns that the terminal has no room for, below the others. */
function aligned(columns: readonly Column[], steps: number): Form[] {
  const first = Math.max('step'.length, String(steps).length);
  const room = terminalWidth() - first - 2;
  const laid = columns.map((column) => {
    const words = column.name.split(' ').map(widthOf);
    const width = Math.min(
      room,
      Math.max(CELL, room === Number.POSITIVE_INFINITY ? widthOf(column.name) : 0, ...words),
    );
    return { ...column, width, head: wrap(column.name, width) };
  });
  const groups: (typeof laid)[] = [[]];
  let left = room;
  for (const column of laid) {
    if (column.width > left && left < room) {
      groups.push([]);
      left = room;
    }
    groups.at(-1)?.push(column);
    left -= column.width + 2;
  }
  return groups.map((group, i) => {
    const line = (step: string, cells: readonly string[]) =>
      [step.padStart(first), ...cells.map((text, k) => ' '.repeat((group[k]?.width ?? 0) - widthOf(text)) + text)].join(
        '  ',
      );
    const height = Math.max(...group.map(({ head }) => head.length));
    const heads = Array.from({ length: height }, (_, row) => {
      const cells = group.map(({ head }) => head[row - height + head.length] ?? '');
      return line(row === height - 1 ? 'step' : '', cells);
    });
    return {
      head: [...(i > 0 ? [''] : []), ...heads].join('\n'),
      row: (step) =>
        line(
          String(step),
          group.map(({ at }) => sixDigits(at(step))),
        ),
    };
  });
}
