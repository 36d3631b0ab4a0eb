import type { OptimizerSettings } from '../formats/index.js';
import { toCamelCase, toSnakeCase } from '../options.js';
import type { RecipeDocument } from '../recipe/index.js';
import type { LearningRateSchedule } from '../schedule.js';
import { toJavaScript } from './javascript.js';
import { toLatex } from './latex.js';
import { toPython } from './python.js';
import { type PythonTargetName, pythonTargets } from './python-targets.js';

/** What goes out. */
export interface Outgoing {
  readonly schedule: LearningRateSchedule;
  /** What the schedule sets, `learning_rate` or another hyperparameter, which source is named after. Default `'learning_rate'`. */
  readonly of?: string;
  /** What source defines; by default its own name for `of`. */
  readonly functionName?: string | undefined;
  /** The optimizer beside the schedule, for forms that have one. */
  readonly optimizer?: OptimizerSettings | null;
  /** The recipe that the schedule is from; without one, it is made of the schedule. */
  readonly recipe?: RecipeDocument | null;
  /** Whether JSON is wanted where there are two ways to write the same. */
  readonly asJson?: boolean;
}

/** A form that schedules are written in. */
export interface Target {
  /** What `--to` of the command line calls it, and links to the page. */
  readonly name: string;
  /** What people call it: `'PyTorch'`. */
  readonly title: string;
  /** What comes out: `'Python for PyTorch'`. */
  readonly what: string;
  readonly language: 'python' | 'javascript' | 'latex' | 'json' | 'yaml';
  /** Endings of files that are of this form and no other. */
  readonly endings: readonly string[];
  /** Whether all of an input goes out, not one of its schedules alone. */
  readonly isWhole?: boolean;
  /** @throws {TypeError | RangeError} for what the form cannot have. */
  write(outgoing: Outgoing): string | Promise<string>;
}

// Of what else writes files, nothing is loaded until a file is written.
const formats = () => import('../formats/index.js');
const recipes = () => import('../recipe/index.js');

const python = (Object.keys(pythonTargets) as PythonTargetName[]).map((name): Target => {
  const { title, ...target } = pythonTargets[name];
  return {
    name,
    title,
    what: `Python for ${title}`,
    language: 'python',
    endings: [],
    write({ schedule, of = 'learning_rate', functionName = toSnakeCase(of) }) {
      if ('drivesOptimizer' in target && of !== 'learning_rate') {
        throw new RangeError(`a scheduler of ${title} sets the learning rate, not ${of}: take numpy.`);
      }
      return toPython(schedule, { target: name, functionName });
    },
  };
});

/**
 * All forms that schedules are written in, as the command line and the page offer them. To add one is to add its file and
 * its line, for Python that in `python-targets.ts`.
 */
export const targets: readonly Target[] = [
  ...python,
  {
    name: 'js',
    title: 'JavaScript',
    what: 'an ES module',
    language: 'javascript',
    endings: ['.js', '.mjs'],
    write: ({ schedule, of = 'learning_rate', functionName = toCamelCase(of) }) =>
      toJavaScript(schedule, { functionName }),
  },
  {
    name: 'latex',
    title: 'LaTeX',
    what: 'the formula in LaTeX',
    language: 'latex',
    endings: ['.tex'],
    write: ({ schedule }) => toLatex(schedule),
  },
  {
    name: 'json',
    title: 'Keras JSON',
    what: "Keras's JSON, with the optimizer if there is one",
    language: 'json',
    endings: ['.json'],
    write: async ({ schedule, optimizer }) =>
      (await formats()).writeKerasJson(schedule, optimizer ? { optimizer } : {}),
  },
  {
    name: 'yaml',
    title: 'Model Garden YAML',
    what: "Model Garden's YAML, with the optimizer if there is one",
    language: 'yaml',
    endings: ['.yaml', '.yml'],
    write: async ({ schedule, optimizer }) =>
      (await formats()).writeModelGardenYaml(schedule, optimizer ? { optimizer } : {}),
  },
  {
    name: 'recipe',
    title: 'Recipe',
    what: 'a recipe',
    language: 'yaml',
    endings: [],
    isWhole: true,
    async write({ schedule, recipe, asJson }) {
      const { specOf, writeRecipe } = await recipes();
      const document = recipe ?? { learning_rate: specOf(schedule) };
      return asJson ? JSON.stringify(document, null, 2) : writeRecipe(document);
    },
  },
];
