import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DampedCosine, deserialize, Rex } from 'lr-schedules';
import { toJavaScript } from 'lr-schedules/codegen';
import { catalog, readRecipe } from 'lr-schedules/recipe';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The files of code that have a word in them, but for those that make schedules out of others. */
const filesWith = (word: string) =>
  ['src', 'scripts', 'playground/src'].flatMap((directory) =>
    readdirSync(`${root}${directory}`, { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.(js|tsx?)$/.test(path))
      .map((path) => `${directory}/${path}`)
      .filter((path) => !/^src\/(audit|dialects|formats)\//.test(path))
      .filter((path) => new RegExp(`\\b${word}\\b`).test(readFileSync(root + path, 'utf8'))),
  );

test.each([
  ['Rex', 'rex', new Rex({ from: 0.1, to: 0, steps: 10 }), 'from: 0.1, to: 0, steps: 10'],
  [
    'DampedCosine',
    'damped-cosine',
    new DampedCosine({ peak: 0.1, cycleSteps: 10, decayRate: 0.5 }),
    'peak: 0.1, cycle_steps: 10, decay_rate: 0.5',
  ],
])('%s stands in its file and in one line of a list, and all else follows', async (name, file, schedule, options) => {
  const list = 'src/schedules/named/index.ts';
  expect(filesWith(name).sort()).toEqual([`src/schedules/named/${file}.ts`, list].sort());
  expect(readFileSync(root + list, 'utf8').match(new RegExp(`^.*\\b${name}\\b.*$`, 'gm'))).toHaveLength(1);

  const same = expect.objectContaining(JSON.parse(JSON.stringify(schedule)));
  expect(deserialize(schedule.toJSON()).toJSON()).toEqual(same);
  expect(catalog.map((entry) => entry.name)).toContain(name);
  const { schedules } = await readRecipe(`learning_rate: { type: ${name}, ${options} }`);
  expect(schedules['learning_rate']?.toJSON()).toEqual(same);
  expect(toJavaScript(schedule)).toContain('export function');
});
