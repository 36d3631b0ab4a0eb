import { readFile } from 'node:fs/promises';
import type { CatalogEntry, CatalogOption } from '../recipe/catalog/entry.js';
import { print } from './output.js';
import { packageFile } from './package-files.js';
import { flagOf } from './schedule-flags.js';

interface Described {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Described>>;
}

/** Prints what a schedule is and the flags of its options, as `--schedule NAME --help`. */
export async function printScheduleHelp(entry: CatalogEntry): Promise<void> {
  const { description = '', properties = {} } = await describe(entry.name);
  const options = entry.options.filter(({ quantity }) => quantity !== 'none');
  const flags = options.map((option) => `${flagOf(option)}${placeholder(option)}`);
  const width = Math.max(...flags.map((flag) => flag.length));
  const lines = options.map((option, i) => {
    const text = properties[option.pythonName]?.description ?? '';
    return `  ${(flags[i] as string).padEnd(width)}  ${option.isRequired ? 'Required. ' : ''}${text}`;
  });
  await print([`--schedule ${entry.name}: ${description}`, '', 'Options:', ...lines].join('\n'));
}

/** The JSON Schema of recipes has the docstrings. */
async function describe(name: string): Promise<Described> {
  const text = await readFile(packageFile('dist/recipe.schema.json'), 'utf8');
  const { definitions } = JSON.parse(text) as { definitions: Record<string, Described> };
  return definitions[name] ?? {};
}

function placeholder({ type, quantity, choices }: CatalogOption): string {
  if (type === 'flag') return '';
  if (choices) return ` <${choices.join('|')}>`;
  if (type === 'numbers') return quantity === 'steps' ? ' <time,…>' : ' <n,…>';
  return quantity === 'steps' ? ' <time>' : ` <${type === 'number' ? 'n' : type}>`;
}
