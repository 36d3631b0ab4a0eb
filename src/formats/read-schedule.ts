import { nearest, show } from '../errors.js';
import type { Form, FormFile } from './form.js';
import { forms } from './forms.js';
import { openFile } from './open-file.js';
import { asRead, fail, type ReadOptions, type ReadSchedule, type Source } from './reading.js';
import { requireNumbers } from './require-numbers.js';
import { checkRun, LackingError } from './run.js';

/**
 * The schedule in a file of any form that this package knows, recognised by what is in it: saved models of Keras and
 * TensorFlow.js, configs of Model Garden, and those of the trainers in {@link formNames}. In Node and in the browser
 * alike; nothing in a file is ever executed.
 *
 * What a file leaves open, such as the examples in an epoch, is asked for by an error with `needs`, and passed as `run`.
 *
 * ```ts
 * const { schedule, optimizer, iterations, ignored } = await readSchedule(await readFile('model.keras'));
 * ```
 *
 * @throws {TypeError | RangeError} that names the file and the place in it, for one that is damaged, unknown or hostile,
 * and for what the trainer itself refuses.
 */
export async function readSchedule(source: Source, options: ReadOptions = {}): Promise<ReadSchedule> {
  const run = checkRun(options.run ?? {});
  const file = await openFile(source, options.file);
  return readForm(file, chooseForm(file, options.form), { ...options, run });
}

/** The names that the option `form` takes. */
export const formNames: readonly string[] = forms.map(({ name }) => name);

/** The form of an opened file; null where it is none that is known. */
export const recognise = (file: FormFile): Form | null => forms.find((form) => form.recognise(file)) ?? null;

/** The form that is named, or else the one that the file is recognised as. */
export function chooseForm(file: FormFile, name: string | undefined): Form {
  if (name !== undefined) {
    const named = forms.find((form) => form.name === name);
    if (named) return named;
    const meant = nearest(name, formNames);
    throw new RangeError(
      `readSchedule: form must be one of ${formNames.join(', ')}, received ${show(name)}${meant ? `; did you mean ${meant}?` : '.'}`,
    );
  }
  const titles = forms.map(({ title }) => title).join(', ');
  return recognise(file) ?? fail(file.name, `it is of none of the forms that are known: ${titles}.`);
}

export async function readForm(
  file: FormFile,
  form: Form,
  options: ReadOptions & { readonly run: NonNullable<ReadOptions['run']> },
): Promise<ReadSchedule> {
  const read = await form.load();
  try {
    const found = asRead(form.name, await read(file, options));
    const { schedule, groups, momentum } = found;
    for (const rates of [schedule, ...Object.values(groups), ...(momentum ? [momentum] : [])]) {
      requireNumbers(rates, file.name);
    }
    return found;
  } catch (error) {
    // Readers of files inside a file name the inner one.
    if (!(error instanceof TypeError || error instanceof RangeError) || error instanceof LackingError) throw error;
    if (options.file === undefined || error.message.startsWith(options.file)) throw error;
    const Kind = error instanceof RangeError ? RangeError : TypeError;
    throw new Kind(`${options.file}: ${error.message}`, { cause: error });
  }
}
