// What the docstrings of the sources say about schedules and their options: one place for programs and people to read.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const sources = fileURLToPath(new URL('../src', import.meta.url));
const files = readdirSync(sources, { recursive: true })
  .filter((path) => /^(schedules|dialects|training-clock|recipe\/catalog)\b.*\.ts$/.test(path))
  .map((path) => ({ path, text: readFileSync(`${sources}/${path}`, 'utf8') }));

/** A docstring as one line, without its stars; `{@link name}` is the name. */
const flat = (comment) =>
  comment
    .replace(/^\s*\* ?/gm, '')
    .replace(/\{@link (\w+)\}/g, '$1')
    .replace(/`/g, '')
    .replace(/\s+/g, ' ')
    .trim();

const frameworkOf = (path) => path.match(/^dialects\/(\w+)/)?.[1] ?? '';

/** Of each interface, by its framework and name, what its members are for, and the interfaces it extends. */
const interfaces = new Map();
for (const { path, text } of files) {
  const found = text.matchAll(/^(?:export )?interface (\w+)(?:<.*>)?( extends .*)? \{\n([\s\S]*?)^\}/gm);
  for (const [, name, parents = '', body] of found) {
    const members = body.matchAll(/\/\*\*([\s\S]*?)\*\/\s*readonly (\w+)/g);
    interfaces.set(`${frameworkOf(path)}.${name}`, {
      parents: parents.match(/\b\w+(?:Options|Kwargs)\b/g) ?? [],
      members: Object.fromEntries(Array.from(members, ([, doc, member]) => [member, flat(doc)])),
    });
  }
}

function member(framework, owner, option) {
  const found = interfaces.get(`${framework}.${owner}`) ?? interfaces.get(`.${owner}`);
  return found?.members[option] ?? found?.parents.map((parent) => member(framework, parent, option)).find(Boolean);
}

const upperFirst = (name) => name.charAt(0).toUpperCase() + name.slice(1);
const pascal = (snake) => snake.split('_').map(upperFirst).join('');

/** The interfaces that the options of a schedule may be described in. */
function ownersOf({ framework, exportName }) {
  if (framework === 'transformers') return ['GetSchedulerOptions', `${pascal(exportName)}Kwargs`];
  const base = upperFirst(exportName)
    .replace(/WithOffset$/, '')
    .replace(/^(.*)Momentum$/, '$1LR')
    .replace(/^Wsd/, 'WSD');
  return [
    `${upperFirst(exportName)}Options`,
    `${base}Options`,
    'OffsetOptions',
    'CombinedOptions',
    'WithWarmupOptions',
  ];
}

/** What an option is for, in a sentence or two; undefined where no docstring says it. */
export function describeOption(entry, { name }) {
  return ownersOf(entry)
    .map((owner) => member(entry.framework, owner, name))
    .find(Boolean);
}

/** What a schedule is, in one sentence. */
export function describeSchedule({ framework, exportName }) {
  if (framework === 'transformers') return `${exportName} of transformers' get_scheduler.`;
  const own = new RegExp(`/\\*\\*((?:(?!\\*/)[\\s\\S])*)\\*/\\nexport (?:class|function|const) ${exportName}\\b`);
  const docs = files
    .filter(({ path }) => [framework, ''].includes(frameworkOf(path)))
    .map(({ text }) => text.match(own)?.[1]);
  const doc = docs.find(Boolean);
  return doc && flat(doc.split(/\n \*\n/)[0]);
}

/** What an option of a run's clock is for. */
export const describeClock = (name) => member('', 'TrainingClockOptions', name);
