import { compare, type DifferentRange, MOST_RANGES } from '../../observe/compare.js';
import { widthOf, wrap } from '../../plot/text-width.js';
import { lengthOf, type NamedInput } from '../inputs.js';
import { print, sixDigits, terminalWidth } from '../output.js';
import type { RunFlags } from '../run-flags.js';
import { UsageError } from '../usage-error.js';

export interface DiffFlags {
  readonly tolerance?: number;
}

/** Ranges that are printed; the rest is counted. */
const SHOWN = 10;

/** Prints where and how much two inputs differ. @returns the exit status: 1 if they do, as of `diff`. */
export async function diff(inputs: readonly NamedInput[], run: RunFlags, { tolerance }: DiffFlags): Promise<number> {
  const [a, b] = inputs;
  if (!a || !b || inputs.length > 2) {
    throw new UsageError(
      `diff compares two schedules, received ${inputs.length}: pass two files, or --schedule for one or both.`,
    );
  }
  const steps = lengthOf(inputs, run);
  await print(`A  ${a.name}\nB  ${b.name}`);
  let differ = false;
  for (const name of new Set([...Object.keys(a.schedules), ...Object.keys(b.schedules)])) {
    const [x, y] = [a.schedules[name], b.schedules[name]];
    if (!x || !y) {
      await printLines([`${name}: only ${x ? 'A' : 'B'} has it.`]);
      differ = true;
      continue;
    }
    const { ranges, largest, looked, differing } = compare(x, y, {
      steps,
      ...(tolerance === undefined ? {} : { tolerance }),
    });
    const of = looked === steps ? `${steps} steps` : `the ${looked} steps that were read of ${steps}`;
    if (!largest) {
      await printLines([`${name}: the same at all ${of}.`]);
      continue;
    }
    differ = true;
    const shown = ranges.slice(0, SHOWN);
    if (!shown.includes(largest)) shown.push(largest);
    const left = ranges.length - shown.length;
    await printLines([
      `${name}: differs at ${differing} of ${of}, first at step ${ranges[0]?.from}.`,
      ...shown.map(
        (range) => `  ${stepsIn(range).padEnd(18)}  ${show(range)}${range === largest ? ', the largest' : ''}`,
      ),
      ...(left > 0 ? [`  and ${left}${ranges.length === MOST_RANGES ? ' or more' : ''} further ranges`] : []),
    ]);
  }
  return differ ? 1 : 0;
}

/** What is said of one hyper-parameter; a line that the terminal has no room for is broken between words. */
async function printLines(lines: readonly string[]): Promise<void> {
  const width = terminalWidth();
  const broken = lines.flatMap((line) => {
    if (widthOf(line) <= width) return line;
    const [indent = ''] = /^ */.exec(line) ?? [];
    const [first, ...rest] = wrap(line, width - indent.length);
    return [indent + first, ...wrap(rest.join(' '), width - indent.length - 2).map((more) => `${indent}  ${more}`)];
  });
  await print(['', ...broken].join('\n'));
}

const stepsIn = ({ from, to }: DifferentRange) => (from === to ? `step ${from}` : `steps ${from} to ${to}`);

function show({ step, a, b }: DifferentRange): string {
  return `${sixDigits(Math.abs(a - b))} at step ${step}: A ${sixDigits(a)}, B ${sixDigits(b)}`;
}
