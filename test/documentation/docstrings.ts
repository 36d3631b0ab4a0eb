import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Program } from './programs.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const require = createRequire(import.meta.url);
const manifest = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'));

/** What docstrings take for given, by the name that they use: it stands before an example that uses it and has it not. */
const GIVEN: Readonly<Record<string, string>> = {
  loaded: `const loaded = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [4] })] });
loaded.compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' });`,
  model: `const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [4] })] });
model.compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' });`,
  xs: 'const xs = tf.ones([8, 4]);',
  ys: 'const ys = tf.ones([8, 1]);',
  optimizer: 'const optimizer = tf.train.sgd(0.1);',
  loss: 'const weight = tf.variable(tf.scalar(1));\nconst loss = (): tf.Scalar => weight.square();',
  schedule: 'const schedule = new CosineDecay({ initialLearningRate: 0.1, decaySteps: 1000 });',
  finding:
    'const [finding] = diagnose(new CosineDecay({ initialLearningRate: 0, decaySteps: 9 }), { steps: 9 }) as [Finding];',
  tf: "import * as tf from '@tensorflow/tfjs';",
  readFile: "import { readFile } from 'node:fs/promises';",
  writeFile: "import { writeFile } from 'node:fs/promises';",
  createReadStream: "import { createReadStream } from 'node:fs';",
  Finding: "import type { Finding } from 'lr-schedules';",
};

/** Where the entries' sources are, and what each exports. */
const entries = Object.entries<{ default?: string }>(manifest.exports).flatMap(([name, { default: file }]) =>
  file
    ? [
        {
          name: `lr-schedules${name.slice(1)}`,
          directory: file.replace('./dist/', 'src/').replace(/index\.js$/, ''),
          exports: new Set(Object.keys(require(`${root}/${file}`))),
        },
      ]
    : [],
);

/** The programs in the docstrings of src, with the imports that everyone would write before them. */
export const programsOfSources = (): readonly Program[] =>
  readdirSync(`${root}/src`, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `src/${name}`)
    .sort()
    .flatMap((file) => {
      const text = readFileSync(`${root}/${file}`, 'utf8');
      return [...text.matchAll(/^ *\* ```ts\n((?: *\*.*\n)*?) *\* ```$/gm)].map(({ 1: lines = '', index }) => {
        const code = completed(file, lines.replace(/^ *\* ?/gm, ''));
        const place = `${file}:${text.slice(0, index).split('\n').length}`;
        return { place, code, isForBrowsers: code.includes('indexeddb:') };
      });
    });

function completed(file: string, example: string): string {
  let code = example;
  for (const [name, given] of Object.entries(GIVEN)) {
    if (uses(code, name) && !isDeclared(code, name) && !exporting(file, name)) code = `${given}\n${code}`;
  }
  const names = new Set(code.match(/(?<![.\w'])[A-Za-z]\w*\b(?!['\w]|:)/g));
  const imports = [...names].flatMap((name) => {
    const from = isDeclared(code, name) ? undefined : exporting(file, name);
    return from ? [`import { ${name} } from '${from}';\n`] : [];
  });
  return imports.join('') + code;
}

const withoutComments = (code: string) => code.replace(/\/\/.*/g, '');
const uses = (code: string, name: string) =>
  new RegExp(`(?<![.\\w'])${name}\\b(?!['\\w]|:)`).test(withoutComments(code));
const isDeclared = (code: string, name: string) =>
  new RegExp(
    `\\b(const|class|function) ${name}\\b|^(import|const) [^=\\n]*[{[,] (\\w+: )?${name}\\b[^=\\n]*(from|=)|\\* as ${name}\\b`,
    'm',
  ).test(code);

/** The entry that a name is from: the one that the file is of, before all others. */
function exporting(file: string, name: string): string | undefined {
  const own = entries.filter(({ directory }) => file.startsWith(directory));
  return [...own.reverse(), ...entries].find(({ exports }) => exports.has(name))?.name;
}
