import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const types: Readonly<Record<string, string>> = {
  css: 'text/css',
  html: 'text/html',
  js: 'text/javascript',
  json: 'application/json',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
};

/** Serves a folder under some path, which the site has to work under. */
export async function serve(directory: string) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url as string, 'http://host').pathname);
    const file = join(directory, path.replace('/some/where/', ''));
    if (!path.startsWith('/some/where/') || !statSync(file, { throwIfNoEntry: false })?.isFile()) {
      response.writeHead(404).end();
      return;
    }
    const type = types[path.split('.').at(-1) as string] ?? 'application/octet-stream';
    response.writeHead(200, { 'Content-Type': type }).end(readFileSync(file));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/some/where/`,
    close: () => new Promise((closed) => server.close(closed)),
  };
}

/** The pages of a built site, without the playground, which has tests of its own. */
export const pagesOf = (directory: string): string[] =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.html') && !path.startsWith('playground/'))
    .sort();

/** What is wrong with a page, however it is looked at. */
export async function troublesOf(browser: Browser, address: string, path: string): Promise<string[]> {
  const troubles: string[] = [];
  for (const width of [1280, 390]) {
    const say = (what: string) => troubles.push(`${path}, ${width} pixels: ${what}`);
    const page = await browser.newPage({ viewport: { width, height: 844 }, colorScheme: 'light' });
    page.on('pageerror', (error) => say(String(error)));
    page.on('console', (message) => say(message.text()));
    page.on('request', (request) => {
      if (!request.url().startsWith(address)) say(`asks for ${request.url()}`);
    });
    page.on('response', (response) => {
      if (!response.ok()) say(`${response.url()} is ${response.status()}`);
    });
    await page.goto(address + path);
    await page.waitForFunction(() => !document.querySelector<HTMLButtonElement>('button.theme')?.hidden);
    for (const what of await placedOn(page)) say(what);
    await page.evaluate(axe);
    for (const what of await barriersOn(page)) say(what);
    // The other theme has other colours, and nothing else.
    await page.emulateMedia({ colorScheme: 'dark' });
    for (const what of await barriersOn(page, ['color-contrast'])) say(`dark: ${what}`);
    await page.close();
  }
  return troubles;
}

/** What is too wide, or moves. */
const placedOn = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const found: string[] = [];
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) found.push(`is ${scrollWidth - clientWidth} pixels too wide`);
    const moved = await new Promise<string[]>((done) => {
      const names: string[] = [];
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          const { sources } = entry as unknown as { sources: { node?: Element }[] };
          names.push(...sources.map(({ node }) => node?.nodeName.toLowerCase() ?? 'something'));
        }
      }).observe({ type: 'layout-shift', buffered: true });
      setTimeout(() => done(names), 50);
    });
    if (moved.length > 0) found.push(`moves while it loads: ${moved.join(', ')}`);
    return found;
  });

/** What keeps people from reading it, by all rules of axe or those named. */
const barriersOn = (page: Page, rules?: readonly string[]): Promise<string[]> =>
  page.evaluate(async (only) => {
    // biome-ignore lint/suspicious/noExplicitAny: axe puts itself there.
    const { violations } = await (globalThis as any).axe.run(only ? { runOnly: only } : {});
    return violations.flatMap(({ id, nodes }: { id: string; nodes: { html: string }[] }) =>
      nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`),
    );
  }, rules);
