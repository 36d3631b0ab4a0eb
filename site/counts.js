// How much was compared with the real frameworks, counted from the tables that tests read and the outcome that they leave.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

const test = fileURLToPath(new URL('../test/', import.meta.url));
const KEYS = ['values', 'rates', 'float32', 'points'];

function read(path) {
  const bytes = readFileSync(`${test}${path}`);
  return JSON.parse((path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString());
}

const frameworkOf = ({ source, peer, form }) => (peer ?? form ?? source ?? '').split(/[ (]/)[0];

/** The tables that are lists of records with numbers in them. */
function goldenTables() {
  return readdirSync(`${test}golden`)
    .filter((name) => /\.json(\.gz)?$/.test(name))
    .flatMap((name) => {
      const records = read(`golden/${name}`);
      if (!Array.isArray(records)) return [];
      const numbers = records.flatMap((record) => KEYS.flatMap((key) => record[key] ?? [])).length;
      const of = [...new Set(records.map(frameworkOf))].filter(Boolean).sort();
      return numbers > 0 ? [{ name, records: records.length, numbers, of }] : [];
    });
}

const thousands = (count) => count.toLocaleString('en');

export function countsPage() {
  const tables = goldenTables();
  const { versions, frameworks, workers } = read('interop/outcome.json');
  const sum = (key) => thousands(tables.reduce((total, table) => total + table[key], 0));
  const worst = (cases) => Math.max(...Object.values(cases).map(({ error }) => error)).toExponential(1);
  return {
    path: 'docs/counts',
    title: 'What was compared',
    markdown: `# What was compared

Counted when this site was built. [How the numbers are verified](/docs/verified.md) says how.

## Tables of the real frameworks

${sum('records')} records with ${sum('numbers')} rates, all of which every \`npm test\` compares.

| table | records | rates | made by |
| --- | ---: | ---: | --- |
${tables.map(({ name, records, numbers, of }) => `| \`${name}\` | ${thousands(records)} | ${thousands(numbers)} | ${of.join(', ')} |`).join('\n')}

## The printed code, in the real frameworks

The last run of \`npm run test:interop\`, with ${Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', ')}. The difference is the largest of all, as a part of the curve's largest magnitude.

| code for | schedules | largest difference |
| --- | ---: | ---: |
${Object.entries(frameworks)
  .map(([name, cases]) => `| ${name} | ${Object.keys(cases).length} | ${worst(cases)} |`)
  .join('\n')}
${Object.entries(workers)
  .map(
    ([name, cases]) =>
      `| ${name}, on ${Math.max(...Object.values(cases).map(({ workers }) => workers))} workers | ${Object.keys(cases).length} | ${worst(cases)} |`,
  )
  .join('\n')}
`,
  };
}
