import { styleText } from 'node:util';
import { diagnose, type Finding, type FindingCode, inWords, type OptionName } from '../../index.js';
import { toSnakeCase } from '../../options.js';
import { wrap } from '../../plot/text-width.js';
import { catalog } from '../../recipe/index.js';
import { type NamedInput, runLength, schedulesOf } from '../inputs.js';
import { naturalLength } from '../length.js';
import { hasColours, print, terminalWidth } from '../output.js';
import type { RunFlags } from '../run-flags.js';
import { UsageError } from '../usage-error.js';

export interface CheckFlags {
  readonly json?: boolean;
}

/** What is wrong with whatever is scheduled; the other findings are about how a learning rate should go. */
const OF_ANY: readonly FindingCode[] = [
  'not-finite',
  'negative-rate',
  'warmup-without-target',
  'offset-never-reached',
  'run-too-short',
];

type Colour = 'red' | 'yellow' | 'cyan';
const COLOURS: Readonly<Record<Finding['severity'], Colour>> = { error: 'red', warning: 'yellow', note: 'cyan' };

const INDENT = ' '.repeat(11);

interface Found extends Omit<Finding, 'parts'> {
  readonly input: string;
  readonly of: string;
}

/** Prints what would surprise the person who pays for the run. @returns the exit status: 1 if there is an error among it. */
export async function check(inputs: readonly NamedInput[], run: RunFlags, flags: CheckFlags): Promise<number> {
  // All are gone through before anything is printed, so that an input that cannot be leaves nothing half-said.
  const checked = inputs.map((input) => {
    const steps = stepsOf(input, run);
    return { input, steps, found: findingsOf(input, steps) };
  });
  if (flags.json)
    await print(
      JSON.stringify(
        checked.flatMap(({ found }) => found),
        null,
        2,
      ),
    );
  else for (const { input, steps, found } of checked) await print(report(input, steps, found));
  return checked.some(({ found }) => found.some(({ severity }) => severity === 'error')) ? 1 : 0;
}

const findingsOf = ({ name, schedules, spell, clock: { stepsPerEpoch } }: NamedInput, steps: number): Found[] =>
  Object.entries(schedules).flatMap(([of, schedule]) =>
    diagnose(schedule, { steps, epochs: stepsPerEpoch && steps / stepsPerEpoch })
      .filter(({ code }) => of === 'learning_rate' || OF_ANY.includes(code))
      .map(({ code, severity, step, parts }) => {
        const spelled = spelling(spell);
        const message = inWords(parts.message, spelled);
        return {
          input: name,
          of,
          code,
          severity,
          step,
          message,
          remedy: parts.remedy && inWords(parts.remedy, spelled),
        };
      }),
  );

/** An option's name as an input has it. */
const spelling =
  (spell: NamedInput['spell']) =>
  ({ of, option }: OptionName): string => {
    const found = catalog.find(({ name }) => name === of)?.options.find(({ name }) => name === option);
    return found ? spell(found, of) : toSnakeCase(option);
  };

function stepsOf(input: NamedInput, run: RunFlags): number {
  const steps = runLength(input, run.steps);
  if (steps !== null) return steps;
  const schedules = schedulesOf(input);
  if (schedules.every(({ horizon }) => Number.isFinite(horizon))) return Math.max(...schedules.map(naturalLength));
  throw new UsageError(
    `${input.name} does not say how long the run is, and the schedule has no end: pass --steps, or --epochs with --examples and --batch-size.`,
  );
}

function report({ name, schedules }: NamedInput, steps: number, found: readonly Found[]): string {
  const colour = hasColours();
  const paint = (style: Colour | 'green' | 'bold', text: string) =>
    colour ? styleText(style, text, { validateStream: false }) : text;
  // What is no terminal's has a message a line, to search for and to compare.
  const columns = terminalWidth();
  const several = Object.keys(schedules).length > 1;
  const lines = found.map(({ severity, step, code, message, remedy, of }) => {
    const label = paint(COLOURS[severity], severity.padEnd(7));
    const text = wrap(remedy === null ? message : `${message} ${remedy}`, columns - INDENT.length).map(
      (line) => INDENT + line,
    );
    return [`  ${label}  step ${step}  ${code}${several ? `  ${of}` : ''}`, ...text].join('\n');
  });
  const count = (severity: string) => found.filter((finding) => finding.severity === severity).length;
  const plural = (n: number, what: string) => `${n} ${what}${n === 1 ? '' : 's'}`;
  const summary =
    found.length === 0
      ? paint('green', 'nothing to report')
      : `${plural(count('error'), 'error')}, ${plural(count('warning'), 'warning')}${count('note') > 0 ? `, ${plural(count('note'), 'note')}` : ''}`;
  return [`${paint('bold', name)}: ${summary} in ${plural(steps, 'step')}`, ...lines].join('\n');
}
