import { type TrainingClockOptions, trainingClock } from 'lr-schedules';
import { Background, type Input, type Output } from '../jobs/background.js';
import type { LoggedRates } from '../jobs/logged.js';
import { goTo } from '../plot/drawing.js';
import { formatStep } from '../plot/format.js';
import { openLink } from '../state/address.js';
import { canDraw } from '../state/built.js';
import { logs, MOST_LOGS } from '../state/logs.js';
import { tell } from '../state/notice.js';
import { addCurves, changeRun, clock, look, plan, totalSteps } from '../state/store.js';

/** Larger files are refused unread: a model with its weights may have this much, and what else does is not one. */
const LARGEST = 256 * 2 ** 20;
const LIMIT = 15_000;

/** Opens the browser's own dialogue. */
export function openPicker(): void {
  const input = Object.assign(document.createElement('input'), {
    type: 'file',
    multiple: true,
    onchange: () => openFiles([...(input.files ?? [])]),
  });
  input.click();
}

/** Adds the schedules in some files to the page, and the points of logs; what cannot be read is told and changes nothing. */
export const openFiles = (files: readonly File[]): Promise<void> =>
  addAll(files.map((file) => [file.name, () => read(file)]));

/** Adds what was pasted: a link, code that constructs schedules, or what a file may hold. */
export async function openText(text: string): Promise<void> {
  const link = /#\d+\.[\w-]+\s*$/.exec(text)?.[0].trim();
  if (link) openLink(link);
  else await addAll([['what you pasted', () => inBackground('paste', { text, run: clock.peek().run })]]);
}

async function addAll(
  sources: readonly (readonly [name: string, open: () => Promise<Output<'open'>>])[],
): Promise<void> {
  const done: string[] = [];
  const problems: string[] = [];
  let run: TrainingClockOptions | null = null;
  for (const [name, open] of sources) {
    try {
      const opened = await open();
      done.push(opened.log ? addLog(opened.log) : add(name, opened));
      if (opened.run && trainingClock(opened.run).totalSteps !== totalSteps.peek()) run = opened.run;
    } catch (error) {
      problems.push((error as Error).message);
    }
  }
  const own = run;
  const action = own && {
    label: `Use the file’s run: ${formatStep(trainingClock(own).totalSteps as number)} updates`,
    run: () => changeRun(own),
  };
  if (problems.length > 0) tell('problem', [...problems, ...done].join('\n'), action);
  else if (done.length > 0) tell('done', done.join('\n'), action);
}

/** @returns what was added, in a sentence. */
function addLog(log: LoggedRates): string {
  logs.value = [...logs.peek().filter(({ name }) => name !== log.name), log].slice(-MOST_LOGS);
  look({ tab: 'audit' });
  return `Added the log ${log.name}: ${formatStep(log.steps.length)} points.`;
}

async function read(file: File): Promise<Output<'open'>> {
  if (file.size > LARGEST) {
    throw new Error(
      `${file.name} has ${Math.round(file.size / 2 ** 20)} MB: files of up to ${LARGEST / 2 ** 20} MB are read.`,
    );
  }
  try {
    return await inBackground('open', { file, name: file.name, run: clock.peek().run });
  } catch (error) {
    const { message } = error as Error;
    throw new Error(message.startsWith(file.name) ? message : `${file.name}: ${message}`);
  }
}

/** In a worker of its own, since what is read may keep it busy for good. */
async function inBackground<Job extends 'open' | 'paste'>(job: Job, input: Input<Job>): Promise<Output<Job>> {
  const reader = new Background();
  try {
    return await reader.do(job, input, LIMIT);
  } finally {
    reader.stop('');
  }
}

/** @returns what was added, in a sentence. */
function add(name: string, { run, isRecipe, curves, optimizer, iterations, ignored, lacked }: Output<'open'>): string {
  const { run: own, curves: others } = plan.peek();
  // The run of a recipe, unless the curves that are there cannot be drawn in it, but all in the page's.
  const chosen = isRecipe ? ([run, own].find((run) => run && canDraw(run, [...others, ...curves])) ?? run ?? own) : own;
  const left = addCurves(curves, chosen);
  if (left === curves.length)
    throw new Error(
      `${name}: there are ${left > 1 ? 'too many' : 'as many'} curves already as can be told apart; delete some first.`,
    );
  if (iterations !== null && iterations > 0) goTo(iterations);
  const facts = [
    run &&
      isRecipe &&
      (chosen === run ? 'with its run' : 'in the run that is here, since the other curves do not fit into its own'),
    lacked.length > 0 && `with the ${lacked.map((option) => words(option)).join(' and ')} of the run that is here`,
    optimizer,
    iterations !== null && `at step ${iterations}`,
    ignored.length > 0 && `without ${ignored.slice(0, 3).join(', ')}${ignored.length > 3 ? ', …' : ''}`,
    left > 0 && `there was no room for ${left} of its curves`,
  ].filter(Boolean);
  return `Added ${name}${facts.length > 0 ? `: ${facts.join('; ')}` : ''}.`;
}

const words = (name: string) => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
