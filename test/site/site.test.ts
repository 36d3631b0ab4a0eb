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
  const flags = ['--input-type=module', '--eval', `import * as built from './site/build.js';\n${code}`];
  return (await promisify(execFile)(process.execPath, flags, { cwd: root })).stdout;
}

const page = (path: string) => readFileSync(join(out, path), 'utf8');

beforeAll(async () => {
  // Building the whole playground takes long, and is tested elsewhere.
  mkdirSync(playground);
  cpSync(join(root, 'playground/index.html'), join(playground, 'index.html'));
  cpSync(join(root, 'playground/public'), playground, { recursive: true });
  const [to, from] = [out, playground].map((path) => JSON.stringify(path));
  await program(`await built.buildSite(await built.allPages(), ${to}, ${from});`);
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

describe('is not built, and says why,', () => {
  const refused = (pages: unknown) =>
    program(`await built.buildSite(${JSON.stringify(pages)}, '${out}-2', '${playground}');`);
  const markdown = (text: string) => [{ path: 'a/b', title: 'A page', markdown: `# A page\n\n${text}\n` }];

  test('with a link to no page', () =>
    expect(refused(markdown('[x](/nowhere.md)'))).rejects.toThrow('a/b.html → ../nowhere.md'));
  test('with a link to no heading', () =>
    expect(refused(markdown('[x](#nowhere)'))).rejects.toThrow('a/b.html → #nowhere'));
  test('with a formula that is none', () => expect(refused(markdown('```math\n\\frac{1\n```'))).rejects.toThrow());
  test('with an option that nobody described', () =>
    expect(
      program(`import { optionsTable } from './site/options.js';
optionsTable('Cosine', [{ names: ['peak'], option: { is: 'rate' }, doc: '' }]);`),
    ).rejects.toThrow('Cosine: the option peak has no description'));
  test('with an export that nobody described', () =>
    expect(
      program(`import { requireDocs } from './site/reference.js';
requireDocs([{ name: 'lr', exports: [{ name: 'f', kind: 'function', doc: '', text: '', path: 'f' }] }]);`),
    ).rejects.toThrow('Exports without a docstring: f of lr (src/f.ts)'));
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
