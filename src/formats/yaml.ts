import { fail } from './reading.js';

/** Far more than the longest experiment of Model Garden has; the parser takes time that grows with the square of some texts. */
export const LARGEST_YAML = 1 << 16;
const MOST_ALIASES = 50;
const DEEPEST = 64;

/** The tags that say no more than what a plain value would be. */
const PLAIN_TAGS = new Set(['map', 'seq', 'str', 'null', 'bool', 'int', 'float', 'merge']);

/**
 * The value of a YAML text, as Model Garden's loader has it: YAML 1.1, with `1e-3` for a number, and merge keys.
 * @throws {TypeError} for a tag of another type, such as a Python object's, which is never made; for too many aliases.
 */
export async function parseYaml(text: string, part: string): Promise<unknown> {
  checkNesting(text, part);
  // Each alias is looked for through the whole document.
  if ((text.match(/(?:^|[\s[{,:-])\*\w/g)?.length ?? 0) > MOST_ALIASES) {
    throw new RangeError(`${part}: more than ${MOST_ALIASES} aliases are refused.`);
  }
  const { parseDocument } = await import('yaml');
  const document = parseDocument(text, {
    version: '1.1',
    // As in Python, the last of two equal keys counts; looking for them takes time with the square of their number.
    uniqueKeys: false,
    prettyErrors: true,
    logLevel: 'error',
    customTags: (tags) =>
      tags.filter((tag) => typeof tag === 'string' || PLAIN_TAGS.has(tag.tag.split(':').at(-1) as string)),
  });
  const problem = document.errors[0] ?? document.warnings[0];
  if (problem?.code === 'TAG_RESOLVE_FAILED') fail(part, `${firstLine(problem.message)} Only plain values are read.`);
  if (problem) fail(part, firstLine(problem.message));
  try {
    return document.toJS({ maxAliasCount: MOST_ALIASES });
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
