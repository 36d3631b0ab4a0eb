import { closeSync, ftruncateSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compare, diagnose, trainingClock } from 'lr-schedules';
import { targets, toPython } from 'lr-schedules/codegen';
import { formatRate, plotSvg } from 'lr-schedules/plot';
import { catalog, readInput, scheduleFrom, specOf as specFrom } from 'lr-schedules/recipe';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { fromLink, toLink } from '../../playground/src/state/link.js';
import { initialPage, MOST_CURVES } from '../../playground/src/state/page.js';
import { shownOptions } from '../../playground/src/state/spec.js';
import { starter } from '../../playground/src/state/starter.js';
import {
  curve,
  drop,
  executablePath,
  field,
  finalPictureOf,
  linkTo,
  pictureOf,
  specOf,
  stateOf,
  textOf,
  usePlayground,
} from './open-page.js';

const golden = (path: string) => readFileSync(new URL(`../golden/${path}`, import.meta.url));
const clock = trainingClock(initialPage.plan.run);
const steps = clock.totalSteps as number;
const [first, second] = initialPage.plan.curves.map(({ spec }) => scheduleFrom(spec, { clock })) as [
  ReturnType<typeof scheduleFrom>,
  ReturnType<typeof scheduleFrom>,
];

describe.skipIf(!executablePath)('the playground in Chromium, under its strict policy', () => {
  const { address, open, openAnew } = usePlayground();
  const slider = (page: Page, name: string) => page.getByRole('slider', { name: `${name}, slider` });
  const plot = (page: Page) => page.getByRole('slider', { name: /^Rates at a step/ });

  describe('the plot', () => {
    test('reads all curves off where the pointer is', async () => {
      const page = await open();
      const box = (await plot(page).boundingBox()) as { x: number; y: number; width: number; height: number };
      await page.mouse.move(box.x + box.width / 4, box.y + 50);
      const text = await textOf(page.locator('.cursor-step'));
      const step = Number(/^step ([\d,]+)/.exec(text)?.[1]?.replaceAll(',', ''));
      expect(Math.abs(step - steps / 4)).toBeLessThan(steps / box.width);
      expect(text).toBe(
        `step ${step.toLocaleString('en')} · epoch ${clock.timeAt(step, 'ep').toFixed(2)} · ${clock.timeAt(step, '%').toFixed(1)} %`,
      );
      expect(await page.locator('.readout b').allInnerTexts()).toEqual(
        [first, second].map((rates) => formatRate(rates(step))),
      );
    });

    test('is read and moved by keys alone', async () => {
      const page = await open({ hash: linkTo({ run: { totalSteps: 300 }, curves: [curve(0.5)] }, { unit: 'st' }) });
      const read = () => plot(page).getAttribute('aria-valuetext');
      await plot(page).focus();
      await page.keyboard.press('ArrowRight');
      expect(await read()).toBe('step 1 · 0.3 %, curve 0 0.5');
      await page.keyboard.press('Shift+ArrowRight');
      await page.keyboard.press('ArrowLeft');
      expect(await read()).toContain('step 10 ');
      await page.keyboard.press('End');
      expect(await read()).toContain('step 299 ');
      await page.keyboard.press('Home');
      await page.keyboard.press('+');
      expect((await stateOf(page)).view.range).toEqual({ from: 0, to: 200 });
      await page.keyboard.press('PageDown');
      expect((await stateOf(page)).view.range).toEqual({ from: 100, to: 300 });
      await page.keyboard.press('-');
      await page.keyboard.press('0');
      expect((await stateOf(page)).view.range).toBeNull();
    });

    test('zooms by dragging, by the wheel and by its buttons', async () => {
      const page = await open();
      const { x, y, width } = (await plot(page).boundingBox()) as { x: number; y: number; width: number };
      await page.mouse.move(x + width / 4, y + 60);
      await page.mouse.down();
      await page.mouse.move(x + width / 2, y + 80, { steps: 4 });
      await page.mouse.up();
      const range = (await stateOf(page)).view.range as { from: number; to: number };
      expect(Math.abs(range.from - steps / 4)).toBeLessThan(0.003 * steps);
      expect(Math.abs(range.to - steps / 2)).toBeLessThan(0.003 * steps);
      await page.mouse.wheel(0, -400);
      const closer = (await stateOf(page)).view.range as { from: number; to: number };
      expect(closer.to - closer.from).toBeLessThan(0.7 * (range.to - range.from));
      await page.mouse.dblclick(x + width / 2, y + 60);
      expect((await stateOf(page)).view.range).toBeNull();
      await page.getByRole('button', { name: 'Zoom out' }).click();
      expect((await stateOf(page)).view.range).toEqual({ from: 0, to: Math.round(1.5 * steps) });
      await page.getByRole('button', { name: 'Show the whole run' }).click();
      expect((await stateOf(page)).view.range).toBeNull();
    });

    test('has other axes', async () => {
      const page = await open();
      const linear = await finalPictureOf(page);
      await page.getByRole('radio', { name: 'Log' }).click();
      const log = await finalPictureOf(page);
      expect(log).not.toBe(linear);
      await page.getByRole('radio', { name: 'Steps' }).click();
      expect(await finalPictureOf(page)).not.toBe(log);
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowRight');
      expect((await stateOf(page)).view).toMatchObject({ log: true, unit: '%' });
    });

    test('says why nothing is to be seen', async () => {
      const page = await open({ hash: linkTo({ curves: [curve(-0.5)] }, { log: true }) });
      const reason = page.locator('.plot .empty');
      expect(await textOf(reason)).toBe('No rate here is above 0, and a logarithmic axis has no place for the others.');
      await page.getByRole('radio', { name: 'Linear' }).click();
      await reason.waitFor({ state: 'detached' });
      await page.getByRole('button', { name: 'Show curve 0' }).click();
      expect(await textOf(reason)).toBe('All curves are hidden.');
    });

    test('says in a table what cannot be seen', async () => {
      const page = await open();
      const rows = await page.locator('.plot-pane table tbody tr').allInnerTexts();
      expect(rows).toHaveLength(11);
      expect(rows[0]).toContain(formatRate(first(0)));
    });
  });

  describe('the fields', () => {
    test('every schedule has them, and is drawn', async () => {
      const page = await open();
      for (const { name, options } of catalog) {
        const hash = linkTo({ curves: [curve(starter(name, 0.1))] });
        await page.evaluate((hash) => {
          location.hash = hash;
        }, hash);
        await page
          .locator('.editor .picker-name')
          .first()
          .filter({ hasText: name.replace(/^\w+\./, '') })
          .waitFor();
        const shown = shownOptions({ options } as (typeof catalog)[number]).filter(
          ({ is }) => !['schedule', 'groups'].includes(is),
        );
        const labels = await page.locator('.editor > .schedule > .row > .row-label').allInnerTexts();
        expect(labels).toEqual(expect.arrayContaining(shown.map(({ pythonName }) => pythonName.replaceAll('_', ' '))));
        expect(await page.locator('.badge.is-wrong').count()).toBe(0);
      }
    });

    test('a number is typed, dragged, and emptied to its default', async () => {
      const page = await open();
      await field(page, 'warmup target').fill('0.25');
      expect(await specOf(page)).toMatchObject({ warmup_target: 0.25 });
      await slider(page, 'alpha').focus();
      await page.keyboard.press('ArrowRight');
      expect(await specOf(page)).toMatchObject({ alpha: 0.015 });
      await field(page, 'alpha').fill('');
      await page.keyboard.press('Tab');
      expect(await specOf(page)).not.toHaveProperty('alpha');
      expect(await field(page, 'alpha').inputValue()).toBe('0');
    });

    test('a time has a unit, and keeps its length in another', async () => {
      const page = await open();
      await field(page, 'warmup steps').fill('10');
      expect(await specOf(page)).toMatchObject({ warmup_steps: '10ep' });
      await page.getByRole('combobox', { name: 'unit of warmup steps' }).selectOption('st');
      expect(await specOf(page)).toMatchObject({ warmup_steps: 3910 });
      await field(page, 'warmup steps').fill('20%');
      expect(await specOf(page)).toMatchObject({ warmup_steps: '20%' });
    });

    test('the curve moves while its slider is dragged, which is one entry to undo', async () => {
      const page = await openAnew();
      const before = await pictureOf(page);
      const { x, y, width, height } = (await slider(page, 'decay steps').boundingBox()) as {
        x: number;
        y: number;
        width: number;
        height: number;
      };
      await page.mouse.move(x + 0.9 * width, y + height / 2);
      await page.mouse.down();
      const pictures = new Set([before]);
      for (const part of [0.8, 0.6, 0.4]) {
        await page.mouse.move(x + part * width, y + height / 2);
        await expect.poll(async () => pictures.has(await pictureOf(page))).toBe(false);
        pictures.add(await pictureOf(page));
      }
      await page.mouse.up();
      expect(pictures.size).toBe(4);
      expect(await specOf(page)).not.toMatchObject({ decay_steps: '85ep' });
      await page.getByRole('button', { name: 'Undo' }).click();
      expect(await specOf(page)).toMatchObject({ decay_steps: '85ep' });
      await expect(page.getByRole('button', { name: 'Undo' }).isDisabled()).resolves.toBe(true);
      await page.keyboard.press('Control+Shift+z');
      expect(await specOf(page)).not.toMatchObject({ decay_steps: '85ep' });
      await page.keyboard.press('Control+z');
      expect(await specOf(page)).toMatchObject({ decay_steps: '85ep' });
    });

    test('another schedule is found by its name, and by keys alone', async () => {
      const page = await open();
      await page.getByRole('button', { name: /^Schedule: CosineDecay/ }).press('Enter');
      await page.keyboard.type('pytorch one cycle');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('Enter');
      expect(await specOf(page)).toEqual({ type: 'torch.OneCycleLR', max_lr: 0.1, total_steps: '100%' });
      await page.getByRole('combobox', { name: 'anneal strategy' }).selectOption('linear');
      await page.getByRole('checkbox', { name: 'three phase' }).check();
      expect(await specOf(page)).toMatchObject({ anneal_strategy: 'linear', three_phase: true });
      await page.getByRole('button', { name: /^Schedule: OneCycleLR/ }).click();
      await page.keyboard.type('nothing like it');
      expect(await textOf(page.locator('.picker-list .empty'))).toContain('No schedule is called');
      await page.keyboard.press('Escape');
      expect(await page.evaluate(() => document.activeElement?.className)).toBe('picker-button');
    });

    test('lists are written with commas', async () => {
      const spec = { type: 'PiecewiseConstantDecay', boundaries: ['30ep', '60ep'], values: [0.1, 0.01, 0.001] };
      const page = await open({ hash: linkTo({ curves: [curve(spec)] }) });
      await field(page, 'boundaries').fill('10ep, 50%, 30000');
      expect(await textOf(page.locator('.editor .problem'))).toContain('values');
      await field(page, 'values').fill('0.1, 0.01, 0.001, 1e-4');
      expect(await specOf(page)).toMatchObject({
        boundaries: ['10ep', '50%', 30_000],
        values: [0.1, 0.01, 0.001, 0.0001],
      });
    });

    test('schedules inside schedules are added, moved, changed and removed', async () => {
      const page = await open({ hash: linkTo({ curves: [curve(starter('torch.SequentialLR', 0.1))] }) });
      const types = async () =>
        ((await specOf(page)) as { schedulers: { type: string }[] }).schedulers.map(({ type }) => type);
      await page.getByRole('button', { name: 'Move 1 down' }).click();
      expect(await types()).toEqual(['torch.CosineAnnealingLR', 'torch.LinearLR']);
      await page.getByRole('button', { name: 'Move 2 up' }).click();
      await page.getByRole('button', { name: 'Add a schedule' }).click();
      expect(await textOf(page.locator('.editor .problem').first())).toContain('milestones');
      await field(page, 'milestones').fill('5%, 90%');
      expect(await types()).toEqual(['torch.LinearLR', 'torch.CosineAnnealingLR', 'CosineDecay']);
      await page.locator('.nested').nth(2).getByRole('textbox', { name: 'initial learning rate' }).fill('0.3');
      expect(await specOf(page)).toMatchObject({ schedulers: [{}, {}, { initial_learning_rate: 0.3 }] });
      await page.getByRole('button', { name: 'Remove 3' }).click();
      await field(page, 'milestones').fill('5%');
      expect(await types()).toEqual(['torch.LinearLR', 'torch.CosineAnnealingLR']);
      await page.locator('summary').first().click();
      expect(await page.locator('.nested').first().getAttribute('open')).toBeNull();
    });

    test('the run is counted in examples, batches or updates', async () => {
      const page = await open();
      await field(page, 'gradient accumulation').fill('2');
      await field(page, 'epochs').fill('45.5');
      expect((await stateOf(page)).plan.run).toMatchObject({ gradientAccumulation: 2, epochs: 45.5 });
      await page.getByRole('checkbox', { name: 'drop last' }).check();
      expect((await stateOf(page)).plan.run).toMatchObject({ dropLast: true });
      const total = await textOf(page.locator('.section-note'));
      await page.getByRole('radio', { name: 'Batches' }).click();
      expect((await stateOf(page)).plan.run).toEqual({ gradientAccumulation: 2, epochs: 45.5, batchesPerEpoch: 390 });
      expect(await textOf(page.locator('.section-note'))).toBe(total);
      await page.getByRole('radio', { name: 'Examples' }).click();
      // What was given in that way has not been forgotten.
      expect((await stateOf(page)).plan.run).toMatchObject({ examples: 50_000, batchSize: 128, epochs: 45.5 });
      const picture = await finalPictureOf(page);
      await page.getByRole('radio', { name: 'Updates only' }).click();
      // Both curves counted in epochs, which there are none of now.
      expect(await page.locator('.badge.is-wrong').count()).toBe(0);
      const shorter = trainingClock({ totalSteps: Math.round(45.5 * 195) });
      const { warmup_steps: warmup } = (await specOf(page)) as { warmup_steps: string };
      expect(warmup).toMatch(/%$/);
      expect(shorter.steps(warmup)).toBe(5 * 195);
      await page.getByRole('radio', { name: 'Examples' }).click();
      expect(await specOf(page)).toMatchObject({ warmup_steps: '5ep', decay_steps: '85ep' });
      await page.getByRole('button', { name: 'Undo' }).click();
      await page.getByRole('button', { name: 'Undo' }).click();
      expect(await finalPictureOf(page)).toBe(picture);
      expect(await specOf(page)).toMatchObject({ warmup_steps: '5ep' });
    });

    test('tell what they are for', async () => {
      const page = await openAnew();
      await field(page, 'decay steps').focus();
      await page.locator('.hint', { hasText: 'Length of the decay in steps, not counting the warmup.' }).waitFor();
      await field(page, 'batch size').focus();
      await page.locator('.hint', { hasText: 'Examples in a batch' }).waitFor();
    });
  });

  describe('nonsense', () => {
    test.each([
      ['decay steps', '', 'Type a number.'],
      ['decay steps', 'NaN', '“NaN” is no number, nor a time such as 10ep or 30%.'],
      ['decay steps', '-5', 'A time in epochs must be 0 or more.'],
      ['decay steps', '0', 'decay_steps must be a positive number, received 0.'],
      ['warmup steps', '1e309', '“1e309” is no number, nor a time such as 10ep or 30%.'],
      ['initial learning rate', 'Infinity', '“Infinity” is not a number.'],
      ['examples', '-1', 'It must be a whole number from 1 to 9,007,199,254,740,991.'],
      ['epochs', '0', 'It must be more than 0.'],
      ['batch size', '1.5', 'It must be a whole number from 1 to 9,007,199,254,740,991.'],
    ])('%s: “%s”', async (name, text, message) => {
      const page = await open();
      const curveBefore = await textOf(page.locator('.readout'));
      await field(page, name).fill(text);
      const id = await field(page, name).getAttribute('aria-describedby');
      expect(await field(page, name).getAttribute('aria-invalid')).toBe('true');
      expect(await textOf(page.locator(`[id="${id}"]`))).toBe(message);
      // The address has the last state that was right, and the plot its curves.
      await page.evaluate(() => dispatchEvent(new Event('pagehide')));
      const { hash } = new URL(page.url());
      expect(hash === '' ? initialPage : fromLink(hash)).toEqual(initialPage);
      expect(await textOf(page.locator('.readout'))).toBe(curveBefore);
      expect(await page.locator('.overlay').isVisible()).toBe(true);
    });

    test('what is wrong is drawn as it was, paler, and cannot be shared', async () => {
      const page = await open();
      const before = await finalPictureOf(page);
      await field(page, 'decay steps').fill('0');
      expect(await finalPictureOf(page)).not.toBe(before);
      expect(await page.getByRole('button', { name: /^Share/ }).isDisabled()).toBe(true);
      await page.getByRole('tab', { name: 'Code' }).click();
      expect(await textOf(page.getByRole('tabpanel'))).toContain('Mend what is marked in “Cosine” first.');
      await page.getByRole('button', { name: 'Undo' }).click();
      expect(await finalPictureOf(page)).toBe(before);
    });

    test('a run of 10¹² steps, and the longest of all, are drawn and checked', async () => {
      const page = await open({
        hash: linkTo(
          { run: { totalSteps: 1000 }, curves: [curve(starter('CosineDecayRestarts', 0.1))] },
          { unit: '%' },
        ),
      });
      for (const [typed, note] of [
        ['1e12', '1,000,000,000,000 updates'],
        ['9007199254740991', '9,007,199,254,740,991 updates'],
      ] as const) {
        await field(page, 'updates').fill(typed);
        expect(await textOf(page.locator('.section-note'))).toBe(note);
        await page.locator('.finding').first().waitFor();
        await page.waitForFunction(() => !document.querySelector('[aria-busy=true]'));
      }
      await field(page, 'updates').fill('1e16');
      expect(await textOf(page.locator('#run-totalSteps-problem'))).toContain('9,007,199,254,740,991');
    });

    test.each([
      ['forged', linkTo({}).slice(0, -8), 'This link is damaged: copy the whole of it.'],
      ['outdated', '#0.abc', 'This link was made by another version of this page, and cannot be read here.'],
    ])('a link that is %s', async (_, hash, message) => {
      const page = await openAnew({ hash });
      expect(await textOf(page.locator('.notice'))).toBe(message);
      expect(await page.locator('.curve').count()).toBe(2);
      // One that comes later leaves what there is.
      await field(page, 'alpha').fill('0.5');
      const before = await stateOf(page);
      await page.getByRole('button', { name: 'Close the message' }).click();
      await page.evaluate((hash) => {
        location.hash = hash;
      }, hash);
      await page.locator('.notice').waitFor();
      expect(await stateOf(page)).toEqual(before);
    });
  });

  describe('what is dragged', () => {
    /** Drags the middle of an element by some pixels. */
    async function dragBy(page: Page, selector: string, x: number, y: number): Promise<void> {
      const box = (await page.locator(selector).boundingBox()) as {
        x: number;
        y: number;
        width: number;
        height: number;
      };
      const [left, top] = [box.x + box.width / 2, box.y + box.height / 2];
      await page.mouse.move(left, top);
      await page.mouse.down();
      await page.mouse.move(left + x / 2, top + y / 2);
      await page.mouse.move(left + x, top + y);
      await page.mouse.up();
    }

    test('the end of the warmup moves all that belongs together, as one entry to undo', async () => {
      const page = await open();
      const before = (await specOf(page)) as Record<string, unknown>;
      await page.locator('[data-handle="1"]').waitFor();
      const { width } = (await plot(page).boundingBox()) as { width: number };
      await dragBy(page, '[data-handle="1"]', (3 / 90) * width, 0);
      expect(await specOf(page)).toEqual({ ...before, warmup_steps: '8ep', decay_steps: '82ep' });
      await page.locator('[data-handle="2"]').waitFor();
      await dragBy(page, '[data-handle="2"]', 0, -40);
      expect(((await specOf(page)) as { alpha: number }).alpha).toBeGreaterThan(0.05);
      for (const _ of [1, 2]) await page.getByRole('button', { name: 'Undo' }).click();
      expect(await specOf(page)).toEqual(before);
    });

    test('boundaries move, come and go with the parts of a sequence', async () => {
      const schedules = [
        { type: 'LinearRamp', from: 0, to: 0.1, steps: '10%' },
        { type: 'CosineRamp', from: 0.1, to: 0, steps: '90%' },
      ];
      const spec = { type: 'Sequence', schedules, boundaries: ['10%'] };
      const page = await open({ hash: linkTo({ curves: [curve(spec)] }, { unit: '%' }) });
      await page.locator('.boundary').waitFor();
      const { width } = (await plot(page).boundingBox()) as { width: number };
      await dragBy(page, '.boundary', 0.1 * width, 0);
      expect(await specOf(page)).toMatchObject({
        boundaries: ['20%'],
        schedules: [{ steps: '20%' }, { steps: '80%' }],
      });
      await page.locator('.boundary').focus();
      await page.keyboard.press('ArrowRight');
      expect(await specOf(page)).not.toMatchObject({ boundaries: ['20%'] });
      await page.getByRole('button', { name: 'Add a schedule' }).click();
      expect(await page.locator('.boundary').count()).toBe(2);
      await page.getByRole('button', { name: 'Remove 2' }).click();
      expect(await page.locator('.boundary').count()).toBe(1);
      expect(await page.locator('.badge.is-wrong').count()).toBe(0);
    });
  });

  test('what was worked on is there after a reload right after the edit, and when one comes back', async () => {
    const page = await openAnew();
    await field(page, 'warmup target').fill('0.25');
    await page.reload();
    await page.locator('.u-wrap canvas').first().waitFor();
    expect(await specOf(page)).toMatchObject({ warmup_target: 0.25 });
    const again = await page.context().newPage();
    await again.goto(page.url().replace(/#.*/, ''));
    await again.locator('.notice', { hasText: 'Your last plan is here again' }).waitFor();
    expect(await specOf(again)).toMatchObject({ warmup_target: 0.25 });
    await again.getByRole('button', { name: 'Start afresh' }).click();
    expect(await specOf(again)).toMatchObject({ warmup_target: 0.1 });
    await again.getByRole('button', { name: 'Recent plans' }).click();
    await again.getByRole('menuitem', { name: 'Delete all' }).click();
    expect(await again.evaluate(() => localStorage.getItem('plans'))).toBe('[]');
  });

  describe('curves', () => {
    test('are added, named, hidden, doubled and deleted', async () => {
      const page = await open();
      await page.getByRole('button', { name: 'Add a curve' }).click();
      await field(page, 'Name of the curve').fill('Third');
      await page.getByRole('button', { name: 'Duplicate' }).click();
      await page.getByRole('button', { name: 'Show Cosine', exact: true }).click();
      const { plan } = await stateOf(page);
      expect(plan.curves.map(({ name, slot, isVisible }) => [name, slot, isVisible])).toEqual([
        ['Cosine', 0, false],
        ['Warmup–stable–decay', 1, true],
        ['Third', 2, true],
        ['Third 2', 3, true],
      ]);
      expect(await page.locator('.readout-name').allInnerTexts()).toEqual(['Warmup–stable–decay', 'Third', 'Third 2']);
      await page.getByRole('button', { name: 'Edit Third' }).first().click();
      await page.getByRole('button', { name: 'Delete' }).click();
      expect((await stateOf(page)).plan.curves.map(({ slot }) => slot)).toEqual([0, 1, 3]);
      expect(await page.evaluate(() => document.activeElement?.className)).toBe('curve-name');
      for (let i = 0; i < 3; i++) await page.getByRole('button', { name: 'Delete' }).click();
      expect(await textOf(page.locator('.plot .empty'))).toContain('No curves yet');
      expect(await page.getByRole('button', { name: /^Share/ }).isDisabled()).toBe(true);
    });

    test('there are as many as can be told apart', async () => {
      const curves = Array.from({ length: MOST_CURVES }, (_, slot) => curve(0.1 * (slot + 1), slot));
      const page = await open({ hash: linkTo({ curves }) });
      expect(await page.getByRole('button', { name: `There are ${MOST_CURVES} curves already` }).isDisabled()).toBe(
        true,
      );
      expect(await page.getByRole('button', { name: 'Duplicate' }).isDisabled()).toBe(true);
    });

    test('come in other frameworks, and the comparison says where those part', async () => {
      const page = await open();
      await page.getByRole('button', { name: 'Same in another framework' }).click();
      await page.getByRole('menuitem', { name: 'PyTorch' }).press('Enter');
      const { plan, view } = await stateOf(page);
      const added = plan.curves.at(-1);
      expect(added).toMatchObject({ name: 'Cosine, PyTorch', slot: 2, spec: { type: 'torch.SequentialLR' } });
      expect(view.selected).toBe(2);
      await page.getByRole('tab', { name: 'Compare' }).click();
      await page.locator('.panel tbody tr').first().waitFor();
      const { ranges, largest } = compare(scheduleFrom(added?.spec, { clock }), second, { steps });
      const row = page.locator('.panel tbody tr').nth(1);
      expect(await row.locator('.link').allInnerTexts()).toEqual(
        [ranges[0]?.from, largest?.step].map((step) => step?.toLocaleString('en')),
      );
      await row.locator('.link').nth(1).click();
      expect(await textOf(page.locator('.cursor-step'))).toContain(`step ${largest?.step.toLocaleString('en')}`);
    });

    test('examples take the place of what is there, and can be undone', async () => {
      const page = await open();
      await page.getByRole('button', { name: 'Examples' }).click();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      expect((await stateOf(page)).plan.curves.map(({ name }) => name)).toEqual(['In steps', 'In percent']);
      await page.getByRole('button', { name: 'Undo' }).click();
      expect((await stateOf(page)).plan).toEqual(initialPage.plan);
    });
  });

  describe('the findings', () => {
    test('are those of diagnose, at their steps', async () => {
      const peak = { initial_learning_rate: 0, warmup_target: 0.1 };
      const spec = { type: 'CosineDecay', ...peak, warmup_steps: '5%', decay_steps: '40%' };
      const page = await open({ hash: linkTo({ curves: [curve(spec)] }) });
      await page.locator('.finding').first().waitFor();
      const expected = diagnose(scheduleFrom(spec, { clock }), { steps });
      expect(expected.map(({ severity }) => severity)).toEqual(['note', 'warning']);
      expect(await page.locator('.finding-text').allInnerTexts()).toEqual(
        expected.map(({ message, remedy }) => `${message} ${remedy ?? ''}`.trim()),
      );
      // A note is neither counted nor marked.
      expect(await textOf(page.locator('.count'))).toBe('1');
      await page.locator('.finding').last().click();
      expect(await textOf(page.locator('.cursor-step'))).toContain(
        `step ${expected.at(-1)?.step.toLocaleString('en')}`,
      );
      expect(await page.locator('.marker').count()).toBe(1);
    });

    test('one beyond what is shown comes into view', async () => {
      const spec = { type: 'CosineDecay', initial_learning_rate: 0.1, decay_steps: '50%' };
      const page = await open({ hash: linkTo({ curves: [curve(spec)] }, { range: { from: 0, to: 1000 } }) });
      // Findings of the page before may still be there.
      const step = Math.ceil(steps / 2).toLocaleString('en');
      await page
        .locator('.finding', { hasText: `step ${step}` })
        .filter({ hasText: 'the rate stays at 0' })
        .click();
      const { range } = (await stateOf(page)).view;
      expect(range?.from).toBeGreaterThan(steps / 2 - 1000);
      expect(await page.locator('.cursor-line').count()).toBe(1);
    });

    test('what cannot be checked is not called fine', async () => {
      const page = await open({
        hash: linkTo({ curves: [curve({ type: 'CosineDecay', initial_learning_rate: 0.1, decay_steps: '100%' })] }),
      });
      await field(page, 'decay steps').fill('0');
      const panel = page.getByRole('tabpanel');
      await panel.getByText('One curve cannot be checked').waitFor();
      // The link of what cannot be drawn is not written, not even after another one that was wrong.
      const before = fromLink(new URL(page.url()).hash);
      await page.evaluate(() => {
        location.hash = '#1.AAAA';
      });
      await page.locator('.notice').first().waitFor();
      expect(fromLink(new URL(page.url()).hash)).toEqual(before);
    });

    test('no finding is a result, too', async () => {
      const spec = { type: 'CosineDecay', initial_learning_rate: 0.1, decay_steps: '100%' };
      const page = await open({ hash: linkTo({ curves: [curve(spec)] }) });
      await page.getByRole('tabpanel').filter({ hasText: 'nothing that would surprise you' }).waitFor();
    });
  });

  describe('what is taken away', () => {
    test('a link, which gives the page back exactly', async () => {
      const curves = [curve(starter('optax.sgdr_schedule', 0.1), 4, 'Ümlaut “quoted” <b>'), curve(0.05, 9)];
      const asked = {
        plan: { run: { totalSteps: 5000 }, curves },
        view: { ...initialPage.view, log: true, unit: '%', tab: 'code', selected: 9, range: { from: 10, to: 4000 } },
      } as const;
      const page = await open({ hash: toLink(asked) });
      expect(await stateOf(page)).toEqual(asked);
      await page.getByRole('button', { name: /^Share/ }).click();
      await page.locator('.notice', { hasText: 'The link is copied' }).waitFor();
      const link = await page.evaluate(() => navigator.clipboard.readText());
      expect(link).toBe(`${address()}${toLink(asked)}`);
      const other = await openAnew({ hash: new URL(link).hash });
      expect(await stateOf(other)).toEqual(asked);
      expect(await finalPictureOf(other)).toBe(await finalPictureOf(page));
    });

    test('the code for every target', async () => {
      const page = await open({ hash: linkTo({}, { tab: 'code', target: 'keras' }) });
      for (const { name: target } of targets) {
        await page.getByRole('combobox', { name: /for$/ }).selectOption(target);
        await page.waitForFunction(() =>
          document.querySelector('[aria-busy=false] .code, [aria-busy=false] > .problem'),
        );
        const text = await textOf(page.locator('.code, .panel > .problem'));
        expect(text.length).toBeGreaterThan(60);
        if (target === 'torch') expect(text.trim()).toBe(toPython(first, { target: 'torch' }).trim());
      }
      await page.getByRole('combobox', { name: /for$/ }).selectOption('optax');
      await page.locator('.code', { hasText: 'optax' }).waitFor();
      await page.getByRole('button', { name: 'Copy', exact: true }).click();
      await page.getByRole('button', { name: 'Copied' }).waitFor();
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(toPython(first, { target: 'optax' }));
    });

    async function download(page: Page, name: string): Promise<Buffer> {
      await page.getByRole('button', { name: 'Download' }).click();
      const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name }).click()]);
      expect(file.suggestedFilename()).toBe(`schedules.${name.toLowerCase()}`);
      return readFileSync(await file.path());
    }

    test('an SVG, a PNG and a CSV', async () => {
      const page = await open();
      const svg = (await download(page, 'SVG')).toString();
      const curves = [first, second].map((schedule, i) => ({
        name: initialPage.plan.curves[i]?.name as string,
        schedule,
      }));
      expect(svg).toBe(
        plotSvg([{ title: 'Learning rate', curves }], { steps, unit: 'ep', clock, width: 1200, height: 600 }),
      );

      const png = await download(page, 'PNG');
      expect(png.subarray(1, 4).toString()).toBe('PNG');
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([2400, 1200]);
      expect(png.length).toBeGreaterThan(30_000);

      const rows = (await download(page, 'CSV')).toString().trimEnd().split('\n');
      expect(rows[0]).toBe('step,"Cosine","Warmup–stable–decay"');
      expect(rows).toHaveLength(steps + 1);
      expect(rows[1001]?.split(',').map(Number)).toEqual([1000, first(1000), second(1000)]);
    });
  });

  describe('files', () => {
    const yaml = JSON.parse(golden('model-garden-yaml.json').toString())[0].yaml as string;
    const recipe =
      'run: { total_steps: 2000 }\nlearning_rate: { type: CosineDecay, initial_learning_rate: 0.1, decay_steps: 100% }\n';

    test('a recipe’s run is not taken over where curves would be lost', async () => {
      const page = await open();
      await drop(page, [{ name: 'plan.yml', body: recipe }]);
      await page.locator('.notice', { hasText: 'Added plan.yml: in the run that is here' }).waitFor();
      const { plan } = await stateOf(page);
      // The two that are there count in epochs.
      expect(plan.run).toEqual(initialPage.plan.run);
      expect(plan.curves).toHaveLength(3);
    });

    test.each([
      ['digits.keras', golden('keras-files/keras3_cosine_adam.keras')],
      ['digits.h5', golden('keras-files/tfkeras_piecewise_sgd.h5')],
      ['model.json', golden('keras-files/keras3_cosine_adam_tfjs/model.json')],
      ['garden.yaml', yaml],
      ['schedule.json', JSON.stringify(specJson())],
      ['plan.yml', recipe],
    ])('%s is dropped', async (name, body) => {
      const page = await open({ hash: linkTo({ run: { totalSteps: 500 }, curves: [curve(0.1)] }) });
      const before = (await stateOf(page)).plan;
      await drop(page, [{ name, body }]);
      await page.locator('.notice', { hasText: `Added ${name}` }).waitFor();
      const { schedules, document, clock } = await readInput(typeof body === 'string' ? body : new Uint8Array(body));
      const { plan } = await stateOf(page);
      expect(plan.curves).toHaveLength(2);
      expect(plan.curves[1]?.name).toBe(name.replace(/\.\w+$/, ''));
      expect(plan.curves[1]?.spec).toEqual(
        document?.learning_rate ?? specFrom(schedules['learning_rate'] as typeof first),
      );
      expect(plan.run).toEqual(document ? { totalSteps: clock.totalSteps } : before.run);
      await page.getByRole('button', { name: 'Undo' }).click();
      expect((await stateOf(page)).plan).toEqual(before);
    });

    test('a trainer’s brings its run, if that is wanted', async () => {
      const page = await open({ hash: linkTo({ run: { totalSteps: 500 }, curves: [curve(0.1)] }) });
      const body = JSON.stringify({
        learning_rate: 5e-5,
        max_steps: 900,
        lr_scheduler_type: 'linear',
        warmup_steps: 100,
      });
      await page.evaluate((text) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData('text/plain', text);
        document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
      }, body);
      await page.getByRole('button', { name: 'Use the file’s run: 900 updates' }).click();
      expect((await stateOf(page)).plan).toMatchObject({ run: { totalSteps: 900 }, curves: [{}, {}] });
    });

    test('a log is drawn over the plan, and audited', async () => {
      const page = await open({
        hash: linkTo({
          run: { totalSteps: 1000 },
          curves: [curve({ type: 'CosineDecay', initial_learning_rate: 0.2, decay_steps: 1000 })],
        }),
      });
      const before = await finalPictureOf(page);
      const logged = scheduleFrom({ type: 'CosineDecay', initial_learning_rate: 0.1, decay_steps: 1000 });
      const rows = Array.from({ length: 100 }, (_, i) => `${10 * i},${logged(10 * i)}`);
      await drop(page, [{ name: 'run.csv', body: ['step,lr', ...rows].join('\n') }]);
      await page.locator('.audit .remedy').waitFor();
      expect(await finalPictureOf(page)).not.toBe(before);
      expect(await textOf(page.locator('.audit'))).toContain(
        'It is a cosine schedule: 100 % of 100 points are explained.',
      );
      await page.locator('.marker.is-error').waitFor();
      await page.getByRole('button', { name: 'Add the identified schedule' }).click();
      await page.locator('.audit', { hasText: 'against “run, identified”' }).locator('.icon-button').waitFor();
      await page.getByRole('button', { name: 'Remove the log run' }).click();
      expect(await page.locator('.audit').count()).toBe(0);
    });

    test('several at once, of which one cannot be read', async () => {
      const page = await open();
      await drop(page, [
        { name: 'good.yml', body: recipe },
        { name: 'bad.keras', body: 'PK\x03\x04 no archive' },
      ]);
      await page.locator('.notice', { hasText: 'bad.keras' }).waitFor();
      expect(await textOf(page.locator('.notice'))).toContain('Added good.yml');
      expect(await page.locator('.curve').count()).toBe(3);
    });

    test('one of 500 MB is refused unread', async () => {
      const page = await open();
      const directory = mkdtempSync(join(tmpdir(), 'large-'));
      const path = join(directory, 'large.h5');
      const file = openSync(path, 'w');
      ftruncateSync(file, 500 * 2 ** 20);
      closeSync(file);
      try {
        const [chooser] = await Promise.all([
          page.waitForEvent('filechooser'),
          page.getByRole('button', { name: 'Open a file' }).click(),
        ]);
        await chooser.setFiles(path);
        await page.locator('.notice', { hasText: 'large.h5 has 500 MB: files of up to 256 MB are read.' }).waitFor();
        expect(await page.locator('.curve').count()).toBe(2);
      } finally {
        rmSync(directory, { recursive: true });
      }
    });
  });

  describe('training', () => {
    test('runs in the page, its loss falls, and it goes on in the background', async () => {
      const training = { ...initialPage.view.training, updates: 120 };
      const page = await open({ hash: linkTo({}, { tab: 'train', training }) });
      await page.getByRole('button', { name: 'Train', exact: true }).click();
      const hiding = await page.context().newPage();
      await hiding.bringToFront();
      const done = page.locator('.train-status', { hasText: /^Done with (webgpu|webgl|wasm|cpu)/ });
      await done.waitFor();
      await page.bringToFront();
      const cells = await page.locator('.train-results tbody td').allInnerTexts();
      expect(cells).toHaveLength(4);
      const [lossA, accuracyA, lossB, accuracyB] = cells.map(Number.parseFloat) as [number, number, number, number];
      // Of ten digits, one who guesses tells a tenth, with a loss of 2.3.
      for (const loss of [lossA, lossB]) expect(loss).toBeLessThan(1.5);
      for (const accuracy of [accuracyA, accuracyB]) expect(accuracy).toBeGreaterThan(50);
      expect(lossA).not.toBe(lossB);

      await field(page, 'Updates').fill('5000');
      await page.getByRole('button', { name: 'Train', exact: true }).click();
      await page.getByRole('button', { name: 'Pause' }).click();
      await page.locator('.train-status', { hasText: 'Paused' }).waitFor();
      await page.getByRole('button', { name: 'Go on' }).click();
      await page.getByRole('button', { name: 'Stop' }).click();
      await page.locator('.train-status', { hasText: /^Stopped/ }).waitFor();
    });

    test('what cannot be is said where it is typed', async () => {
      const page = await open({ hash: linkTo({}, { tab: 'train' }) });
      await field(page, 'Updates').fill('1e9');
      expect(await textOf(page.locator('#train-updates'))).toBe('A whole number from 1 to 5000.');
    });
  });
});

/** A schedule as Keras saves it. */
function specJson() {
  return JSON.parse(
    JSON.stringify(scheduleFrom({ type: 'PolynomialDecay', initial_learning_rate: 0.1, decay_steps: 9000 })),
  );
}
