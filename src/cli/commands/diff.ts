import { compare, type DifferentRange, MOST_RANGES } from '../../compare.js';
import { lengthOf, type NamedInput } from '../inputs.js';
import { print, sixDigits } from '../output.js';
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
      await print(`\n${name}: only ${x ? 'A' : 'B'} has it.`);
      differ = true;
      continue;
    }
    const { ranges, largest, looked, differing } = compare(x, y, {
      steps,
      ...(tolerance === undefined ? {} : { tolerance }),
    });
    const of = looked === steps ? `${steps} steps` : `the ${looked} steps that were read of ${steps}`;
    if (!largest) {
      await print(`\n${name}: the same at all ${of}.`);
      continue;
    }
    differ = true;
    const more =
      ranges.length > SHOWN
        ? [`  and ${ranges.length - SHOWN}${ranges.length === MOST_RANGES ? ' or more' : ''} further ranges`]
        : [];
    await print(
      [
        `\n${name}: differs at ${differing} of ${of}, first at step ${ranges[0]?.from}.`,
        `  largest difference  ${show(largest)}`,
        ...ranges.slice(0, SHOWN).map((range) => `  ${stepsIn(range).padEnd(18)}  ${show(range)}`),
        ...more,
      ].join('\n'),
    );
  }
  return differ ? 1 : 0;
}

const stepsIn = ({ from, to }: DifferentRange) => (from === to ? `step ${from}` : `steps ${from} to ${to}`);

function show({ step, a, b }: DifferentRange): string {
  return `${sixDigits(Math.abs(a - b))} at step ${step}: A ${sixDigits(a)}, B ${sixDigits(b)}`;
}
