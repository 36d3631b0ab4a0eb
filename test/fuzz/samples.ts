import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { dump, load as loadYaml } from 'js-yaml';
import type { LearningRateSchedule } from 'lr-schedules';
import { writeKerasJson, writeModelGardenYaml } from 'lr-schedules/formats';
import { specOf, writeRecipe } from 'lr-schedules/recipe';
import { fromLink, toLink } from '../../playground/src/state/link.js';
import { initialPage } from '../../playground/src/state/page.js';
import { examplesOf, rows } from '../schedule-table.js';
import { mutateEvents, mutateHdf5, mutateKeras } from './mutate-bytes.js';
import { mutateText } from './mutate-text.js';
import { mutateTree } from './mutate-tree.js';
import type { Random } from './random.js';

/** A text, or the bytes of a file. */
export type Input = string | Uint8Array;

/** Inputs of one form, and how one becomes another that is nearly of that form. */
export interface Samples {
  readonly inputs: readonly Input[];
  mutate(input: Input, donor: Input, random: Random): Input;
}

const golden = new URL('../golden/', import.meta.url);

function files(folders: readonly string[], ending: string): Uint8Array[] {
  return folders.flatMap((folder) =>
    readdirSync(new URL(`${folder}/`, golden))
      .filter((name) => name.replace(/\.gz$/, '').endsWith(ending))
      .map((name) => {
        const bytes = readFileSync(new URL(`${folder}/${name}`, golden));
        return new Uint8Array(name.endsWith('.gz') ? gunzipSync(bytes) : bytes);
      }),
  );
}

const json = (path: string) => JSON.parse(readFileSync(new URL(path, golden), 'utf8'));

/** JSON texts, changed as the trees they stand for, and now and then as texts. */
const jsonTexts = (inputs: readonly string[]): Samples => ({
  inputs,
  mutate(input, donor, random) {
    if (random.chance(0.1)) return mutateText(input as string, random);
    return JSON.stringify(mutateTree(JSON.parse(input as string), JSON.parse(donor as string), random));
  },
});

/** Texts of any form that has lines. */
export const texts = (inputs: readonly string[]): Samples => ({
  inputs,
  mutate: (input, _, random) => mutateText(input as string, random),
});

/** YAML texts, with the trees that they stand for. */
const yamlTexts = (inputs: readonly string[], trees: readonly object[]): Samples => ({
  inputs,
  mutate(input, _, random) {
    if (random.chance(0.5)) return mutateText(input as string, random);
    return dump(mutateTree(random.pick(trees), random.pick(trees), random), { skipInvalid: true });
  },
});

const schedules: readonly LearningRateSchedule[] = rows.flatMap((row) => examplesOf(row).slice(0, 3));

/** What a writer makes of every schedule that it can write. */
function written<T>(write: (schedule: LearningRateSchedule) => T): T[] {
  return schedules.flatMap((schedule) => {
    try {
      return [write(schedule)];
    } catch {
      return [];
    }
  });
}

const optimizer = { className: 'SGD', config: { momentum: 0.9, nesterov: true } };
const run = { examples: 50000, batch_size: 100, epochs: 10 };
const recipes = written((schedule) => ({ run, learning_rate: specOf(schedule), hyper_parameters: { momentum: 0.9 } }));

const folders = ['keras-files', 'keras-files-more'];
const trained = ['keras-files', 'keras-continue', 'keras-proof'];

const kerasFiles = (from: readonly string[]): Samples => ({
  inputs: files(from, '.keras'),
  mutate: (input, donor, random) => mutateKeras(input as Uint8Array, donor as Uint8Array, random),
});
const h5Files = (from: readonly string[]): Samples => ({
  inputs: files(from, '.h5'),
  mutate: (input, _, random) => mutateHdf5(input as Uint8Array, random),
});

/** Files of trainers whose names end like this. */
const trainersFiles = (ending: RegExp): string[] =>
  JSON.parse(gunzipSync(readFileSync(new URL('forms.json.gz', golden))).toString())
    .filter(({ file }: { file: string }) => ending.test(file))
    .map(({ text }: { text: string }) => text);

/** Trees of YAML; of none where a text has tags of its own. */
function treesOf(inputs: readonly string[]): object[] {
  return inputs.flatMap((text) => {
    try {
      return [loadYaml(text) as object];
    } catch {
      return [];
    }
  });
}

const trainersYaml = trainersFiles(/\.ya?ml$/);
export const yamlFiles = yamlTexts(trainersYaml, treesOf(trainersYaml));
export const jsonFiles = jsonTexts(trainersFiles(/\.json$/));
export const pythonFiles = texts(trainersFiles(/\.py$/));
export const tomlFiles = texts(trainersFiles(/\.toml$/));
export const commands = texts(trainersFiles(/\.sh$/));
export const textProtos = texts(trainersFiles(/\.config$/));

const modelJson = ['keras3_cosine_adam_tfjs', 'tfkeras_piecewise_sgd_tfjs'].map((name) =>
  readFileSync(new URL(`keras-files/${name}/model.json`, golden), 'utf8'),
);

export const keras = kerasFiles(folders);
export const h5 = h5Files(folders);
export const kerasModels = kerasFiles(trained);
export const h5Models = h5Files(trained);
export const tfjsModels = jsonTexts(modelJson);

const logs = (ending: RegExp) =>
  readdirSync(new URL('log-files/', golden))
    .filter((name) => ending.test(name) && name !== 'truth.json')
    .map((name) => readFileSync(new URL(`log-files/${name}`, golden), 'utf8'));
export const recordLogs = texts([
  ...logs(/\.jsonl?$/),
  "{'loss': 2.1, 'learning_rate': 5e-05, 'epoch': 1.0}\n".repeat(3),
]);
export const csvLogs = texts([...logs(/\.csv$/), ...logs(/\.csv$/).map((text) => text.replaceAll(/[,;]/g, '\t'))]);
export const printedLogs = texts([
  'step 10 | loss 2.0 | lr 1.00e-04\nstep 20 | loss 1.5 | lr 9.0e-05\nstep 30 | loss 1.2 | lr 8.0e-05\n',
  'Epoch 1: lr=0.1 loss=2\nEpoch 2: lr=0.05 loss=1\n',
  '0 0.1\n10 0.05\n20 0.025\n',
]);
export const eventLogs: Samples = {
  inputs: ['torch_simple_value', 'tensorboardX_simple_value', 'tf2_tensor'].map((name) => {
    const folder = new URL(`log-files/tfevents/${name}/`, golden);
    const [file = ''] = readdirSync(folder);
    return new Uint8Array(readFileSync(new URL(file, folder)));
  }),
  mutate: (input, _, random) => mutateEvents(input as Uint8Array, random),
};
export const kerasJson = jsonTexts([
  ...written((schedule) => writeKerasJson(schedule)),
  ...written((schedule) => writeKerasJson(schedule, { optimizer })),
]);
export const serialized = jsonTexts(written((schedule) => JSON.stringify(schedule)));
export const trainingArguments = jsonTexts(
  json('training-arguments.json').map((record: { arguments: object }) => JSON.stringify(record.arguments)),
);
export const modelGarden = texts([
  ...json('model-garden-yaml.json').map((record: { yaml: string }) => record.yaml),
  ...written((schedule) => writeModelGardenYaml(schedule)),
]);
export const recipeTexts = yamlTexts(await Promise.all(recipes.map((recipe) => writeRecipe(recipe as never))), recipes);
export const recipeJson = jsonTexts(recipes.map((recipe) => JSON.stringify(recipe)));

const packed = (page: unknown) => toLink(page as never);
export const links: Samples = {
  inputs: [
    packed(initialPage),
    ...recipes.map(({ learning_rate: spec }) =>
      packed({
        ...initialPage,
        plan: { ...initialPage.plan, curves: [{ slot: 0, name: 'x', isVisible: true, spec }] },
      }),
    ),
  ].filter((link) => {
    try {
      return fromLink(link) !== null;
    } catch {
      return false;
    }
  }),
  mutate(input, donor, random) {
    if (random.chance(0.2)) return mutateText(input as string, random);
    return packed(mutateTree(fromLink(input as string), fromLink(donor as string), random));
  },
};
