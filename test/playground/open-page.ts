import { createHash } from 'node:crypto';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';
import { fromLink, toLink } from '../../playground/src/state/link.js';
import { initialPage, type Page as PageState, type Plan, type View } from '../../playground/src/state/page.js';
import { findChromium, launch } from '../browser/chromium.js';
import { PATH, type Site, servePage } from './site.js';

export interface OpenOptions {
  readonly hash?: string;
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
}

/** What went wrong on the pages that were opened: errors, reports of the policy, requests to elsewhere. */
const troubles: string[] = [];

/** The playground in a window of its own. */
async function openPage(browser: Browser, site: Site, options: OpenOptions = {}): Promise<Page> {
  const { hash = '', width = 1280, height = 800, dark = false } = options;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  // What takes a second takes many of them on a machine that does much else; the test ends it in the end.
  page.setDefaultTimeout(0);
  page.on('pageerror', (error) => troubles.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') troubles.push(message.text());
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${site.origin}/${PATH}`) && !/^(data|blob):/.test(url)) troubles.push(`asked for ${url}`);
  });
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      console.error(`refused by the policy: ${violatedDirective} ${blockedURI}`);
    });
  });
  await page.goto(`${site.origin}/${PATH}index.html${hash}`);
  await page.locator('.u-wrap canvas').first().waitFor();
  return page;
}

export const executablePath = findChromium();

/** The playground for the tests of a file: one page that most go on with, and others that are closed after a test. */
export function usePlayground() {
  let browser: Browser;
  let site: Site;
  let shared: Page;
  const pages: Page[] = [];

  beforeAll(async () => {
    [browser, site] = await Promise.all([launch(executablePath as string), servePage(inject('playground'))]);
    shared = await openPage(browser, site);
  });
  afterEach(async () => {
    await Promise.all(pages.splice(0).map((page) => page.context().close()));
    expect(troubles.splice(0)).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  return {
    /** The address of the page, without a link. */
    address: () => `${site.origin}/${PATH}index.html`,
    async open({ hash = toLink(initialPage) }: Pick<OpenOptions, 'hash'> = {}): Promise<Page> {
      await reopen(shared, hash);
      return shared;
    },
    async openAnew(options?: OpenOptions): Promise<Page> {
      const page = await openPage(browser, site, options);
      pages.push(page);
      return page;
    },
  };
}

export const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });

/** The page's link to a plan, and to a view of it. */
export const linkTo = (plan: Partial<Plan>, view: Partial<View> = {}) =>
  toLink({ plan: { ...initialPage.plan, ...plan }, view: { ...initialPage.view, ...view } });

export const curve = (spec: Plan['curves'][number]['spec'], slot = 0, name = `curve ${slot}`) => ({
  slot,
  name,
  isVisible: true,
  spec,
});

/** Another state on a page that is open, as by following links there: first to nothing, so that nothing stays. */
async function reopen(page: Page, hash: string): Promise<void> {
  // Another page may lie above it, and then it is not drawn.
  await page.bringToFront();
  await page.mouse.move(0, 0);
  await page.evaluate(
    async (hashes) => {
      for (const popover of document.querySelectorAll<HTMLElement>(':popover-open')) popover.hidePopover();
      document.querySelector<HTMLElement>('.notice button')?.click();
      (document.activeElement as HTMLElement).blur();
      for (const hash of hashes) {
        // No event tells of an address that stays.
        if (location.hash === hash) continue;
        await new Promise((done) => {
          addEventListener('hashchange', () => setTimeout(done), { once: true });
          location.hash = hash;
        });
      }
    },
    [linkTo({ curves: [] }), hash],
  );
}

/** What the page shows, as its address says: that is brought up to date for who leaves. */
export async function stateOf(page: Page): Promise<PageState> {
  await page.evaluate(() => dispatchEvent(new Event('pagehide')));
  return fromLink(new URL(page.url()).hash);
}

/** The selected curve's spec. */
export async function specOf(page: Page): Promise<unknown> {
  const { plan, view } = await stateOf(page);
  return (plan.curves.find(({ slot }) => slot === view.selected) ?? plan.curves[0])?.spec;
}

export const textOf = async (place: Locator) => (await place.textContent()) ?? '';

/** The plot's picture, as a short text that another picture does not have. */
export async function pictureOf(page: Page): Promise<string> {
  const url = await page.evaluate(() => (document.querySelector('.plot canvas') as HTMLCanvasElement).toDataURL());
  return createHash('sha256').update(url).digest('hex').slice(0, 12);
}

/** The picture once it has come to rest. */
export async function finalPictureOf(page: Page): Promise<string> {
  let [last, now] = ['', await pictureOf(page)];
  while (now !== last) {
    await page.waitForTimeout(300);
    [last, now] = [now, await pictureOf(page)];
  }
  return now;
}

/** Lets go of files above the page, as a person would. */
export async function drop(page: Page, files: readonly { readonly name: string; readonly body: Buffer | string }[]) {
  const given = files.map(({ name, body }) => ({ name, body: Buffer.from(body).toString('base64') }));
  await page.evaluate((list) => {
    const transfer = new DataTransfer();
    for (const { name, body } of list) {
      const bytes = Uint8Array.from(atob(body), (character) => character.charCodeAt(0));
      transfer.items.add(new File([bytes], name));
    }
    for (const type of ['dragover', 'drop']) {
      document.body.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
    }
  }, given);
}
