import { Command, CommanderError } from 'commander';
import { cut } from '../plot/text-width.js';
import { commandsWith, examples, type Make } from './commands.js';
import { addCompletion } from './completion.js';
import { readInputs } from './inputs.js';
import { listOfSchedules } from './list-of-schedules.js';
import { note } from './output.js';
import { clockFlags, readingFlags } from './run-flags.js';
import { type FlaggedSchedule, takeSchedules } from './schedule-flags.js';
import { sayTheWay } from './unknown-command.js';
import { messageOf, UsageError } from './usage-error.js';

/** Exit statuses, as of `diff` and `grep`: fine, something was found, it did not work. */
const TROUBLE = 2;

interface Flags {
  readonly [name: string]: unknown;
  readonly steps?: string;
  readonly column?: string;
}

/**
 * Runs the command line.
 * @returns the exit status.
 */
export async function run(argv: readonly string[], version: string): Promise<number> {
  let status = 0;
  let flagged: readonly FlaggedSchedule[] = [];

  const make: Make = (name, usage, load, { writes = false, logs: reads = 'none' } = {}) =>
    new Command(name)
      .usage(usage)
      .argument('[files...]')
      .action(async (files: string[], flags: Flags) => {
        // Of a command that writes a file, that is the last one; a schedule given by flags stands for the first.
        const output = writes ? files.splice(flagged.length > 0 ? 0 : 1) : [];
        if (writes && !output[0]) throw new UsageError(`${name} requires a second file, to write to.`);
        if (output.length > 1) throw new UsageError(`${name} writes one file, received ${output.join(' and ')}.`);
        if (files.length === 0 && flagged.length === 0) {
          throw new UsageError(
            `${name} requires a file, - for standard input, or --schedule. See lr-schedules ${name} --help.`,
          );
        }
        const logs = reads === 'none' ? null : await (await import('./logs.js')).takeLogs(files, reads, flags.column);
        // The run of a plan that does not say how long it is, is the one that was logged.
        const total = reads === 'first' ? logs?.[0]?.log.totalSteps : null;
        const steps = flags.steps ?? (total ? String(total) : undefined);
        const runFlags = { clock: clockFlags(flags), steps, reading: readingFlags(flags) };
        const inputs = await readInputs(files, flagged, runFlags);
        for (const { name: input, ignored } of inputs) if (ignored.length > 0) note(`${input}: ${unused(ignored)}`);
        const [file] = output;
        const more = { ...(file === undefined ? {} : { output: file }), ...(logs ? { logs } : {}) };
        status = await (await load())(inputs, runFlags, { ...flags, ...more } as never);
      });

  const program = new Command('lr-schedules')
    .description('Plot, check, compare and convert learning-rate schedules of any framework.')
    .version(version)
    .addHelpText('after', () => `\n${listOfSchedules()}`)
    .exitOverride()
    .configureOutput({
      outputError: (text) =>
        tell(
          text
            .trim()
            .replace(/^error: /, '')
            .replace('\n', ' '),
        ),
    })
    .configureHelp({ subcommandTerm: (sub) => `${sub.name()} ${sub.usage()}` })
    .showSuggestionAfterError();

  // A subcommand speaks as the program does.
  for (const sub of commandsWith(make)) program.addCommand(sub.copyInheritedSettings(program));

  const list = program
    .command('list')
    .description('List all schedules, or those of one framework with what they are.')
    .argument('[framework]')
    .action(async (framework?: string) => (await import('./commands/list.js')).list(framework));
  examples(list, ['list', 'list torch', 'list "Model Garden"']);
  addCompletion(program);

  try {
    const sub = program.commands.find((candidate) => candidate.name() === argv[0]);
    const known = sub?.options.flatMap(({ long, short }) => [long, short].filter((flag) => flag != null)) ?? [];
    // A schedule's help needs no command.
    const isBare = argv[0]?.startsWith('-') === true && argv.some((argument) => /^--schedule(=|$)/.test(argument));
    if (!sub && !isBare) sayTheWay(argv[0]);
    const isScheduled = isBare || sub?.options.some(({ long }) => long === '--schedule') === true;
    const split = isScheduled ? takeSchedules(argv, ['--help', ...known]) : null;
    flagged = split?.schedules ?? [];
    const asked = split?.rest.some((argument) => argument === '--help' || argument === '-h') && flagged.at(-1);
    if (asked) {
      await (await import('./schedule-help.js')).printScheduleHelp(asked.entry);
      return 0;
    }
    if (isBare)
      throw new UsageError('a command goes before --schedule, as in lr-schedules plot --schedule CosineDecay.');
    await program.parseAsync(split?.rest ?? argv, { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : TROUBLE;
    tell(messageOf(error));
    return TROUBLE;
  }
}

const tell = (message: string) => note(`lr-schedules: ${message}`);

/** What of a file counts for nothing here, shortly: some of it by name. */
function unused(ignored: readonly string[]): string {
  const shown = ignored.slice(0, 3).map((part) => cut(part.replace(/: .*/s, ''), 60));
  const left = ignored.length - shown.length;
  return `unused: ${shown.join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
}
