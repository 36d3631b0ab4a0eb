import { type Command, Option } from 'commander';
import { targets } from '../codegen/index.js';
import { nameOf, number, part, pathOf, size } from './flag-values.js';
import type { NamedInput } from './inputs.js';
import type { RunFlags } from './run-flags.js';

/** What a command does with its inputs. @returns the exit status. */
export type Run = (inputs: readonly NamedInput[], run: RunFlags, flags: never) => Promise<number>;

/** What a command does with its files besides reading schedules from them. */
export interface Files {
  /** Whether the last one is written; it is the flag `output`. */
  readonly writes?: boolean;
  /** Whether the first is a log, or any may be; they are the flag `logs`. */
  readonly logs?: 'none' | 'first' | 'any';
}

/** Makes a command that reads inputs; what it does is loaded when it is called. */
export type Make = (name: string, usage: string, load: () => Promise<Run>, files?: Files) => Command;

/** The commands that read schedules, with their flags and examples. */
export function commandsWith(make: Make): readonly Command[] {
  const column = ['--column <name>', 'column of the log that has the rates (default: the likeliest)'] as const;
  const plot = make('plot', '[files...] [options]', async () => (await import('./commands/plot.js')).plot, {
    logs: 'any',
  })
    .description('Draw the curves, and what runs logged, in the terminal or as a picture.')
    .option(...column)
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
    'plot recipe.yaml trainer_state.json',
  ]);

  const table = make('table', '[files...] [options]', async () => (await import('./commands/table.js')).table)
    .description('Print the rates step by step.')
    .option('--every <time>', 'only every n-th step, and the last: 100, 1ep (default: all, or about 20 for people)')
    .option('--csv', 'comma-separated values, in full precision')
    .option('--json', 'a list of { step, … }, in full precision');
  examples(table, [
    'table recipe.yaml',
    'table recipe.yaml --every 1ep --csv > rates.csv',
    'table --schedule torch.LinearLR --base-lr 1 --total-iters 4',
  ]);

  const check = make('check', '[files...] [options]', async () => (await import('./commands/check.js')).check)
    .description(
      'Find what would surprise the person who pays for the run. Exit status 1 if there is an error among it.',
    )
    .option('--json', 'a list of { input, of, code, severity, step, message, remedy }');
  examples(check, [
    'check recipe.yaml',
    'check model.keras --steps 20000',
    'check --steps 1000 --schedule CosineDecay --decay-steps 900 \\\n      --initial-learning-rate 0 --warmup-steps 100',
  ]);

  const diff = make('diff', '<a> <b> [options]', async () => (await import('./commands/diff.js')).diff)
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

  const convert = make('convert', '<in> <out> [options]', exporting, { writes: true })
    .description('Turn one file into another. The ending of the second says what it becomes, or --to.')
    .addOption(to())
    .option(...of);
  examples(convert, [
    'convert model.keras schedule.json',
    'convert schedule.json optimizer.yaml',
    'convert recipe.yaml schedule.py --to torch',
    'convert model.h5 recipe.yaml --to recipe',
  ]);

  const exported = make('export', '<file> --to <form> [options]', exporting)
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

  const audit = make('audit', '<log> [plan] [options]', async () => (await import('./commands/audit.js')).auditLog, {
    logs: 'first',
  })
    .description('Tell what a run really did, out of its log, and where it left its plan. Exit status 1 if it did.')
    .option(...column)
    .option('--json', 'what was found, in full precision');
  examples(audit, [
    'audit trainer_state.json',
    'audit trainer_state.json recipe.yaml',
    'audit metrics.csv --column lr-AdamW/pg1',
    'audit runs/july --schedule torch.OneCycleLR --max-lr 0.1 \\\n      --total-steps 5000',
  ]);

  return [plot, table, check, audit, diff, convert, exported].map(withInputFlags);
}

const withInputFlags = (sub: Command) =>
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
    .option('--total-steps <n>', 'length of the run in steps', number)
    .optionsGroup("What a trainer's file does not say:")
    .option('--form <name>', 'what the file is, where that is not recognised', nameOf)
    .option('--experiment <name>', 'the experiment of Model Garden that it is laid over', nameOf)
    .addOption(
      new Option('--warm-up <whose>', 'whose class a saved WarmUp is').choices(['transformers', 'model-garden']),
    )
    .option('--learning-rate <rate>', 'where the file leaves it to the caller', number)
    .option('--warmup-steps <n>', 'steps of the warmup, or below 1 its part of the run', number)
    .option('--tokens-per-batch <n>', 'tokens in a batch of all workers', number)
    .option('--classes <n>', 'classes in the data set', number)
    .option('--trainer-version <version>', 'of the trainer (default: the newest known)', nameOf);

export function examples(command: Command, lines: readonly string[]): void {
  command.addHelpText('after', `\nExamples:\n${lines.map((line) => `  $ lr-schedules ${line}`).join('\n')}`);
}
