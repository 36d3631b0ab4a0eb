import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import { deserialize, type LearningRateSchedule, trainingClock } from 'lr-schedules';
import { readLog } from 'lr-schedules/audit';
import { readSchedule } from 'lr-schedules/formats';
import { loadKerasModel } from 'lr-schedules/keras';
import { readInput, readRecipe, scheduleFrom } from 'lr-schedules/recipe';
import { fromLink } from '../../playground/src/state/link.js';
import * as samples from './samples.js';

/** A schedule, or other numbers by step. */
export type Curve = (step: number) => number;

/** Something that reads what others have written. */
export interface Reader {
  readonly name: string;
  readonly samples: samples.Samples;
  /** How its messages start: with the part of the file. */
  readonly starts: RegExp;
  /** The schedules that it has accepted. */
  read(input: samples.Input): Promise<readonly Curve[]> | readonly Curve[];
  /** Whether this input may be refused by an error that is neither a TypeError nor a RangeError. */
  readonly plainErrors?: boolean;
  /** Whether it takes what constructors take, huge numbers among it whose products are no numbers. */
  readonly anyRates?: boolean;
}

const part =
  /^(the file|JSON|Keras JSON|YAML|TOML|Python|the command|the text proto|model\.json|training arguments|config\.json|metadata\.json|model\.weights\.h5|\.h5 file|\.keras file|zip archive)\b/;
const file = /^the input\b/;
const named = /^train\.\w+\b/;
const ofLog = /^the log: /;
const schedule = async (input: samples.Input) => {
  const read = await readSchedule(input, { run: { batchesPerEpoch: 7 } });
  return [read.schedule];
};

/** Of a trainer's file, whatever its name says of its syntax: the rates of all groups. */
const trainerOf = (name: string) => async (input: samples.Input) => {
  const run = { batchesPerEpoch: 32, examples: 1000 };
  const { schedule, groups, momentum } = await readSchedule(input, { file: name, run });
  return [schedule, ...Object.values(groups), ...(momentum ? [momentum] : [])];
};

const weights = new Uint8Array(
  readFileSync(new URL('../golden/keras-files/keras3_cosine_adam_tfjs/group1-shard1of1.bin', import.meta.url)),
).buffer;

/** Models are disposed of, since what is left behind counts. */
async function load(source: Uint8Array | object): Promise<readonly LearningRateSchedule[]> {
  const loaded = await loadKerasModel(tf, source as Uint8Array, {
    warnings: [],
    ...(source instanceof Uint8Array ? {} : { iterations: 5 }),
  });
  tf.dispose(loaded.model.weights.map((weight) => weight.read()));
  const optimizer = loaded.optimizer as { dispose(): void; c?: tf.Tensor };
  optimizer.dispose();
  optimizer.c?.dispose();
  return [loaded.schedule];
}

const bytesOf = (input: samples.Input) => (typeof input === 'string' ? new TextEncoder().encode(input) : input);
const textOf = (input: samples.Input) => (typeof input === 'string' ? input : new TextDecoder().decode(input));

/** The columns of a log, looked up round and round. */
function log(input: samples.Input): readonly Curve[] {
  const { steps, rates } = readLog(input);
  return [steps, rates].map((values) => (step) => values[step % values.length] as number);
}

/** What is no JSON does not reach a reader of trees. */
function parsed(input: samples.Input): unknown {
  try {
    return JSON.parse(textOf(input));
  } catch {
    return null;
  }
}

/** All readers; one more joins by a line. */
export const readers: readonly Reader[] = [
  { name: 'readSchedule .keras', samples: samples.keras, starts: part, read: schedule },
  { name: 'readSchedule .h5', samples: samples.h5, starts: part, read: schedule },
  { name: 'readSchedule Keras JSON', samples: samples.kerasJson, starts: part, read: schedule },
  { name: 'readSchedule model.json', samples: samples.tfjsModels, starts: part, read: schedule },
  { name: 'readSchedule YAML', samples: samples.modelGarden, starts: part, read: schedule },
  { name: "trainers' YAML", samples: samples.yamlFiles, starts: named, read: trainerOf('train.yaml') },
  { name: "trainers' JSON", samples: samples.jsonFiles, starts: named, read: trainerOf('train.json') },
  { name: "trainers' Python", samples: samples.pythonFiles, starts: named, read: trainerOf('train.py') },
  { name: "trainers' TOML", samples: samples.tomlFiles, starts: named, read: trainerOf('train.toml') },
  { name: "trainers' commands", samples: samples.commands, starts: named, read: trainerOf('train.sh') },
  { name: "trainers' text protos", samples: samples.textProtos, starts: named, read: trainerOf('train.config') },
  { name: 'readSchedule arguments', samples: samples.trainingArguments, starts: part, read: schedule },
  {
    name: 'deserialize',
    samples: samples.serialized,
    starts: /^(deserialize|[A-Z]\w+)\b/,
    anyRates: true,
    read: (input) => [deserialize(parsed(input))],
  },
  {
    name: 'readRecipe',
    samples: samples.recipeTexts,
    starts: /^recipe\b/,
    read: async (input) => Object.values((await readRecipe(textOf(input))).schedules),
  },
  {
    name: 'readInput',
    samples: samples.recipeJson,
    starts: file,
    read: async (input) => Object.values((await readInput(input)).schedules),
  },
  {
    name: 'links of the page',
    samples: samples.links,
    starts: /^This link\b/,
    plainErrors: true,
    read(input) {
      const { run, curves } = fromLink(textOf(input)).plan;
      return curves.map(({ spec }) => scheduleFrom(spec, { clock: trainingClock(run) }));
    },
  },
  { name: 'readLog of records', samples: samples.recordLogs, starts: ofLog, read: log },
  { name: 'readLog of CSV', samples: samples.csvLogs, starts: ofLog, read: log },
  { name: 'readLog of lines', samples: samples.printedLogs, starts: ofLog, read: log },
  { name: 'readLog of events', samples: samples.eventLogs, starts: ofLog, read: log },
  {
    name: 'loadKerasModel .keras',
    samples: samples.kerasModels,
    starts: /^(config\.json|metadata\.json|model\.weights\.h5|zip archive|loadKerasModel|\.h5 file)\b/,
    read: (input) => load(bytesOf(input)),
  },
  {
    name: 'loadKerasModel .h5',
    samples: samples.h5Models,
    starts: /^(\.h5 file|loadKerasModel|config\.json|metadata\.json|model\.weights\.h5|zip archive)/,
    read: (input) => load(bytesOf(input)),
  },
  {
    name: 'loadKerasModel model.json',
    samples: samples.tfjsModels,
    starts: /^(model\.json|loadKerasModel)\b/,
    read(input) {
      const model = parsed(input);
      return typeof model === 'object' && model !== null ? load({ ...model, weightData: weights }) : [];
    },
  },
];
