import { show } from '../../errors.js';
import { readBase } from '../base.js';
import type { FormFile, FormOptions } from '../form.js';
import { mapOf, openFile } from '../open-file.js';
import { type Found, isObject } from '../reading.js';
import { type FormRun, LackingError } from '../run.js';
import { Settings } from '../settings.js';
import { readDeepSpeed } from './read-deepspeed.js';

/** What training arguments fill in for `"auto"`; what is not known stays undefined. */
export interface Client {
  readonly learningRate: number;
  readonly warmupSteps: number | undefined;
  readonly totalSteps: number | undefined;
  /** What else would have to be known for the two, if anything. */
  readonly lacking: LackingError | null;
}

/** The arguments that must say the same as the client's, where they are not `"auto"`, and its word for each. */
const MATCHED = [
  ['optimizer', 'lr', 'learningRate', 'learning_rate'],
  ['scheduler', 'warmup_max_lr', 'learningRate', 'learning_rate'],
  ['scheduler', 'total_num_steps', 'totalSteps', 'the updates of the run'],
  ['scheduler', 'warmup_num_steps', 'warmupSteps', 'warmup_steps'],
] as const;

/**
 * The schedule of the DeepSpeed settings that training arguments have under `deepspeed`, as a map or as the path of a
 * file; null where these leave the schedule to the client.
 * @throws {TypeError} that asks for the file, where nobody has given it.
 */
export async function readClientsDeepSpeed(
  given: Settings,
  options: FormOptions,
  client: () => Client,
): Promise<Found | null> {
  const file = await settingsOf(given, options);
  if (!file) return null;
  const config = mapOf(file);
  if (config['scheduler'] === undefined || config['scheduler'] === null) return null;
  const { lacking, ...known } = client();
  refuseMismatches(new Settings(file, config), known);
  const run = { ...options.run, ...withoutUndefined(known) };
  try {
    return await readDeepSpeed(file, { ...options, run });
  } catch (error) {
    const isOurs = error instanceof LackingError && error.needs.some((need) => need !== 'learningRate');
    throw isOurs && lacking ? lacking : error;
  }
}

async function settingsOf(given: Settings, options: FormOptions): Promise<FormFile | null> {
  const value = given.value('deepspeed');
  if (value === undefined || value === false || value === '') return null;
  if (isObject(value)) {
    return { ...given.file, value, at: (path) => given.file.at([...given.path, 'deepspeed', ...path]) };
  }
  if (typeof value !== 'string') return given.refuse('deepspeed', 'a map, or the path of a file', TypeError);
  if (value.trimStart().startsWith('{')) return openFile(value, given.at('deepspeed'));
  const { path, text } = await readBase(given.file, options, value, null, "DeepSpeed's settings are in");
  return openFile(text, path);
}

function refuseMismatches(config: Settings, known: Omit<Client, 'lacking'>): void {
  for (const [block, key, name, word] of MATCHED) {
    const params = config.inside(block)?.inside('params');
    const value = params?.value(key);
    const expected = known[name];
    if (!params || value === undefined || value === 'auto' || expected === undefined || expected === 0) continue;
    if (Number(value) === expected) continue;
    params.refuse(key, `"auto", or the same as ${word} (${show(expected)}), which Hugging Face checks,`);
  }
}

const withoutUndefined = (known: object): FormRun =>
  Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined));
