import { Argument, Command } from 'commander';
import { offeredOptions } from '../catalog-entry.js';
import { catalog } from '../recipe/index.js';
import { print } from './output.js';
import { flagOf } from './schedule-flags.js';

const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;

/** What the scripts do with the candidates: with none, the shell offers files. */
const FILES = 0;
const NO_FILES = 4;

/** Adds `completion`, which prints a script for the shell, and `complete`, which that script calls. */
export function addCompletion(program: Command): void {
  program
    .command('completion')
    .description('Print a script that completes commands, schedules and their options in your shell.')
    .addArgument(new Argument('<shell>').choices(SHELLS))
    .addHelpText(
      'after',
      '\nExamples:\n  $ lr-schedules completion bash >> ~/.bashrc\n  $ lr-schedules completion fish > ~/.config/fish/completions/lr-schedules.fish',
    )
    .action(async (shell: string) => {
      const { script } = await import('@bomb.sh/tab');
      script(shell, 'lr-schedules', 'lr-schedules');
      // Its script forbids bash to offer files where they make no sense, but does not tell it to offer them elsewhere.
      if (shell === 'bash') await print('complete -o default -F __lr_schedules_complete lr-schedules');
    });
  program.addCommand(
    new Command('complete').argument('[words...]').action(async (words: string[]) => {
      const { candidates, directive } = complete(program, words);
      await print([...candidates.map(([value, what]) => `${value}\t${what}`), `:${directive}`].join('\n'));
    }),
    { hidden: true },
  );
}

type Candidate = readonly [value: string, what: string];

const HELP: Candidate = ['--help', 'display help'];

/** What can stand in place of the last word. */
function complete(program: Command, words: readonly string[]): { candidates: readonly Candidate[]; directive: number } {
  const word = words.at(-1) ?? '';
  const before = words.at(-2);
  const offer = (candidates: readonly Candidate[], directive = NO_FILES) => ({
    candidates: candidates.filter(([value]) => value.startsWith(word)),
    directive,
  });
  const command = program.commands.find((candidate) => candidate.name() === words[0]);
  if (!command || words.length < 2) {
    const shown = program.createHelp().visibleCommands(program);
    return offer(shown.map((candidate) => [candidate.name(), candidate.description()]));
  }
  if (before === '--schedule') return offer(catalog.map(({ name, framework }) => [name, framework]));
  const schedule = catalog.find(({ name }) => name === words[words.lastIndexOf('--schedule') + 1]);
  const own = schedule && words.includes('--schedule') ? offeredOptions(schedule) : [];
  const flag = own.find((option) => flagOf(option) === before);
  if (flag) return offer((flag.is === 'choice' ? flag.of : []).map((choice) => [choice, '']));
  const option = command.options.find(({ long }) => long === before);
  if (option?.argChoices) return offer(option.argChoices.map((choice) => [choice, '']));
  if (option?.required && !/<file>/.test(option.flags)) return offer([]);
  if (!word.startsWith('-'))
    return offer(
      (command.registeredArguments[0]?.argChoices ?? []).map((choice) => [choice, '']),
      FILES,
    );
  const flags = [...command.options.map(({ long, description }): Candidate => [long ?? '', description]), HELP];
  return offer([...own.map((one): Candidate => [flagOf(one), schedule?.name ?? '']), ...flags]);
}
