import type { CollectionTag, Tags, YAMLMap } from 'yaml';
import { fail } from '../reading.js';

/** Far more than the longest experiment of Model Garden has; the parser takes time that grows with the square of some texts. */
export const LARGEST_YAML = 1 << 16;
const MOST_ALIASES = 50;
const DEEPEST = 64;

/** The tags that say no more than what a plain value would be. */
const PLAIN_TAGS = new Set(['map', 'seq', 'str', 'null', 'bool', 'int', 'float', 'merge']);

/** Tags by which Python's dumper names plain types, and what they are without. */
const PYTHON_TAGS: Readonly<Record<string, string>> = {
  tuple: 'seq',
  list: 'seq',
  dict: 'map',
  str: 'str',
  unicode: 'str',
  int: 'int',
  long: 'int',
  float: 'float',
  bool: 'bool',
  none: 'null',
};

/** The tags of plain types again, under Python's names. */
function pythonTags(tags: Tags): Tags {
  return Object.entries(PYTHON_TAGS).flatMap(([name, plain]) =>
    tags.flatMap((tag) =>
      typeof tag !== 'string' && tag.tag === `tag:yaml.org,2002:${plain}`
        ? [{ ...tag, tag: `tag:yaml.org,2002:python/${name}`, default: false } as typeof tag]
        : [],
    ),
  );
}

/** Classes that PaddleDetection's files name by a tag, which here is read as the key `name`. */
const PADDLE_TAGS = ['PiecewiseDecay', 'CosineDecay', 'LinearWarmup', 'ExpWarmup'];

const paddleTags = PADDLE_TAGS.map((name) => ({
  tag: `!${name}`,
  collection: 'map' as const,
  resolve: (map: YAMLMap) => {
    map.set('name', name);
    return map;
  },
})) as unknown as CollectionTag[];

export interface Place {
  readonly line: number;
  readonly column: number;
}

/** What a YAML text says, and where. */
export interface YamlFile {
  readonly value: unknown;
  /** The line and the column, from 1, of the key or item at the end of a path, or of what comes nearest to it. */
  place(path: readonly (string | number)[]): Place;
  /** The first key that its map has twice, at its second place; null without one. */
  readonly twice: (Place & { readonly key: string }) | null;
}

/**
 * The value of a YAML text, as Model Garden's loader has it: YAML 1.1, with `1e-3` for a number, and merge keys.
 * @throws {TypeError} for a tag of another type, such as a Python object's, which is never made; for too many aliases.
 */
export async function parseYaml(text: string, part: string): Promise<unknown> {
  return (await parseYamlFile(text, part)).value;
}

/** The same, with the places of all values. */
export async function parseYamlFile(text: string, part: string): Promise<YamlFile> {
  checkNesting(text, part);
  // Each alias is looked for through the whole document.
  if ((text.match(/(?:^|[\s[{,:-])\*\w/g)?.length ?? 0) > MOST_ALIASES) {
    throw new RangeError(`${part}: more than ${MOST_ALIASES} aliases are refused.`);
  }
  const { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, visit } = await import('yaml');
  const lineCounter = new LineCounter();
  const document = parseDocument(text, {
    lineCounter,
    version: '1.1',
    // As in Python, the last of two equal keys counts; looking for them takes time with the square of their number.
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'error',
    customTags: (tags) => [
      ...tags.filter((tag) => typeof tag === 'string' || PLAIN_TAGS.has(tag.tag.split(':').at(-1) as string)),
      ...pythonTags(tags),
      ...paddleTags,
    ],
  });
  const problem = document.errors[0] ?? document.warnings[0];
  if (problem) {
    const { line, col } = lineCounter.linePos(problem.pos[0]);
    const at = `${part}:${line}:${col}`;
    if (problem.code === 'TAG_RESOLVE_FAILED') fail(at, `${firstLine(problem.message)} Only plain values are read.`);
    fail(
      at,
      problem.code === 'MULTIPLE_DOCS' ? 'one document is required, received another.' : firstLine(problem.message),
    );
  }
  const keyOf = (key: unknown) => String(isScalar(key) ? key.value : key);
  const placeOf = (node: unknown): Place | null => {
    const start = isNode(node) ? node.range?.[0] : undefined;
    if (start === undefined) return null;
    const { line, col } = lineCounter.linePos(start);
    return { line, column: col };
  };
  const place = (path: readonly (string | number)[]): Place => {
    let node: unknown = document.contents;
    let found = placeOf(node);
    for (const step of path) {
      const pair = isMap(node) ? node.items.find(({ key }) => keyOf(key) === String(step)) : undefined;
      const inside = isSeq(node) ? node.items[Number(step)] : undefined;
      found = placeOf(inside ?? pair?.key) ?? found;
      node = inside ?? pair?.value;
    }
    return found ?? { line: 1, column: 1 };
  };
  let twice: YamlFile['twice'] = null;
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<string>();
      for (const { key } of items) {
        const name = keyOf(key);
        if (seen.has(name) && name !== '<<') {
          twice = { key: name, ...(placeOf(key) as Place) };
          return visit.BREAK;
        }
        seen.add(name);
      }
      return undefined;
    },
  });
  try {
    return { value: document.toJS({ maxAliasCount: MOST_ALIASES }), place, twice };
  } catch (error) {
    fail(part, firstLine((error as Error).message));
  }
}

/** The parser is recursive; this is not. Brackets in texts count too, which costs only texts full of them. */
function checkNesting(text: string, part: string): void {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (character === '[' || character === '{') depth++;
    else if ((character === ']' || character === '}') && depth > 0) depth--;
    if (depth > DEEPEST) throw new RangeError(`${part}: it is nested deeper than ${DEEPEST}.`);
  }
  if (/(?:[-?:][ \t]+){64}/.test(text)) throw new RangeError(`${part}: it is nested deeper than ${DEEPEST}.`);
}

const firstLine = (message: string) => `${(message.split('\n')[0] as string).replace(/[:.]$/, '')}.`;
