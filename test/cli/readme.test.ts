import { readFileSync } from 'node:fs';
import { readRecipe } from 'lr-schedules/recipe';
import { afterAll, describe, expect, test } from 'vitest';
import { here } from './here.js';
import { directoryWith, wordsOf } from './process.js';

const page = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
const blocks = (text: string, language: string) =>
  [...text.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, block = '']) => block);

const [recipe = ''] = blocks(page('README.md'), 'yaml');
const { path: cwd, remove } = directoryWith({ 'recipe.yaml': recipe });
afterAll(remove);

describe("the README's first example", () => {
  const session = blocks(page('README.md'), 'console').join('\n');
  const commands = session.split(/^\$ npx lr-schedules /m).slice(1);

  test('is the recipe among the examples', () => {
    expect(page('examples/recipe.yaml').replace(/^#.*\n/, '')).toBe(recipe);
    expect(commands.map((command) => command.split(' ')[0])).toEqual(['plot', 'check', 'export']);
  });

  test.each(commands.map((command) => [command.slice(0, command.indexOf('\n')), command] as const))(
    '%s',
    async (line, command) => {
      const { code, stdout, stderr } = await here(line.split(' '), { cwd });
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout.trimEnd()).toBe(command.slice(line.length + 1).trimEnd());
    },
  );

  test('has the finding that is explained, and its cure', async () => {
    const mended = await here(['check', '-'], { input: recipe.replace('decay_steps: 90ep', 'decay_steps: 80ep') });
    expect(mended.stdout).toContain('nothing to report');
  });
});

test('the recipes in the documentation can be read', async () => {
  const recipes = blocks(page('docs/recipes.md'), 'yaml');
  expect(recipes.length).toBeGreaterThan(0);
  for (const text of recipes) expect(Object.keys((await readRecipe(text)).schedules)).toContain('learning_rate');
});

test('the schedules given by flags in the documentation can be made', async () => {
  const lines = page('docs/command-line.md').match(/(?<=^\$ npx lr-schedules )plot --.*/gm) ?? [];
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines) expect((await here(wordsOf(line))).code, line).toBe(0);
  const nested = await here(
    wordsOf("table --steps 2 --csv --schedule Scale --factor 2 --schedule '{ type: Constant, value: 0.1 }'"),
  );
  expect(nested.stdout).toBe('step,learning_rate\n0,0.2\n1,0.2\n');
});
