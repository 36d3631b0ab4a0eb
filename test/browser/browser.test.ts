import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { caseClasses, errorsByClass, failuresOf, type Outcome, tensorCases } from '../tensor-cases.js';
import { findChromium, launch } from './chromium.js';
import type { Tests } from './pages/backends.js';
import type { StrictReport } from './pages/strict.js';
import { type Site, serve } from './server.js';

/** A global of the page. */
declare const tests: Tests;

const executablePath = findChromium();
const needed = 'The browser tests need Chromium: install it as `chromium`, or set CHROMIUM_PATH.';

if (!executablePath) console.warn(needed);
test('Chromium is installed', ({ skip }) => {
  skip(!executablePath && !process.env['CI'], needed);
  expect(executablePath, needed).toBeDefined();
});

describe.skipIf(!executablePath)('in Chromium', () => {
  let browser: Browser;
  let site: Site;
  const errors: string[] = [];

  beforeAll(async () => {
    [browser, site] = await Promise.all([launch(executablePath as string), serve(['backends', 'strict'])]);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  async function open(name: string): Promise<Page> {
    const page = await browser.newPage();
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.goto(site.url(name));
    return page;
  }

  describe.each(['cpu', 'wasm', 'webgl', 'webgpu'])('on %s', (backend) => {
    let page: Page;
    let outcomes: Outcome[];

    beforeAll(async () => {
      page = await open('backends');
      outcomes = await page.evaluate((name) => tests.tensors(name), backend);
      console.log(`largest errors in Chromium on ${backend}: ${JSON.stringify(errorsByClass(outcomes))}`);
    });
    afterAll(() => page?.close());

    test.each(caseClasses)('tensors of %s', (name) => {
      expect(failuresOf(outcomes, name)).toEqual([]);
    });

    test.each(['sgd', 'adam'] as const)(
      'follow with %s is to the bit as if the rate were set by hand',
      async (name) => {
        const runs = await page.evaluate(([backend, name]) => tests.follow(backend, name), [backend, name] as const);
        expect(runs.followed).toEqual(runs.byHand);
        expect(runs.followed).not.toEqual(runs.constant);
        expect(runs.followed.every(Number.isFinite)).toBe(true);
        expect(runs.leaked).toBe(0);
      },
    );
  });

  test('without unsafe-eval, under a strict Content-Security-Policy', async () => {
    const page = await open('strict');
    // The text is read from outside: playwright's evaluate would itself need eval.
    const report: StrictReport = JSON.parse((await page.locator('body:not(:empty)').textContent()) ?? '');
    expect(report).toEqual({
      evalIsRefused: true,
      violations: [],
      wrong: [],
      evaluated: tensorCases.length,
      error: null,
    });
  });

  test('no page reported an error', () => {
    expect(errors).toEqual([]);
  });
});
