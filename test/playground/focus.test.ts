import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { curve, executablePath, linkTo, usePlayground } from './open-page.js';

const cosine = { type: 'CosineDecay', initial_learning_rate: 0.1, decay_steps: 100 };

describe.skipIf(!executablePath)('the focus in the playground, by keys alone', () => {
  const playground = usePlayground();
  let page: Page;
  const open = async (view: Parameters<typeof linkTo>[1] = {}) => {
    page = await playground.open({
      hash: linkTo({ run: { totalSteps: 300 }, curves: [curve(cosine, 0), curve(0.5, 1)] }, view),
    });
  };
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
  const press = (name: string | RegExp) => button(name).and(page.locator(':enabled')).press('Enter');
  const selectedName = () => page.locator('.curve.is-selected input').inputValue();
  /** What has the focus, once this is so: what it is called, or else what is in it. */
  const focused = (text: string) =>
    page.waitForFunction((text) => {
      const at = document.activeElement;
      const value = at instanceof HTMLInputElement ? at.value : null;
      return [value, at?.getAttribute('aria-label'), at?.textContent?.trim()].includes(text);
    }, text);

  test('goes to the name of the curve that is chosen or new', async () => {
    await open();
    await press(/^Edit curve 1/);
    await focused('curve 1');
    await press('Duplicate');
    await page.locator('.curve').nth(2).waitFor();
    await focused(await selectedName());
    await press(/^Edit curve 0/);
    await focused('curve 0');
    await press('Same in another framework');
    await page.getByRole('menuitem').first().press('Enter');
    await page.locator('.curve').nth(3).waitFor();
    await focused(await selectedName());
  });

  test('stays beside a button that is off once it is pressed', async () => {
    await open({ range: { from: 10, to: 20 } });
    await press('Show the whole run');
    await focused('Zoom in');
  });

  test('goes back to where it was before a notice', async () => {
    await open();
    await press('Delete');
    await focused('curve 1');
    await press('Close the message');
    await focused('curve 1');
  });

  test('stays on the button that starts and stops a training', async () => {
    await open({ tab: 'train' });
    await press('Train');
    await focused('Stop');
    await page.keyboard.press('Enter');
    await focused('Train');
  });

  test('is never below the plot on a narrow page', async () => {
    for (const height of [400, 700]) {
      await page.setViewportSize({ width: 400, height });
      await open();
      const fields = page.locator('.side :is(input, button, select)');
      await fields.last().focus();
      for (let left = await fields.count(); left > 1; left--) {
        await page.keyboard.press('Shift+Tab');
        const isSeen = await page.evaluate(() => {
          const at = document.activeElement as HTMLElement;
          const { left, top, width, height } = at.getBoundingClientRect();
          return !at.closest('.side') || at.contains(document.elementFromPoint(left + width / 2, top + height / 2));
        });
        expect(isSeen).toBe(true);
      }
    }
  });
});
