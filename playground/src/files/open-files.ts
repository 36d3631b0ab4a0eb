import { Background, type Output } from '../jobs/background.js';
import { goTo } from '../plot/drawing.js';
import { canDraw } from '../state/built.js';
import { tell } from '../state/notice.js';
import { addCurves, plan } from '../state/store.js';

/** Larger files are refused unread: a model with its weights may have this much, and what else does is not one. */
const LARGEST = 256 * 2 ** 20;
const LIMIT = 15_000;

/** Opens the browser's own dialogue. */
export function openPicker(): void {
  const input = Object.assign(document.createElement('input'), {
    type: 'file',
    multiple: true,
    accept: '.keras,.h5,.hdf5,.json,.yaml,.yml',
    onchange: () => openFiles([...(input.files ?? [])]),
  });
  input.click();
}

/** Adds the schedules in some files to the page; what cannot be read is told and changes nothing. */
export async function openFiles(files: readonly File[]): Promise<void> {
  const done: string[] = [];
  const problems: string[] = [];
  for (const file of files) {
    try {
      done.push(add(file.name, await read(file)));
    } catch (error) {
      problems.push((error as Error).message);
    }
  }
  if (problems.length > 0) tell('problem', [...problems, ...done].join(' '));
  else if (done.length > 0) tell('done', done.join(' '));
}

async function read(file: File): Promise<Output<'open'>> {
  if (file.size > LARGEST) {
    throw new Error(
      `${file.name} has ${Math.round(file.size / 2 ** 20)} MB: files of up to ${LARGEST / 2 ** 20} MB are read.`,
    );
  }
  // A worker of its own, since what is in the file may keep it busy for good.
  const reader = new Background();
  try {
    return await reader.do('open', { file, name: file.name }, LIMIT);
  } catch (error) {
    const { message } = error as Error;
    throw new Error(message.startsWith(file.name) ? message : `${file.name}: ${message}`);
  } finally {
    reader.stop('');
  }
}

/** @returns what was added, in a sentence. */
function add(name: string, { run, curves, optimizer, iterations, ignored }: Output<'open'>): string {
  const { run: own, curves: others } = plan.peek();
  // The file's run, unless the curves that are there cannot be drawn in it, but all in the page's.
  const chosen = [run, own].find((run) => run && canDraw(run, [...others, ...curves])) ?? run ?? own;
  const left = addCurves(curves, chosen);
  if (left === curves.length)
    throw new Error(
      `${name}: there are ${left > 1 ? 'too many' : 'as many'} curves already as can be told apart; delete some first.`,
    );
  if (iterations !== null && iterations > 0) goTo(iterations);
  const facts = [
    run &&
      (chosen === run ? 'with its run' : 'in the run that is here, since the other curves do not fit into its own'),
    optimizer,
    iterations !== null && `at step ${iterations}`,
    ignored.length > 0 && `without ${ignored.slice(0, 3).join(', ')}${ignored.length > 3 ? ', …' : ''}`,
    left > 0 && `there was no room for ${left} of its curves`,
  ].filter(Boolean);
  return `Added ${name}${facts.length > 0 ? `: ${facts.join('; ')}` : ''}.`;
}
