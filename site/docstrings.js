// Docstrings as Markdown.
import { entries } from './declarations.js';

/** The parts of a docstring: what it is in a sentence, its source, and all between. */
export function partsOf(doc) {
  const [text, ...tags] = doc.split(/(?:^|\n)(?=@(?:throws|returns|param)\b)/);
  const paragraphs = text.trim().split(/\n\n+/);
  const isSource = (paragraph) => paragraph.startsWith('Source: ');
  return {
    summary: paragraphs[0] ?? '',
    details: paragraphs
      .slice(1)
      .filter((paragraph) => !isSource(paragraph))
      .join('\n\n'),
    source: paragraphs.find(isSource)?.slice('Source: '.length) ?? '',
    throws: tags.flatMap((tag) => tag.split(/\.\s+(?=@throws)/)).flatMap(throwsIn),
    returns:
      tags
        .find((tag) => tag.startsWith('@returns'))
        ?.slice('@returns'.length)
        .trim() ?? '',
  };
}

function throwsIn(tag) {
  const [, type, when] = /^@throws \{([^}]*)\}\s*([\s\S]*)$/.exec(tag) ?? [];
  return type ? [`\`${type.replaceAll(' | ', '`, `')}\` ${when.trim()}`] : [];
}

/** The text, in which `schedules[0](t)` is a call and not a link of Markdown. */
const withCalls = (text) => text.replace(/```[\s\S]*?```|`[^`]*`|\]\(/g, (found) => (found === '](' ? ']\\(' : found));

/** Text with its `{@link name}` as links to what the entry, or else another one, exports under that name. */
export function linked(text, entry) {
  return withCalls(text).replace(/\{@link (\w+)(?:\.\w+)?\}/g, (_, name) => {
    const isHere = (one) => one.exports.some((found) => found.name === name);
    const place = isHere(entry) ? entry : entries.find(isHere);
    return place ? `[\`${name}\`](/reference/${place.slug}.md#${name.toLowerCase()})` : `\`${name}\``;
  });
}
