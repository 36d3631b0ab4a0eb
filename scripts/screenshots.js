// Makes the pictures of the playground in the README and in docs/: run it after `npm run build`.
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const pathTo = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const load = async (path) => (await runnerImport(pathTo(path))).module;
const { findChromium, launch } = await load('test/browser/chromium.ts');
const { PATH, servePage } = await load('test/playground/site.ts');
const { toLink } = await load('playground/src/state/link.ts');
const { initialPage } = await load('playground/src/state/page.ts');

const curve = (slot, name, spec) => ({ slot, name, isVisible: true, spec });
const [cosine, stable] = initialPage.plan.curves;

/** The same cosine in two frameworks, against a schedule with a stable phase. */
const plan = {
  ...initialPage.plan,
  curves: [
    cosine,
    stable,
    curve(2, 'Cosine in timm', {
      type: 'timm.CosineLRScheduler',
      base_lr: 0.1,
      t_initial: '85ep',
      warmup_t: '5ep',
      warmup_lr_init: 0.004,
      lr_min: 0.001,
    }),
    curve(3, 'One cycle', { type: 'torch.OneCycleLR', max_lr: 0.09, total_steps: '100%' }),
  ],
};

const wide = { viewport: { width: 1440, height: 900 } };
const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };

const pictures = [
  { name: 'playground-light', ...wide, colorScheme: 'light', view: { tab: 'compare' }, show: readOff },
  { name: 'playground-dark', ...wide, colorScheme: 'dark', view: { tab: 'train', log: true }, show: train },
  { name: 'playground-phone-light', ...phone, colorScheme: 'light', view: {}, show: readOff },
  { name: 'playground-phone-dark', ...phone, colorScheme: 'dark', view: { log: true, selected: 3 }, show: readOff },
];

/** Puts the cursor on the curves. */
async function readOff(page) {
  const { x, y, width } = await page.locator('.overlay').boundingBox();
  await page.mouse.move(x + 0.62 * width, y + 40);
}

async function train(page) {
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await page.locator('.train-status', { hasText: 'Done' }).waitFor({ timeout: 60_000 });
  await readOff(page);
}

const executablePath = findChromium();
if (!executablePath) throw new Error('The pictures need Chromium: install it as `chromium`, or set CHROMIUM_PATH.');
const [browser, site] = await Promise.all([launch(executablePath), servePage()]);
for (const { name, view, show, ...look } of pictures) {
  const page = await browser.newPage(look);
  await page.goto(`${site.origin}/${PATH}index.html${toLink({ plan, view: { ...initialPage.view, ...view } })}`);
  await page.locator('.finding, .panel tbody, .train').first().waitFor();
  await show(page);
  // Until the curves have come to rest.
  await page.waitForTimeout(1000);
  await page.screenshot({ path: pathTo(`docs/images/${name}.png`) });
  await page.close();
}
await browser.close();
await site.close();
