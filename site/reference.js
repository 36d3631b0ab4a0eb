// A page of reference for every entry of the package, of its declarations and docstrings.
import { catalog } from 'lr-schedules/recipe';
import { describeTable } from '../scripts/descriptions.js';
import { entries, optionsOfInterface } from './declarations.js';
import { linked, partsOf } from './docstrings.js';
import { entryOf } from './example.js';
import { optionsTable } from './options.js';
import { pathOf } from './schedules.js';

const pages = new Map(
  catalog.map((entry) => [`${entryOf(entry.framework)} ${entry.exportName}`, `/${pathOf(entry)}.md`]),
);

/** Whose options an interface is: that of the export whose declaration takes it. */
const takerOf = (entry, name) =>
  entry.exports.find((other) => other.kind !== 'interface' && new RegExp(`\\b${name}\\b`).test(other.text));

/** What an export is, in a sentence. */
function summaryOf(entry, { name, kind, doc }) {
  const taker = kind === 'interface' ? takerOf(entry, name) : undefined;
  const { summary } = partsOf(doc);
  return summary
    ? linked(summary, entry)
    : taker
      ? `Options of [\`${taker.name}\`](#${taker.name.toLowerCase()}).`
      : '';
}

function section(entry, found) {
  const page = pages.get(`${entry.name} ${found.name}`);
  const parts = [
    `## ${found.name}`,
    summaryOf(entry, found),
    `\`\`\`ts\n${found.text}\n\`\`\``,
    ...(page ? [`Its page: [curve, formula, rates, options and code](${page}).`] : told(entry, found)),
  ];
  return parts.filter(Boolean).join('\n\n');
}

function told(entry, found) {
  const { details, source, throws, returns } = partsOf(found.doc);
  const texts = [
    details,
    returns && `Gives ${returns}`,
    throws.length > 0 && `Throws ${throws.join('; ')}`,
    source && `Source: ${source}`,
  ];
  return [...texts.filter(Boolean).map((text) => linked(text, entry)), options(entry, found)];
}

/** The table of the options that an interface is made of, unless the page of its schedule has it. */
function options(entry, found) {
  const rows = [...optionsOfInterface(found)];
  const taker = takerOf(entry, found.name);
  const page = taker && pages.get(`${entry.name} ${taker.name}`);
  if (rows.length === 0) return '';
  if (page) return `Listed on [the page of \`${taker.name}\`](${page}#options).`;
  const docs = Object.assign({}, ...found.tables.map((table) => describeTable(`${found.path}.ts`, table)));
  return optionsTable(
    found.name,
    rows.map(([name, { option, doc }]) => ({ names: [name], option, doc: linked(docs[name] ?? doc, entry) })),
  );
}

/** @throws {Error} for exports that nobody has described. */
export function requireDocs(all) {
  const silent = all.flatMap((entry) =>
    entry.exports.flatMap((found) =>
      summaryOf(entry, found) ? [] : [`${found.name} of ${entry.name} (src/${found.path}.ts)`],
    ),
  );
  if (silent.length > 0) throw new Error(`Exports without a docstring: ${silent.join(', ')}.`);
}

export function referencePages() {
  requireDocs(entries);
  return [listPage(), ...entries.map(entryPage)];
}

function listPage() {
  const lines = entries.map(
    ({ name, slug, exports }) => `| [\`${name}\`](/reference/${slug}.md) | ${exports.length} |`,
  );
  return {
    path: 'reference/index',
    title: 'Reference',
    markdown: `# Reference

Every export of every entry of the package, as its sources describe it.

| import from | exports |
| --- | --- |
${lines.join('\n')}
`,
  };
}

const entryPage = (entry) => ({
  path: `reference/${entry.slug}`,
  title: entry.name,
  markdown: `# ${entry.name}\n\n${entry.exports.map((found) => section(entry, found)).join('\n\n')}\n`,
});
