import { isObject, type JsonObject } from '../reading.js';

export interface FoundConfig {
  /** The `optimizer_config`; empty where the file leaves it to its experiment. */
  readonly config: JsonObject;
  readonly path: readonly string[];
  /** What the file has next to it, on the way there. */
  readonly besides: readonly string[];
  readonly trainSteps: unknown;
}

export const isModelGarden = (file: JsonObject) => findConfig(file) !== null;

/** The optimizer config of a whole experiment or of one alone; null where the file is none of Model Garden. */
export function findConfig(file: JsonObject): FoundConfig | null {
  const besides = (map: JsonObject, key: string, prefix = '') =>
    Object.keys(map)
      .filter((other) => other !== key)
      .map((other) => prefix + other);
  const trainer = file['trainer'];
  if (isObject(trainer) && (isConfig(trainer['optimizer_config']) || 'train_steps' in trainer)) {
    const own = trainer['optimizer_config'];
    const aside = [
      ...besides(file, 'trainer'),
      ...besides(trainer, 'optimizer_config', 'trainer.').filter((key) => key !== 'trainer.train_steps'),
    ];
    return {
      config: isObject(own) ? own : {},
      path: ['trainer', 'optimizer_config'],
      besides: aside,
      trainSteps: trainer['train_steps'],
    };
  }
  const own = file['optimizer_config'];
  if (isConfig(own))
    return { config: own, path: ['optimizer_config'], besides: besides(file, 'optimizer_config'), trainSteps: null };
  return isWholeConfig(file) ? { config: file, path: [], besides: [], trainSteps: null } : null;
}

const PARTS = ['learning_rate', 'warmup', 'optimizer'];

const isConfig = (value: unknown): value is JsonObject =>
  isObject(value) && PARTS.some((key) => isObject(value[key])) && !('class_name' in value);

/** Without a name around it, it is one only if its parts are what Model Garden calls a choice: a type, and its block. */
const isWholeConfig = (file: JsonObject) =>
  ['learning_rate', 'warmup'].some((key) => isChoice(file[key])) &&
  Object.keys(file).every((key) => [...PARTS, 'ema'].includes(key));

const isChoice = (value: unknown) =>
  isObject(value) && ('type' in value || Object.values(value).some((inside) => isObject(inside)));
