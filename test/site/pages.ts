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

const looks = [
  { width: 1280, colorScheme: 'light' },
  { width: 1280, colorScheme: 'dark' },
  { width: 390, colorScheme: 'light' },
] as const;

/** What is wrong with a page, however it is looked at. */
export async function troublesOf(browser: Browser, address: string, path: string): Promise<string[]> {
  const troubles: string[] = [];
  for (const { width, colorScheme } of looks) {
    const say = (what: string) => troubles.push(`${path}, ${width} pixels, ${colorScheme}: ${what}`);
    const page = await browser.newPage({ viewport: { width, height: 844 }, colorScheme });
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
    for (const what of await seenOn(page)) say(what);
    await page.close();
  }
  return troubles;
}

async function seenOn(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    // biome-ignore lint/suspicious/noExplicitAny: axe puts itself there.
    const { violations } = await (globalThis as any).axe.run();
    const found: string[] = violations.flatMap(({ id, nodes }: { id: string; nodes: { html: string }[] }) =>
      nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`),
    );
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) found.push(`is ${scrollWidth - clientWidth} pixels too wide`);
    const shift = await new Promise<number>((done) => {
      let sum = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) sum += (entry as unknown as { value: number }).value;
      }).observe({ type: 'layout-shift', buffered: true });
      setTimeout(() => done(sum), 50);
    });
    if (shift > 0) found.push(`moves by ${shift.toFixed(3)} while it loads`);
    return found;
  });
}
