import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { readSchedule } from 'lr-schedules/formats';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findChromium, launch } from '../browser/chromium.js';
import { readGolden, readGoldenJson } from './golden-files.js';

const executablePath = findChromium();
const origin = 'https://formats.test/';
/** No inline script, no `eval`, no WebAssembly. */
const policy = "default-src 'none'; script-src 'self'; connect-src 'self'; img-src data:";

const keras = ['keras3_cosine_adam', 'tfkeras_piecewise_sgd'];
const [yaml] = readGoldenJson<{ yaml: string }[]>('model-garden-yaml.json') as [{ yaml: string }];
const files = new Map<string, Uint8Array>([
  ...keras
    .flatMap((name) => ['.keras', '.h5', '_tfjs/model.json'].map((end) => name + end))
    .map((name) => [name, readGolden(`keras-files/${name}`)] as const),
  ['experiment.yaml', new TextEncoder().encode(yaml.yaml)],
  ['hdf5.h5', readGolden('keras-files-more/hdf5.h5')],
]);

/** In the page: what reading each file gives, as JSON, or the error. */
const script = `
  import { readSchedule } from './src/formats/index.ts';
  const results = {};
  for (const name of ${JSON.stringify([...files.keys()])}) {
    const bytes = new Uint8Array(await (await fetch('/' + name)).arrayBuffer());
    results[name] = await readSchedule(bytes).catch((error) => String(error));
  }
  document.body.textContent = JSON.stringify(results);
`;

describe.skipIf(!executablePath)('in Chromium, under a strict Content-Security-Policy', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch(executablePath as string);
  });
  afterAll(() => browser?.close());

  test('every form reads the same as in Node', async () => {
    const { outputFiles } = await build({
      stdin: { contents: script, resolveDir: fileURLToPath(new URL('../..', import.meta.url)) },
      bundle: true,
      format: 'esm',
      write: false,
    });
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    await page.route(`${origin}**`, (route) => {
      const path = new URL(route.request().url()).pathname.slice(1);
      const file = path === 'page.js' ? outputFiles[0]?.contents : files.get(path);
      const headers = { 'Content-Security-Policy': policy };
      if (file) return route.fulfill({ body: Buffer.from(file), contentType: 'text/javascript', headers });
      const body = '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>';
      return route.fulfill({ body, contentType: 'text/html', headers });
    });
    await page.goto(origin);
    const results = JSON.parse((await page.locator('body:not(:empty)').textContent()) ?? '');

    for (const [name, file] of files) {
      const expected = await readSchedule(file).catch(String);
      expect([name, results[name]]).toEqual([name, JSON.parse(JSON.stringify(expected))]);
    }
    expect(results['keras3_cosine_adam.keras'].iterations).toBe(24);
    expect(errors).toEqual([]);
  });
});
