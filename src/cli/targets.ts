import { extname } from 'node:path';
import { toCamelCase, toSnakeCase } from '../options.js';
import { type RecipeDocument, specOf, writeRecipe } from '../recipe/index.js';
import { type NamedInput, scheduleOf } from './inputs.js';
import { UsageError } from './usage-error.js';

/** What of an input goes out. */
export interface Outgoing {
  readonly input: NamedInput;
  /** The schedule's name in the input. */
  readonly of: string;
  /** What the code defines; undefined for the target's own name. */
  readonly functionName: string | undefined;
  /** Whether JSON is wanted where there are two ways to write the same. */
  readonly asJson: boolean;
}

/** A form that schedules are written in. */
export interface Target {
  readonly name: string;
  readonly what: string;
  /** Endings of files that are of this form and no other. */
  readonly endings: readonly string[];
  /** Whether all of an input goes out, not one of its schedules alone. */
  readonly isWhole?: boolean;
  write(outgoing: Outgoing): Promise<string>;
}

// All commands have the names of the targets in their help; only two write one.
const codegen = () => import('../codegen/index.js');
const formats = () => import('../formats/index.js');

const python = (name: 'keras' | 'optax' | 'torch' | 'numpy', what: string): Target => ({
  name,
  what,
  endings: [],
  async write({ input, of, functionName = toSnakeCase(of) }) {
    const schedule = scheduleOf(input, of);
    if (name === 'torch' && of !== 'learning_rate') {
      throw new RangeError(`a scheduler of PyTorch sets the learning rate, not ${of}: take --to numpy.`);
    }
    return (await codegen()).toPython(schedule, { target: name, functionName });
  },
});

const optimizerOf = ({ optimizer }: NamedInput) => (optimizer ? { optimizer } : {});

export const targets: readonly Target[] = [
  python('keras', 'Python for Keras 3'),
  python('optax', 'Python for Optax'),
  python('torch', 'Python for PyTorch'),
  python('numpy', 'Python with NumPy'),
  {
    name: 'js',
    what: 'an ES module',
    endings: ['.js', '.mjs'],
    write: async ({ input, of, functionName = toCamelCase(of) }) =>
      (await codegen()).toJavaScript(scheduleOf(input, of), { functionName }),
  },
  {
    name: 'latex',
    what: 'the formula in LaTeX',
    endings: ['.tex'],
    write: async ({ input, of }) => (await codegen()).toLatex(scheduleOf(input, of)),
  },
  {
    name: 'json',
    what: "Keras's JSON, with the optimizer if there is one",
    endings: ['.json'],
    write: async ({ input, of }) => (await formats()).writeKerasJson(scheduleOf(input, of), optimizerOf(input)),
  },
  {
    name: 'yaml',
    what: "Model Garden's YAML, with the optimizer if there is one",
    endings: ['.yaml', '.yml'],
    write: async ({ input, of }) => (await formats()).writeModelGardenYaml(scheduleOf(input, of), optimizerOf(input)),
  },
  {
    name: 'recipe',
    what: 'a recipe',
    endings: [],
    isWhole: true,
    async write({ input, asJson }) {
      const document = input.document ?? recipeOf(input);
      return asJson ? JSON.stringify(document, null, 2) : writeRecipe(document);
    },
  },
];

function recipeOf({ schedules: { learning_rate: rate } }: NamedInput): RecipeDocument {
  return rate ? { learning_rate: specOf(rate) } : {};
}

/** The target of a file by its ending. @throws {UsageError} for an ending that is of none, or of several. */
export function targetOfFile(file: string): Target {
  const ending = extname(file).toLowerCase();
  const found = targets.find(({ endings }) => endings.includes(ending));
  if (found) return found;
  const help =
    ending === '.py'
      ? '--to keras, optax, torch or numpy'
      : `--to with one of ${targets.map(({ name }) => name).join(', ')}`;
  throw new UsageError(`${file}: the ending does not say which form to write; pass ${help}.`);
}
