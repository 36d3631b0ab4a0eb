// A page for every schedule of the catalog, of what the code knows of it.
import { toJavaScript, toLatex, toPython } from 'lr-schedules/codegen';
import { plotSvg, sampleCurve } from 'lr-schedules/plot';
import {
  catalog,
  findSchedule,
  frameworkTitles,
  offeredOptions,
  sameIn,
  sameInFrameworks,
  writeRecipe,
} from 'lr-schedules/recipe';
import { describeOptions, describeSchedule } from '../scripts/descriptions.js';
import { entries, exportOf } from './declarations.js';
import { linked, partsOf } from './docstrings.js';
import { clock, entryOf, exampleOf, RUN } from './example.js';
import { optionsTable } from './options.js';

/** How much of an example is drawn: what comes after its end too. */
const SHOWN = 1.2 * RUN;

const TARGETS = [
  ['Keras', 'python', (schedule) => toPython(schedule, { target: 'keras' })],
  ['Optax (JAX)', 'python', (schedule) => toPython(schedule, { target: 'optax' })],
  ['PyTorch', 'python', (schedule) => toPython(schedule, { target: 'torch' })],
  ['NumPy', 'python', (schedule) => toPython(schedule, { target: 'numpy' })],
  ['JavaScript', 'js', (schedule) => toJavaScript(schedule)],
];

const nameIn = ({ name }) => name.slice(name.indexOf('.') + 1);
export const pathOf = (entry) => `schedules/${entry.framework}/${nameIn(entry)}`;
const summaryOf = (entry) => describeSchedule(entry).replace(/\.$/, '');

/** The page of a schedule, its pictures, and its picture for the list of all. */
async function pageOf(entry) {
  const example = await exampleOf(entry);
  const { schedule, code, link } = example;
  const from = entries.find(({ name }) => name === entryOf(entry.framework));
  const exported = entry.framework === 'transformers' ? 'getScheduler' : entry.exportName;
  const doc = partsOf(exportOf(from.name, exported).doc);
  const title = frameworkTitles[entry.framework];
  const docs = describeOptions(entry);
  const picture = nameIn(entry);
  const markdown = `# ${nameIn(entry)}

${entry.framework === 'transformers' ? `${summaryOf(entry)}.` : linked(doc.summary, from)}

A schedule of **${entry.framework === 'blocks' ? 'this package, under no framework’s name' : title}**. Here it is \`${exported}\` of [\`${from.name}\`](/reference/${from.slug}.md#${exported.toLowerCase()}), and \`type: ${entry.name}\` in [recipes](/docs/recipes.md).

${figure(picture, entry)}

The example below, over a run of ${thousands(RUN)} updates and somewhat further. [Move its options in the playground](/playground/index.html${link})

## Write it

\`\`\`ts
${code}
\`\`\`

In a [recipe](/docs/recipes.md), for the [command line](/docs/command-line.md):

\`\`\`yaml
${(await writeRecipe({ run: { total_steps: RUN }, learning_rate: example.spec })).trim()}
\`\`\`

## Rates

Steps count from 0: the first update has step 0, and the last of ${thousands(RUN)} has step ${RUN - 1}.

${ratesTable(entry, example)}

## Formula

\`\`\`math
${toLatex(schedule)}
\`\`\`

${linked(doc.details, from)}
${doc.throws.length > 0 ? `\nThrows ${linked(doc.throws.join('; '), from)}\n` : ''}
## Options

${optionsTable(
  entry.name,
  offeredOptions(entry).map((option) => ({
    names: [...new Set([option.name, option.pythonName])],
    option,
    doc: docs[option.name],
  })),
)}

Each under its name in TypeScript and, where that differs, in Python and in recipes. ${unusedIn(entry)}

## In other frameworks

${elsewhere(entry, example)}

## In code

What \`npx lr-schedules export\` prints for the example; [more](/docs/codegen.md).

${TARGETS.map(([name, language, print]) => `### ${name}\n\n\`\`\`${language}\n${print(schedule).trim()}\n\`\`\``).join('\n\n')}

## Source

${linked(doc.source, from) || `This package; see [what frameworks do](/docs/frameworks.md).`}
`;
  const plot = (dark) =>
    plotSvg([{ title: 'learning rate', curves: [{ name: entry.name, schedule }] }], {
      steps: SHOWN + 1,
      height: 320,
      dark,
    });
  return {
    path: pathOf(entry),
    title: `${nameIn(entry)} · ${title}`,
    markdown,
    assets: [
      { path: `${pathOf(entry)}.light.svg`, body: plot(false) },
      { path: `${pathOf(entry)}.dark.svg`, body: plot(true) },
    ],
    card: cardOf(entry, schedule),
  };
}

const figure = (picture, { name }) =>
  `<figure class="plot">${['light', 'dark']
    .map(
      (theme) =>
        `<img class="in-${theme}" src="${picture}.${theme}.svg" width="800" height="320" alt="The rate of the example of ${name}, step by step" loading="lazy">`,
    )
    .join('')}</figure>`;

/** The same curve under the names of other frameworks, and where it is not quite the same. */
function elsewhere(entry, { spec }) {
  const rows = sameInFrameworks.flatMap((framework) => {
    const same = framework === entry.framework ? null : sameIn(spec, framework, { clock });
    if (!same || typeof same.spec === 'number') return [];
    const found = findSchedule(same.spec.type);
    const text = JSON.stringify(same.spec, null, 1)
      .replace(/\n\s*/g, ' ')
      .replace(/"(\w+)":/g, '$1:')
      .replaceAll('"', '');
    const difference = same.apart
      ? `from step ${thousands(same.apart.from)} on; by at most ${rate(100 * same.apart.by)} % of the highest rate, at step ${thousands(same.apart.step)}`
      : 'nowhere';
    return [
      `| ${frameworkTitles[framework]} | [\`${nameIn(found)}\`](/${pathOf(found)}.md) | \`${text}\` | ${difference} |`,
    ];
  });
  if (rows.length === 0)
    return 'No other framework has this curve under a name of its own; the code below gives its rates.';
  return `The example, over its run, as others have it:\n\n${[
    '| framework | name | as a recipe has it | rates differ |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n')}`;
}

function unusedIn(entry) {
  const offered = offeredOptions(entry);
  const unused = entry.options.filter((option) => !offered.includes(option)).map(({ name }) => `\`${name}\``);
  return unused.length > 0 ? `Also taken, without an effect on the rate: ${unused.join(', ')}.` : '';
}

const thousands = (count) => count.toLocaleString('en');
const rate = (value) => String(Number(value.toPrecision(6)));

/** Rates at the steps that people ask for, and at those only that this schedule has. */
function ratesTable(entry, { spec, schedule }) {
  const { horizon } = schedule;
  const rates = schedule.values(RUN);
  const highest = rates.indexOf(rates.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY));
  const warmups = entry.options.filter(({ is, pythonName }) => is === 'steps' && /warm_?up/.test(pythonName));
  const warmup = warmups.map(({ pythonName }) => spec[pythonName]).find((steps) => steps > 0);
  const hasEnd = Number.isFinite(horizon) && horizon > 0;
  const end = hasEnd ? Math.ceil(horizon) : RUN;
  const marked = [
    [0, 'the first update'],
    [1, 'the second'],
    ...(warmup === undefined ? [] : [[warmup, 'end of the warmup']]),
    [highest, 'the first of the highest rate'],
    [Math.floor(end / 2), hasEnd ? 'half way' : 'half way through the run'],
    [end - 1, hasEnd ? 'the last before its end' : 'the last update of the run'],
    [
      end,
      hasEnd
        ? 'its end: from here on the rate stays'
        : 'the run is over; the schedule has no end of its own, and goes on',
    ],
    [end + 1, hasEnd ? 'one past its end' : 'one past the run'],
    [2 * end, hasEnd ? 'as long again' : 'a second run'],
  ];
  const words = new Map();
  for (const [step, what] of marked) if (step >= 0) words.set(step, [...(words.get(step) ?? []), what]);
  const rows = [...words].sort(([a], [b]) => a - b);
  const lines = rows.map(([step, what]) => `| ${thousands(step)} | ${rate(schedule(step))} | ${what.join('; ')} |`);
  return ['| step | rate | |', '| ---: | --- | --- |', ...lines].join('\n');
}

/** A name that a line may break between its words. */
const breakable = (name) => name.replace(/(?<=[a-z])(?=[A-Z])|(?<=_)/g, '<wbr>');

/** The line of a schedule's curve, and a link to its page. */
function cardOf(entry, schedule) {
  const { steps, rates } = sampleCurve(schedule, { steps: SHOWN, columns: 60 });
  const finite = [...rates].filter(Number.isFinite);
  const [low, high] = [Math.min(0, ...finite), Math.max(...finite)];
  const y = (value) => (38 - (36 * (value - low)) / (high - low || 1)).toFixed(1);
  const points = [...steps].flatMap((step, i) =>
    Number.isFinite(rates[i]) ? `${((118 * step) / SHOWN + 1).toFixed(1)} ${y(rates[i])}` : [],
  );
  return `<li><a href="${entry.framework}/${nameIn(entry)}.html"><svg viewBox="0 0 120 40" width="120" height="40" aria-hidden="true"><path d="M${points.join(' ')}"/></svg><b>${breakable(nameIn(entry))}</b></a></li>`;
}

/** The frameworks, each with its schedules, in the order of the catalog. */
export const frameworks = [...new Set(catalog.map(({ framework }) => framework))].map((name) => ({
  name,
  title: name === 'blocks' ? 'Building blocks' : frameworkTitles[name],
  schedules: catalog
    .filter(({ framework }) => framework === name)
    .map((entry) => ({ title: nameIn(entry), path: pathOf(entry) })),
}));

/** The pages of all schedules, and the list of them. */
export async function schedulePages() {
  const pages = new Map();
  for (const entry of catalog) pages.set(entry.name, await pageOf(entry));
  const list = frameworks.map(({ name, title }) => {
    const cards = catalog.filter(({ framework }) => framework === name).map((entry) => pages.get(entry.name).card);
    return `## ${title}\n\n<ul class="cards">${cards.join('')}</ul>`;
  });
  const index = {
    path: 'schedules/index',
    title: 'All schedules',
    markdown: `# All schedules\n\n${catalog.length} schedules, under the names that their frameworks have for them. Each page has its curve, its formula, its rates at the steps that matter, its options, and the code for every framework. Which differ where: [frameworks](/docs/frameworks.md).\n\n${list.join('\n\n')}\n`,
  };
  return [index, ...pages.values()];
}
