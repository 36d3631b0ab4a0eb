import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { catalog } from 'lr-schedules/recipe';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findChromium, launch } from '../browser/chromium.js';
import { pagesOf, serve, troublesOf } from './pages.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'site-'));
const out = join(scratch, 'site');
const playground = join(scratch, 'playground');

/** Runs a program in a process of its own, as `npm run site` does. */
async function program(code: string): Promise<string> {
  const flags = ['--input-type=module', '--eval', code];
  return (await promisify(execFile)(process.execPath, flags, { cwd: root })).stdout;
}

const page = (path: string) => readFileSync(join(out, path), 'utf8');

beforeAll(async () => {
  // Building the whole playground takes long, and is tested elsewhere.
  mkdirSync(playground);
  cpSync(join(root, 'playground/index.html'), join(playground, 'index.html'));
  cpSync(join(root, 'playground/public'), playground, { recursive: true });
  const [to, from] = [out, playground].map((path) => JSON.stringify(path));
  await program(`import * as built from './site/build.js';
await built.buildSite(await built.allPages(), ${to}, ${from});`);
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test('every schedule has a page, with its rates', () => {
  const paths = catalog.map(
    ({ framework, name }) => `schedules/${framework}/${name.slice(name.indexOf('.') + 1)}.html`,
  );
  expect(paths.filter((path) => !existsSync(join(out, path)))).toEqual([]);
  // The highest rate of one cycle is that of step pct_start · total − 1.
  expect(page('schedules/torch/OneCycleLR.html')).toMatch(/<td class="right">299<\/td>\s*<td>0\.1<\/td>/);
  // A cosine of Hugging Face rises again after its end.
  expect(page('schedules/transformers/cosine.html')).toMatch(/<td class="right">1,001<\/td>\s*<td>2\.73396e-7<\/td>/);
});

test('every export that a program gets has its section', () => {
  const require = createRequire(import.meta.url);
  const { exports } = require(`${root}/package.json`);
  const missing = Object.entries<{ types?: string; default: string }>(exports).flatMap(([entry, file]) => {
    if (!file.types) return [];
    const text = page(`reference/${entry.slice(2) || 'core'}.html`);
    return Object.keys(require(join(root, file.default))).filter(
      (name) => !text.includes(`id="${name.toLowerCase()}"`),
    );
  });
  expect(missing).toEqual([]);
});

test('the page of the architecture has the diagram that the imports make', async () => {
  const read = await program(`import { diagram, shown } from './scripts/architecture.js';
console.log(JSON.stringify([shown(), diagram()]));`);
  const [shown, drawn] = JSON.parse(read);
  expect(shown).toBe(drawn);
});

describe('is not built, and says why,', () => {
  const page = (text: string) =>
    `buildSite(${JSON.stringify([{ path: 'a/b', title: 'A page', markdown: `# A page\n\n${text}\n` }])}, '${out}-2', '${playground}')`;
  const refused: readonly (readonly [what: string, code: string, why: string])[] = [
    ['a link to no page', page('[x](/nowhere.md)'), 'a/b.html → ../nowhere.md'],
    ['a link to no heading', page('[x](#nowhere)'), 'a/b.html → #nowhere'],
    ['a formula that is none', page('```math\n\\frac{1\n```'), 'Unexpected end of input in a macro argument'],
    [
      'an option that nobody described',
      `optionsTable('Cosine', [{ names: ['peak'], option: { is: 'rate' }, doc: '' }])`,
      'Cosine: the option peak has no description',
    ],
    [
      'an export that nobody described',
      `requireDocs([{ name: 'lr', exports: [{ name: 'f', kind: 'function', doc: '', text: '', path: 'f' }] }])`,
      'Exports without a docstring: f of lr (src/f.ts)',
    ],
  ];
  let reasons: string[];
  beforeAll(async () => {
    // In one process: loading the builder takes most of the time.
    const said = await program(`import { buildSite } from './site/build.js';
import { optionsTable } from './site/options.js';
import { requireDocs } from './site/reference.js';
const reasons = [];
for (const build of [${refused.map(([, code]) => `() => ${code}`).join(', ')}]) {
  try {
    await build();
    reasons.push('');
  } catch (error) {
    reasons.push(String(error));
  }
}
console.log(JSON.stringify(reasons));`);
    reasons = JSON.parse(said.trim().split('\n').at(-1) as string);
  });

  test.each(refused.map(([what, , why], i) => [what, why, i] as const))('with %s', (_, why, i) => {
    expect(reasons[i]).toContain(why);
  });
});

const chromium = findChromium();
describe.skipIf(!chromium && !process.env['CI'])('in a browser', () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof serve>>;
  beforeAll(async () => {
    browser = await launch(chromium as string);
    site = await serve(out);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  test.each([
    'docs/start.html',
    'schedules/index.html',
    'schedules/transformers/cosine.html',
    'reference/codegen.html',
  ])('%s is fine for everyone', async (path) => {
    expect(pagesOf(out)).toContain(path);
    expect(await troublesOf(browser, site.address, path)).toEqual([]);
  });

  test('finds by name, and by part of a name, and goes there', async () => {
    const page = await browser.newPage();
    await page.goto(`${site.address}docs/start.html`);
    const field = page.getByRole('searchbox', { name: 'Search' });
    await field.fill('OneCycleLR');
    await page.locator('.results a').first().waitFor();
    expect(await page.locator('.results a').first().textContent()).toBe('OneCycleLR · PyTorch');
    await field.fill('warmup cosine');
    await page.locator('.results a', { hasText: 'warmup_cosine_decay_schedule' }).first().waitFor();
    await field.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/schedules\//);
    await page.close();
  });

  test('keeps the theme that was chosen', async () => {
    const page = await browser.newPage({ colorScheme: 'light' });
    await page.goto(`${site.address}schedules/keras/CosineDecay.html`);
    const button = page.getByRole('button', { name: 'Theme: Auto' });
    await button.click();
    await page.getByRole('button', { name: 'Theme: Light' }).click();
    await page.goto(`${site.address}index.html`);
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('dark');
    await page.close();
  });
});
