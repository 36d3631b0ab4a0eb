/** What the numbers of a column are, as its name says. */
export type Role = 'rate' | 'step' | 'epoch';

/** What updates are counted by, the surest first; the last part of a name such as `train/global_step`. */
const STEPS = [
  'global_step',
  'current_steps',
  'step',
  'steps',
  'update',
  'updates',
  'num_updates',
  'iter',
  'iters',
  'iteration',
  'iterations',
  'it',
  'batch',
];
const EPOCHS = ['epoch', 'epochs', 'ep'];

/** Words of a name that is about a rate, but not the rate itself. */
const OTHER =
  /^(momentum|decay|wd|scale|scaler|mult|multiplier|factor|ratio|scheduler|schedule|step|steps|epoch|min|max|warmup|loss|mode|type|policy|beta\d?)$/;

/** The role of a column by its name; null where that says nothing. */
export function roleOf(name: string): Role | null {
  if (clockRank(name, STEPS) >= 0) return 'step';
  if (clockRank(name, EPOCHS) >= 0) return 'epoch';
  return isRate(name) ? 'rate' : null;
}

/** The order in which clocks are preferred. */
export const rankOfClock = (name: string): number =>
  clockRank(name, STEPS) >= 0 ? clockRank(name, STEPS) : STEPS.length + clockRank(name, EPOCHS);

function clockRank(name: string, known: readonly string[]): number {
  const last = name.slice(name.lastIndexOf('/') + 1);
  return known.indexOf(last.trim().toLowerCase().replace(/[ -]/g, '_').replace(/^_/, ''));
}

/** `lr`, `learning_rate`, `train/lr`, `lr-AdamW/pg1`, `x/lr0`, `learningRate`; not `lr-Adam-momentum` and not `lr__MAX`. */
function isRate(name: string): boolean {
  const words = wordsOf(name);
  const at = words.findIndex((word, i) => /^lrs?\d*$/.test(word) || isLearningRate(word, words[i + 1]));
  if (at < 0) return false;
  // `epoch_learning_rate` is Keras's; what follows the rate says what of it.
  return !words.slice(at + 1).some((word) => OTHER.test(word));
}

const isLearningRate = (word: string, next = '') =>
  /^learningrates?\d*$/.test(word) || (word === 'learning' && /^rates?\d*$/.test(next));

const wordsOf = (name: string) =>
  name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter(Boolean);
