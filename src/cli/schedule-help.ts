import { readFile } from 'node:fs/promises';
import { type CatalogEntry, type CatalogOption, offeredOptions } from '../catalog-entry.js';
import { isList, isRequired } from '../options.js';
import { wrap } from '../plot/text-width.js';
import { print } from './output.js';
import { packageFile } from './package-files.js';
import { flagOf } from './schedule-flags.js';

interface Described {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Described>>;
}

const MARGIN = ' '.repeat(6);

/** Prints what a schedule is and the flags of its options, as `--schedule NAME --help`. */
export async function printScheduleHelp(entry: CatalogEntry): Promise<void> {
  const { description = '', properties = {} } = await describeSchedule(entry.name);
  const options = offeredOptions(entry);
  const width = Math.max(40, Math.min(80, process.stdout.columns || 80));
  // A name of one word may be just that word.
  const names = options.filter(({ pythonName }) => pythonName.includes('_'));
  const asFlags = (text: string) =>
    names.reduce(
      (done, option) => done.replaceAll(new RegExp(`\\b${option.pythonName}\\b`, 'g'), flagOf(option)),
      text,
    );
  const lines = options.flatMap((option) => {
    const text = `${isRequired(option) ? 'Required. ' : ''}${asFlags(properties[option.pythonName]?.description ?? '')}`;
    return [
      `  ${flagOf(option)}${placeholder(option)}`,
      ...wrap(text, width - MARGIN.length).map((line) => MARGIN + line),
    ];
  });
  await print(
    [...wrap(`--schedule ${entry.name}: ${asFlags(description)}`, width), '', 'Options:', ...lines].join('\n'),
  );
}

/** What a schedule and its options are: the JSON Schema of recipes has the docstrings. */
export async function describeSchedule(name: string): Promise<Described> {
  const text = await readFile(packageFile('dist/recipe.schema.json'), 'utf8');
  const { definitions } = JSON.parse(text) as { definitions: Record<string, Described> };
  return definitions[name] ?? {};
}

function placeholder(option: CatalogOption): string {
  if (option.is === 'flag') return '';
  if (option.is === 'choice') return ` <${option.of.join('|')}>`;
  const what = option.is === 'steps' ? 'time' : ['rate', 'fraction', 'number'].includes(option.is) ? 'n' : option.is;
  return isList(option) && option.is !== 'schedule' ? ` <${what},…>` : ` <${what}>`;
}
