import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { wrap } from '../plot/text-width.js';
import { catalog, type Framework } from '../recipe/index.js';
import { type NamedInput, readInputs } from './inputs.js';
import { note } from './output.js';
import { clockFlags, type RunFlags } from './run-flags.js';
import { type FlaggedSchedule, takeSchedules } from './schedule-flags.js';
import { targets } from './targets.js';
import { messageOf, UsageError } from './usage-error.js';

/** Exit statuses, as of `diff` and `grep`: fine, something was found, it did not work. */
const TROUBLE = 2;

interface Flags {
  readonly [name: string]: unknown;
  readonly steps?: string;
}

type Run = (inputs: readonly NamedInput[], run: RunFlags, flags: never) => Promise<number>;

/**
 * Runs the command line.
 * @returns the exit status.
 */
export async function run(argv: readonly string[], version: string): Promise<number> {
  let status = 0;
  let flagged: readonly FlaggedSchedule[] = [];

  /** A command that reads inputs; what it does is loaded when it is called. */
  const command = (name: string, usage: string, load: () => Promise<Run>, writes = false) =>
    new Command(name)
      .usage(usage)
      .argument('[files...]')
      .action(async (files: string[], flags: Flags) => {
        // Of a command that writes a file, that is the last one; a schedule given by flags stands for the first.
        const output = writes ? files.splice(flagged.length > 0 ? 0 : 1) : [];
        if (writes && output.length === 0) throw new UsageError(`${name} requires a second file, to write to.`);
        if (output.length > 1) throw new UsageError(`${name} writes one file, received ${output.join(' and ')}.`);
        if (files.length === 0 && flagged.length === 0) {
          throw new UsageError(
            `${name} requires a file, - for standard input, or --schedule. See lr-schedules ${name} --help.`,
          );
        }
        const runFlags = { clock: clockFlags(flags), steps: flags.steps };
        const inputs = await readInputs(files, flagged, runFlags);
        const [file] = output;
        const more = file === undefined ? {} : { output: pathOf(file) };
        status = await (await load())(inputs, runFlags, { ...flags, ...more } as never);
      });

  const program = new Command('lr-schedules')
    .description('Plot, check, compare and convert learning-rate schedules of any framework.')
    .version(version)
    .addHelpText('after', () => `\n${listOfSchedules()}`)
    .exitOverride()
    .configureOutput({
      outputError: (text) =>
        note(
          `lr-schedules: ${text
            .trim()
            .replace(/^error: /, '')
            .replace('\n', ' ')}`,
        ),
    })
    .configureHelp({ subcommandTerm: (sub) => `${sub.name()} ${sub.usage()}` })
    .showSuggestionAfterError();

  const inputFlags = (sub: Command) =>
    sub
      .option('--schedule <name>', 'a schedule by its name, in place of a file; its own options follow it')
      .option('--steps <time>', 'steps to look at: 5000, 10ep, 50% (default: the run, or what the schedule takes)')
      .optionsGroup('The run, for times in epochs and percent:')
      .option('--examples <n>', 'examples in an epoch', number)
      .option('--batch-size <n>', 'examples in a batch of one worker', number)
      .option('--drop-last', 'leave out the last batch of an epoch if it is not full')
      .option('--workers <n>', 'workers that each bring a batch to every update', number)
      .option('--batches-per-epoch <n>', 'in place of the four above', number)
      .option('--gradient-accumulation <n>', 'batches whose gradients make one update', number)
      .option('--epochs <n>', 'length of the run in epochs', number)
      .option('--total-steps <n>', 'length of the run in steps', number);

  const plot = command('plot', '[files...] [options]', async () => (await import('./commands/plot.js')).plot)
    .description('Draw the curves, in the terminal or as a picture.')
    .option('--log', 'logarithmic axis for the rates')
    .addOption(new Option('--axis <unit>', 'what steps are written in').choices(['st', 'ep', '%']).default('st'))
    .option('--width <n>', 'columns of the text, or pixels of the picture', size)
    .option('--height <n>', 'lines of the text, or pixels of the picture, for each panel', size)
    .addOption(new Option('--characters <kind>', 'what to draw with').choices(['braille', 'blocks', 'ascii']))
    .option('--svg <file>', 'write an SVG picture', pathOf)
    .option('--png <file>', 'write a PNG picture', pathOf)
    .option('--dark', 'dark background of the picture');
  examples(plot, [
    'plot recipe.yaml',
    'plot model.keras --log --axis ep --batches-per-epoch 390',
    'plot --schedule CosineDecay --initial-learning-rate 0.1 \\\n      --decay-steps 1000',
    'plot --steps 1200 \\\n      --schedule torch.OneCycleLR --max-lr 0.1 --total-steps 80% \\\n      --schedule torch.LinearLR --base-lr 0.1 --total-iters 100%',
    'plot recipe.yaml --svg curve.svg --png curve.png',
  ]);

  const table = command('table', '[files...] [options]', async () => (await import('./commands/table.js')).table)
    .description('Print the rates step by step.')
    .option('--every <time>', 'only every n-th step, and the last: 100, 1ep (default: all, or about 20 for people)')
    .option('--csv', 'comma-separated values, in full precision')
    .option('--json', 'a list of { step, … }, in full precision');
  examples(table, [
    'table recipe.yaml',
    'table recipe.yaml --every 1ep --csv > rates.csv',
    'table --schedule torch.LinearLR --base-lr 1 --total-iters 4',
  ]);

  const check = command('check', '[files...] [options]', async () => (await import('./commands/check.js')).check)
    .description(
      'Find what would surprise the person who pays for the run. Exit status 1 if there is an error among it.',
    )
    .option('--json', 'a list of { input, of, code, severity, step, message }');
  examples(check, [
    'check recipe.yaml',
    'check model.keras --steps 20000',
    'check --steps 1000 --schedule CosineDecay --decay-steps 900 \\\n      --initial-learning-rate 0 --warmup-steps 100',
  ]);

  const diff = command('diff', '<a> <b> [options]', async () => (await import('./commands/diff.js')).diff)
    .description('Tell where and how much two schedules differ. Exit status 1 if they do.')
    .option(
      '--tolerance <part>',
      'difference that does not count, as a part of the highest rate (default: 1e-12)',
      part,
    );
  examples(diff, [
    'diff old.yaml new.yaml',
    'diff recipe.yaml - --steps 100ep < old.yaml',
    'diff model.keras --schedule torch.CosineAnnealingLR \\\n      --base-lr 0.1 --t-max 1000',
  ]);

  const exporting = async () => (await import('./commands/export.js')).exportTo;
  const forms = targets.map(({ name, what }) => `${name} (${what})`).join(', ');
  const to = () => new Option('--to <form>', forms).choices(targets.map(({ name }) => name));
  const of = ['--of <name>', 'which of the schedules, where there are several (default: learning_rate)'] as const;

  const convert = command('convert', '<in> <out> [options]', exporting, true)
    .description('Turn one file into another. The ending of the second says what it becomes, or --to.')
    .addOption(to())
    .option(...of);
  examples(convert, [
    'convert model.keras schedule.json',
    'convert schedule.json optimizer.yaml',
    'convert recipe.yaml schedule.py --to torch',
    'convert model.h5 recipe.yaml --to recipe',
  ]);

  const exported = command('export', '<file> --to <form> [options]', exporting)
    .description('Print a schedule as code, or in another form.')
    .addOption(to().makeOptionMandatory())
    .option(...of)
    .option('--name <name>', 'what the code defines (default: learning_rate, or learningRate)')
    .option('-o, --output <file>', 'write a file instead', pathOf);
  examples(exported, [
    'export recipe.yaml --to torch',
    'export model.keras --to js -o schedule.js',
    'export --to latex --schedule noam --model-size 8 \\\n      --warmup-steps 100',
  ]);

  for (const sub of [plot, table, check, diff, convert, exported])
    program.addCommand(inherit(inputFlags(sub), program));

  const { addCompletion } = await import('./completion.js');
  addCompletion(program);

  try {
    const sub = program.commands.find((candidate) => candidate.name() === argv[0]);
    const known = sub?.options.flatMap(({ long, short }) => [long, short].filter((flag) => flag != null)) ?? [];
    const split = sub && sub.registeredArguments.length > 0 ? takeSchedules(argv, ['--help', ...known]) : null;
    flagged = split?.schedules ?? [];
    const asked = split?.rest.some((argument) => argument === '--help' || argument === '-h') && flagged.at(-1);
    if (asked) {
      await (await import('./schedule-help.js')).printScheduleHelp(asked.entry);
      return 0;
    }
    await program.parseAsync(split?.rest ?? argv, { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : TROUBLE;
    note(`lr-schedules: ${messageOf(error)}`);
    return TROUBLE;
  }
}

/** A subcommand speaks as the program does. */
const inherit = (sub: Command, program: Command) => sub.copyInheritedSettings(program);

function examples(command: Command, lines: readonly string[]): void {
  command.addHelpText('after', `\nExamples:\n${lines.map((line) => `  $ lr-schedules ${line}`).join('\n')}`);
}

function number(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('A number is required.');
  return value;
}

function part(text: string): number {
  const value = number(text);
  if (value < 0) throw new InvalidArgumentError('A number of at least 0 is required.');
  return value;
}

/** A file's name: not what looks like the next flag. */
function pathOf(text: string): string {
  if (text === '' || text.startsWith('--')) throw new InvalidArgumentError('A file is required.');
  return text;
}

function size(text: string): number {
  const value = number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new InvalidArgumentError('A whole number of at least 1 is required.');
  return value;
}

const TITLES: Readonly<Record<Framework, string>> = {
  keras: 'Keras',
  'model-garden': 'Model Garden',
  blocks: 'this package',
  optax: 'Optax',
  torch: 'PyTorch',
  timm: 'timm',
  transformers: 'Transformers',
};

/** All schedules by framework. */
function listOfSchedules(): string {
  const frameworks = [...new Set(catalog.map(({ framework }) => framework))];
  return frameworks
    .map((framework) => {
      const names = catalog.filter((entry) => entry.framework === framework).map(({ name }) => name);
      const lines = wrap(names.join(', '), 78).map((line) => `  ${line}`);
      return `Schedules of ${TITLES[framework]}:\n${lines.join('\n')}`;
    })
    .join('\n');
}
