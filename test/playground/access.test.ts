import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { initialPage, tabs } from '../../playground/src/state/page.js';
import { starter } from '../../playground/src/state/starter.js';
import { curve, executablePath, field, linkTo, usePlayground } from './open-page.js';

describe.skipIf(!executablePath)('the playground, for everyone', () => {
  const { openAnew } = usePlayground();
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

  /** What axe finds, in a few words each. */
  async function violations(page: Page): Promise<string[]> {
    await page.evaluate(axe);
    return page.evaluate(async () => {
      // biome-ignore lint/suspicious/noExplicitAny: axe puts itself there.
      const { violations } = await (globalThis as any).axe.run();
      return violations.flatMap(({ id, nodes }: { id: string; nodes: { html: string }[] }) =>
        nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`),
      );
    });
  }

  test.each([
    ['light, wide', { dark: false, width: 1440, height: 900 }, tabs],
    ['dark, wide', { dark: true, width: 1440, height: 900 }, ['code']],
    ['light, phone', { dark: false, width: 390, height: 844 }, ['train']],
    ['dark, phone', { dark: true, width: 390, height: 844 }, ['findings']],
  ] as const)('axe finds nothing: %s', async (_, size, looked) => {
    const page = await openAnew({
      ...size,
      hash: linkTo(
        { curves: [...initialPage.plan.curves, curve(starter('torch.SequentialLR', 0.1), 2)] },
        { selected: 2 },
      ),
    });
    for (const tab of looked) {
      await page.getByRole('tab', { name: new RegExp(`^${tab}`, 'i') }).click();
      await page.waitForTimeout(300);
      expect(await violations(page)).toEqual([]);
    }
    await field(page, 'milestones').fill('-1');
    await page.getByRole('button', { name: /^Schedule: SequentialLR/ }).click();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Examples' }).click();
    expect(await violations(page)).toEqual([]);
  });

  test('the keys alone reach everything', async () => {
    const page = await openAnew({ hash: linkTo({}, { tab: 'code' }) });
    await page.locator('.code').waitFor();
    // Of a group that the arrow keys move in, one is reached by Tab.
    const wanted = await page.evaluate(() => {
      const all = document.querySelectorAll<HTMLElement>('button, input, select, summary, [tabindex="0"]');
      const reachable = [...all].filter(
        (element) => element.tabIndex >= 0 && !(element as HTMLButtonElement).disabled && element.checkVisibility(),
      );
      for (const [i, element] of reachable.entries()) element.dataset['index'] = String(i);
      return reachable.length;
    });
    expect(wanted).toBeGreaterThan(40);
    const reached = new Set<string>();
    for (let i = 0; i < wanted + 5; i++) {
      await page.keyboard.press('Tab');
      const focused = await page.evaluate(() => (document.activeElement as HTMLElement).dataset['index'] ?? '');
      if (focused !== '') reached.add(focused);
    }
    expect(reached.size).toBe(wanted);
  });

  test('nothing sticks out, and all can be hit, at any width', async () => {
    const page = await openAnew({ hash: linkTo({}, { tab: 'compare' }) });
    await page.locator('.panel tbody tr').first().waitFor();
    for (const width of [320, 390, 768, 899, 900, 1024, 1920]) {
      await page.setViewportSize({ width, height: 700 });
      const inner = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(inner).toBeLessThanOrEqual(width);
      const small = await page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('button, select, input:not([type=range], [type=checkbox])')]
          .filter((element) => element.checkVisibility() && !element.closest('.markers'))
          .map((element) => [element.getBoundingClientRect(), element.outerHTML.slice(0, 80)] as const)
          .filter(([{ width, height }]) => width < 24 || height < 24)
          .map(([, html]) => html),
      );
      expect(small).toEqual([]);
    }
  });

  test('the theme is chosen, and kept', async () => {
    const page = await openAnew();
    const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const light = await background();
    await page.getByRole('button', { name: 'Theme: as the system has it' }).click();
    await page.getByRole('button', { name: 'Theme: light' }).click();
    const dark = await background();
    expect(dark).not.toBe(light);
    await page.reload();
    await page.getByRole('button', { name: 'Theme: dark' }).waitFor();
    expect(await background()).toBe(dark);
  });
});
