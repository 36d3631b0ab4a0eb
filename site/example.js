// An example of every schedule: a run of RUN updates, as the playground begins each schedule, and the call that makes it.
import { fileURLToPath } from 'node:url';
import { compare, LearningRateSchedule, trainingClock } from 'lr-schedules';
import { findSchedule, scheduleFrom } from 'lr-schedules/recipe';
import { runnerImport } from 'vite';

const load = async (path) =>
  (await runnerImport(fileURLToPath(new URL(`../playground/src/state/${path}`, import.meta.url)))).module;
const { starter } = await load('starter.ts');
const { toLink } = await load('link.ts');
const { initialPage } = await load('page.ts');

/** Updates of the run that examples are of, and its highest rate. */
export const RUN = 1000;
const PEAK = 0.1;
/** What all types of transformers take; a type's own options are given apart. */
const COMMON = ['baseLr', 'numWarmupSteps', 'numTrainingSteps'];

/** The run of every example. */
export const clock = trainingClock({ totalSteps: RUN });

/** The entry of the package that has a framework's schedules. */
export const entryOf = (framework) =>
  ['keras', 'model-garden', 'blocks'].includes(framework) ? 'lr-schedules' : `lr-schedules/${framework}`;

/** A schedule of the catalog with values that fit it. */
export async function exampleOf(entry) {
  const given = starter(entry.name, PEAK);
  const spec = typeof given === 'number' ? { type: 'Constant', value: given } : inSteps(given);
  const schedule = scheduleFrom(spec);
  const imports = new Map();
  const call = callOf(spec, imports);
  await sameAs(schedule, call, imports, entry);
  const curve = { slot: 0, name: entry.name, isVisible: true, spec: given };
  const page = { plan: { run: { totalSteps: RUN }, curves: [curve] }, view: { ...initialPage.view, unit: 'st' } };
  return { spec, schedule, code: `${importsOf(imports)}\n\nconst schedule = ${call};`, link: toLink(page) };
}

/** A spec whose times are all numbers of steps. */
function inSteps(value) {
  if (typeof value === 'string') return value.endsWith('%') ? clock.steps(value) : value;
  if (Array.isArray(value)) return value.map(inSteps);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [inSteps(key), inSteps(inner)]));
}

/** The TypeScript that makes a schedule, and what it imports. */
function callOf(spec, imports, indent = '') {
  const { type, ...given } = spec;
  const entry = findSchedule(type);
  const inner = `${indent}  `;
  const named = Object.entries(given).map(([pythonName, value]) => {
    const option = entry.options.find((option) => option.pythonName === pythonName);
    return [option.name, textOf(value, option, imports, inner)];
  });
  const object = (pairs) => objectOf(pairs, indent);
  const from = entryOf(entry.framework);
  const use = (name) => imports.set(from, (imports.get(from) ?? new Set()).add(name));
  if (entry.framework === 'transformers') {
    use('getScheduler');
    const [common, own] = [true, false].map((isCommon) => named.filter(([name]) => COMMON.includes(name) === isCommon));
    const kwargs = own.length > 0 ? [['schedulerSpecificKwargs', objectOf(own, inner)]] : [];
    return `getScheduler('${entry.exportName}', ${object([...common, ...kwargs])})`;
  }
  use(entry.exportName);
  if (entry.exportName === 'withWarmup') {
    const [[, schedule], ...options] = named;
    return `withWarmup(${schedule.replaceAll(`\n${inner}`, `\n${indent}`)}, ${object(options)})`;
  }
  const isClass = /^[A-Z]/.test(entry.exportName);
  return `${isClass ? 'new ' : ''}${entry.exportName}(${object(named)})`;
}

function textOf(value, option, imports, indent) {
  if (typeof value === 'string') return `'${value}'`;
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) {
    const items = value.map((item) => textOf(item, option, imports, `${indent}  `));
    const line = `[${items.join(', ')}]`;
    return line.length < 90 && !line.includes('\n')
      ? line
      : `[\n${items.map((item) => `${indent}  ${item},\n`).join('')}${indent}]`;
  }
  if ('type' in value) return callOf(value, imports, indent);
  const camel = (key) => (option.is === 'groups' ? key.replace(/_(\w)/g, (_, letter) => letter.toUpperCase()) : key);
  return objectOf(
    Object.entries(value).map(([key, inner]) => [camel(key), textOf(inner, option, imports, `${indent}  `)]),
    indent,
  );
}

function objectOf(pairs, indent) {
  const line = `{ ${pairs.map(([name, text]) => `${name}: ${text}`).join(', ')} }`;
  if (line.length < 90 && !line.includes('\n')) return line;
  return `{\n${pairs.map(([name, text]) => `${indent}  ${name}: ${text},\n`).join('')}${indent}}`;
}

const importsOf = (imports) =>
  [...imports]
    .map(([from, names]) => `import { ${[...names].sort().join(', ')} } from '${from}';`)
    .sort()
    .join('\n');

/** @throws {Error} unless the call gives the schedule. */
async function sameAs(schedule, call, imports, { name }) {
  const scope = {};
  for (const [from, names] of imports) {
    const exported = await import(from);
    for (const used of names) scope[used] = exported[used];
  }
  const made = new Function(...Object.keys(scope), `return ${call}`)(...Object.values(scope));
  const isSame = made instanceof LearningRateSchedule && compare(made, schedule, { steps: 2 * RUN }).differing === 0;
  if (!isSame) throw new Error(`${name}: the call on its page does not make its schedule:\n${call}`);
}
