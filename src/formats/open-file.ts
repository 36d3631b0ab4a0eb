import { show } from '../errors.js';
import { brief } from '../plot/text-width.js';
import { Budget } from './budget.js';
import type { FormFile, Syntax } from './form.js';
import { checkTree, fail, isObject, LARGEST_JSON, type Source, toBytes, toJsonObject, toText } from './reading.js';
import { LARGEST_YAML, type Place, parseYamlFile, type YamlFile } from './syntax/yaml.js';

const NAMES: Readonly<Record<Syntax, string>> = {
  binary: 'the file',
  json: 'JSON',
  yaml: 'YAML',
  toml: 'TOML',
  python: 'Python',
  shell: 'the command',
  'text-proto': 'the text proto',
};

/**
 * Opens a file: finds out what it is written in, and parses JSON, YAML and TOML.
 * @throws {TypeError | RangeError} that names the file and the place, for one that is damaged or hostile.
 */
export async function openFile(source: Source, path?: string): Promise<FormFile> {
  const file = path === undefined ? null : (path.split(/[\\/]/).at(-1) as string);
  if (typeof source !== 'string') {
    const bytes = toBytes(source, path ?? 'the file');
    if (startsWith(bytes, 'PK') || startsWith(bytes, '\x89HDF')) {
      return { name: path ?? NAMES.binary, file, syntax: 'binary', text: '', bytes, value: null, at: () => '' };
    }
  }
  const text = toText(source, path ?? 'the file', LARGEST_JSON);
  const syntax = syntaxOf(text, file);
  const name = path ?? NAMES[syntax];
  const opened = { name, file, syntax, text, bytes: new Uint8Array() };
  const parsed = await parse(text, syntax, name);
  const { value, place } = parsed;
  checkTree(value, name, new Budget(text.length));
  const at = (steps: readonly (string | number)[]) => {
    const where = place(steps);
    const start = where ? `${name}:${where.line}:${where.column}` : name;
    return steps.length > 0 ? `${start} → ${steps.map((step) => brief(String(step))).join('.')}` : start;
  };
  return { ...opened, value, at, ...('twice' in parsed ? { yaml: parsed } : {}) };
}

interface Parsed {
  readonly value: unknown;
  place(path: readonly (string | number)[]): Place | null;
}

async function parse(text: string, syntax: Syntax, name: string): Promise<Parsed | YamlFile> {
  if (syntax === 'json') return parseBraces(text, name);
  if (syntax === 'yaml') return parseYamlFile(toText(text, name, LARGEST_YAML), name);
  if (syntax === 'toml') return (await import('./syntax/toml.js')).parseTomlFile(text, name);
  return { value: null, place: () => null };
}

/** JSON, or YAML in braces, of which every JSON is one too. */
async function parseBraces(text: string, name: string): Promise<Parsed | YamlFile> {
  try {
    return { value: toJsonObject(text, name), place: () => null };
  } catch (error) {
    const yaml = text.length > LARGEST_YAML ? null : await parseYamlFile(text, name).catch(() => null);
    if (yaml && isObject(yaml.value)) return yaml;
    throw error;
  }
}

const EXTENSIONS: Readonly<Record<string, Syntax>> = {
  json: 'json',
  yaml: 'yaml',
  yml: 'yaml',
  toml: 'toml',
  py: 'python',
  sh: 'shell',
  bash: 'shell',
  pbtxt: 'text-proto',
  prototxt: 'text-proto',
};

/** Lines that tell what a text is written in, where neither its name nor its first brace does. */
const TELLING: readonly (readonly [Syntax, RegExp])[] = [
  ['shell', /^#!.*\b(ba|z)?sh\b|^\s*(accelerate\s+launch|torchrun|deepspeed|python3?\s+\S)|(^|\s)--[a-z][\w-]*[\s=]/m],
  ['toml', /^\[[A-Za-z_][\w.-]*\]\s*(#.*)?$/m],
  ['text-proto', /^\s*\w+\s*(?::\s*)?\{\s*(#.*)?$/m],
  ['python', /^(import|from)\s+\w|^\w+\s*=\s*\S/m],
];

function syntaxOf(text: string, file: string | null): Syntax {
  const extension = /\.(\w+)$/.exec(file ?? '')?.[1]?.toLowerCase() ?? '';
  const start = text.trimStart();
  // What starts with a brace is JSON, whatever it is called.
  if (start.startsWith('{')) return 'json';
  if (Object.hasOwn(EXTENSIONS, extension)) {
    const named = EXTENSIONS[extension] as Syntax;
    return named === 'json' ? 'yaml' : named;
  }
  // A YAML file may quote commands, and have keys only; its own keys begin a line.
  if (/^(---|%YAML)|^[\w-]+:(\s|$)/.test(start) && !/^\w+:\s*\{/.test(start)) return 'yaml';
  return TELLING.find(([, pattern]) => pattern.test(text))?.[0] ?? 'yaml';
}

/** The map that a file is. @throws {TypeError} if it is none. */
export function mapOf(file: FormFile): Record<string, unknown> {
  return isObject(file.value) ? file.value : fail(file.name, `a map is required, received ${show(file.value)}.`);
}

function startsWith(bytes: Uint8Array, signature: string): boolean {
  for (let i = 0; i < signature.length; i++) if (bytes[i] !== signature.charCodeAt(i)) return false;
  return true;
}
