import type { Event, ScalarTagDefinition } from 'js-yaml';
import { Budget } from '../budget.js';
import { checkTree, fail } from '../reading.js';

/** Characters: twenty times the longest experiment of Model Garden, each line of which takes the parser a microsecond. */
export const LARGEST_YAML = 1 << 20;
const DEEPEST = 64;
/** Values, keys and lists, each of which takes the parser two microseconds and 300 bytes: one for four characters. */
const MOST_NODES = 1 << 18;
/** Before each node, but for the first, stands a mark; every key or item has one. */
const MARK = /[,[{]|[-:?](?=\s|$)/g;

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
 * @throws {TypeError} for a tag of another type, such as a Python object's, which is never made; for maps as keys.
 * @throws {RangeError} for deep nesting, and for aliases that stand for more than the text could hold.
 */
export async function parseYaml(text: string, part: string): Promise<unknown> {
  return (await parseYamlFile(text, part)).value;
}

/** The same, with the places of all values. */
export async function parseYamlFile(text: string, part: string): Promise<YamlFile> {
  requireFewNodes(text, part);
  const yaml = await import('js-yaml');
  let events: Event[];
  let value: unknown;
  let walk: EventWalk;
  try {
    events = yaml.parseEvents(text, { maxDepth: DEEPEST });
    walk = new EventWalk(text, events, yaml);
    walk.check(part);
    // As in Python, the last of two equal keys counts.
    [value = null] = yaml.constructFromEvents(events, { source: text, schema: schemaOf(yaml), json: true });
  } catch (error) {
    if (!(error instanceof yaml.YAMLException) || !error.mark) throw error;
    const { line, column } = error.mark;
    throw problem(error.reason, `${part}:${line + 1}:${column + 1}`);
  }
  checkTree(value, part, new Budget(text.length));
  return {
    value,
    place: (path) => walk.place(path),
    get twice() {
      return walk.twice();
    },
  };
}

function requireFewNodes(text: string, part: string): void {
  let count = 0;
  MARK.lastIndex = 0;
  while (MARK.test(text)) {
    if (++count > MOST_NODES) throw new RangeError(`${part}: at most ${MOST_NODES} keys and items are read.`);
  }
}

type Yaml = typeof import('js-yaml');

/** YAML 1.1 without the types that are no plain values: dates are texts, as a recipe means them. */
function schemaOf(yaml: Yaml) {
  const { Schema, strTag, nullYaml11Tag, boolYaml11Tag, intYaml11Tag, floatYaml11Tag, floatCoreTag } = yaml;
  const { mergeTag, seqTag, mapTag, NOT_RESOLVED } = yaml;
  const floatTag: ScalarTagDefinition<number> = {
    ...floatYaml11Tag,
    resolve(source, ...rest) {
      const value = floatYaml11Tag.resolve(source, ...rest);
      return value === NOT_RESOLVED ? floatCoreTag.resolve(source, ...rest) : value;
    },
  };
  const plainKeys: typeof mapTag = {
    ...mapTag,
    addPair: (map, key, value) =>
      typeof key === 'object' && key !== null ? 'a key must be a plain value' : mapTag.addPair(map, key, value),
  };
  const scalars = { str: strTag, unicode: strTag, int: intYaml11Tag, long: intYaml11Tag, float: floatTag };
  return new Schema([
    ...[strTag, nullYaml11Tag, boolYaml11Tag, intYaml11Tag, floatTag, mergeTag, seqTag, plainKeys],
    // Tags by which Python's dumper names plain types.
    ...Object.entries({ ...scalars, bool: boolYaml11Tag, none: nullYaml11Tag }).map(([name, tag]) => ({
      ...(tag as ScalarTagDefinition),
      tagName: `${PYTHON}${name}`,
      implicit: false,
    })),
    ...['tuple', 'list'].map((name) => ({ ...seqTag, tagName: `${PYTHON}${name}` })),
    { ...plainKeys, tagName: `${PYTHON}dict` },
    ...PADDLE_TAGS.map((name) => ({
      ...plainKeys,
      tagName: `!${name}`,
      create: (tagName: string) => ({ ...plainKeys.create(tagName), name }),
    })),
  ]);
}

const PYTHON = 'tag:yaml.org,2002:python/';

/** Classes that PaddleDetection's files name by a tag, which here is read as the key `name`. */
const PADDLE_TAGS = ['PiecewiseDecay', 'CosineDecay', 'LinearWarmup', 'ExpWarmup'];

function problem(reason: string, at: string): TypeError | RangeError {
  if (reason.startsWith('nesting exceeded')) return new RangeError(`${at}: it is nested deeper than ${DEEPEST}.`);
  const [, tag] = /tag !<(.*)>$/.exec(reason) ?? [];
  if (tag !== undefined) return new TypeError(`${at}: the tag ${tag} is not known. Only plain values are read.`);
  return reason.includes('exceeded') ? new RangeError(`${at}: ${reason}.`) : new TypeError(`${at}: ${reason}.`);
}

/** What stands where in a text: an event opens or closes each node, in the order of the text. */
class EventWalk {
  constructor(
    private readonly text: string,
    private readonly events: readonly Event[],
    private readonly yaml: Yaml,
  ) {}

  /** @throws {TypeError} for a second document, and for what holds itself. */
  check(part: string): void {
    const { EVENT_ID } = this.yaml;
    const open: (string | null)[] = [];
    const opened = new Set<string>();
    let documents = 0;
    for (const [i, event] of this.events.entries()) {
      if (event.type === EVENT_ID.POP) {
        opened.delete(open.pop() ?? '');
      } else if (event.type === EVENT_ID.DOCUMENT) {
        open.push(null);
        if (++documents > 1) fail(this.show(part, i + 1), 'one document is required, received another.');
      } else if (event.type === EVENT_ID.ALIAS) {
        const name = this.text.slice(event.anchorStart, event.anchorEnd);
        if (opened.has(name)) fail(this.show(part, i), `the alias *${name} stands inside of what it means.`);
      } else if (event.type !== EVENT_ID.SCALAR) {
        const anchor = event.anchorStart < 0 ? null : this.text.slice(event.anchorStart, event.anchorEnd);
        open.push(anchor);
        if (anchor) opened.add(anchor);
      }
    }
  }

  place(path: readonly (string | number)[]): Place {
    // The first event is the document's.
    let at = 1;
    let found = at;
    for (const step of path) {
      const inside = this.inside(at).find(({ key, index }) =>
        key === null ? index === step : this.keyAt(key) === String(step),
      );
      if (!inside) break;
      found = inside.key ?? inside.at;
      at = inside.at;
    }
    return this.placeOf(found);
  }

  twice(): YamlFile['twice'] {
    const { EVENT_ID } = this.yaml;
    /** Of each map or list around: the keys so far, and whether a key comes next. */
    const around: { readonly keys: Set<string> | null; atKey: boolean }[] = [];
    for (const [i, { type }] of this.events.entries()) {
      if (type === EVENT_ID.POP) {
        around.pop();
        continue;
      }
      const map = around.at(-1);
      if (map?.keys) {
        if (map.atKey && type === EVENT_ID.SCALAR) {
          const key = this.keyAt(i);
          if (map.keys.has(key) && key !== '<<') return { key, ...this.placeOf(i) };
          map.keys.add(key);
        }
        map.atKey = !map.atKey;
      }
      if (type === EVENT_ID.MAPPING) around.push({ keys: new Set(), atKey: true });
      else if (type === EVENT_ID.SEQUENCE || type === EVENT_ID.DOCUMENT) around.push({ keys: null, atKey: false });
    }
    return null;
  }

  /** What stands in the map or list at an event: where its keys and values, or items, begin. */
  private inside(at: number): { key: number | null; index: number; at: number }[] {
    const { EVENT_ID } = this.yaml;
    const type = this.events[at]?.type;
    const found = [];
    if (type !== EVENT_ID.MAPPING && type !== EVENT_ID.SEQUENCE) return [];
    for (let i = at + 1; this.events[i]?.type !== EVENT_ID.POP; ) {
      const key = type === EVENT_ID.MAPPING ? i : null;
      if (key !== null) i = this.after(i);
      found.push({ key, index: found.length, at: i });
      i = this.after(i);
    }
    return found;
  }

  /** The event after the node that begins at one. */
  private after(at: number): number {
    const { EVENT_ID } = this.yaml;
    let depth = 0;
    let i = at;
    do {
      const type = this.events[i++]?.type;
      if (type === EVENT_ID.POP) depth--;
      else if (type === EVENT_ID.MAPPING || type === EVENT_ID.SEQUENCE) depth++;
    } while (depth > 0);
    return i;
  }

  private keyAt(at: number): string {
    const event = this.events[at];
    return event?.type === this.yaml.EVENT_ID.SCALAR ? this.yaml.getScalarValue(this.text, event) : '';
  }

  private placeOf(at: number): Place {
    const lines = this.text.slice(0, this.startOf(this.events[at])).split(/\r\n|\r|\n/);
    return { line: lines.length, column: (lines.at(-1) as string).length + 1 };
  }

  private startOf(event: Event | undefined): number {
    const { EVENT_ID, SCALAR_STYLE } = this.yaml;
    if (event?.type === EVENT_ID.ALIAS) return event.anchorStart - 1;
    if (event?.type === EVENT_ID.MAPPING || event?.type === EVENT_ID.SEQUENCE) return event.start;
    if (event?.type !== EVENT_ID.SCALAR) return 0;
    const { SINGLE_QUOTED, DOUBLE_QUOTED } = SCALAR_STYLE;
    const isQuoted = event.style === SINGLE_QUOTED || event.style === DOUBLE_QUOTED;
    return event.valueStart - (isQuoted ? 1 : 0);
  }

  private show(part: string, at: number): string {
    const { line, column } = this.placeOf(at);
    return `${part}:${line}:${column}`;
  }
}
