// How smoothly the playground moves: it drags a slider above four curves of a million steps, in Chromium.
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { runnerImport } from 'vite';
import { median } from './measure.js';

const load = async (path) => (await runnerImport(fileURLToPath(new URL(path, import.meta.url)))).module;
const { findChromium, launch } = await load('../test/browser/chromium.ts');
const { PATH, servePage } = await load('../test/playground/site.ts');
const { toLink } = await load('../playground/src/state/link.ts');
const { initialPage } = await load('../playground/src/state/page.ts');

const STEPS = 1e6;
const DRAG = 3000;

const specs = [
  { type: 'CosineDecay', initial_learning_rate: 0, warmup_target: 0.1, warmup_steps: '5%', decay_steps: '95%' },
  { type: 'torch.OneCycleLR', max_lr: 0.08, total_steps: '100%' },
  { type: 'warmupStableDecay', peak: 0.06, warmup_steps: '5%', stable_steps: '75%', decay_steps: '20%' },
  { type: 'CosineDecayRestarts', initial_learning_rate: 0.05, first_decay_steps: '10%' },
];
const curves = specs.map((spec, slot) => ({ slot, name: spec.type, isVisible: true, spec }));
const page4 = { plan: { run: { totalSteps: STEPS }, curves }, view: { ...initialPage.view, unit: 'st' } };

const executablePath = findChromium();
if (!executablePath) throw new Error('The benchmark needs Chromium: install it as `chromium`, or set CHROMIUM_PATH.');
const [browser, site] = await Promise.all([launch(executablePath), servePage()]);
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
const address = `${site.origin}/${PATH}index.html`;

// The browser itself starts slowly the first time.
await page.goto(address);
const paints = [];
for (let i = 0; i < 5; i++) {
  await page.goto('about:blank');
  await page.goto(address);
  await page.locator('.overlay').waitFor();
  paints.push(await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0].startTime));
}
console.log(`first contentful paint: ${median(paints).median.toFixed()} ms`);

await page.goto('about:blank');
await page.goto(address + toLink(page4));
await page.locator('.overlay').waitFor();
await page.waitForTimeout(1500);

/** The milliseconds between frames for some time, as 50th and 95th percentile. */
const frames = (time) =>
  page.evaluate(
    (time) =>
      new Promise((done) => {
        const gaps = [];
        let last = performance.now();
        const end = last + time;
        const next = (now) => {
          gaps.push(now - last);
          last = now;
          if (now < end) requestAnimationFrame(next);
          else done(gaps.slice(1).sort((a, b) => a - b));
        };
        requestAnimationFrame(next);
      }),
    time,
  );
const at = (gaps, part) => gaps[Math.floor(part * (gaps.length - 1))];

const session = await page.context().newCDPSession(page);
await session.send('Performance.enable');
const scripting = async () => {
  const { metrics } = await session.send('Performance.getMetrics');
  const value = (name) => metrics.find((metric) => metric.name === name).value * 1000;
  return { script: value('ScriptDuration'), task: value('TaskDuration') };
};

const idle = await frames(1000);
const { x, y, width, height } = await page.getByRole('slider', { name: 'warmup target, slider' }).boundingBox();
const before = await scripting();
const measured = frames(DRAG);
await page.mouse.move(x + width * 0.7, y + height / 2);
await page.mouse.down();
const end = Date.now() + DRAG;
for (let i = 0; Date.now() < end; i++) {
  await page.mouse.move(x + width * (0.7 + 0.15 * Math.sin(i / 20)), y + height / 2);
  await page.waitForTimeout(4);
}
await page.mouse.up();
const dragging = await measured;
const after = await scripting();

const ms = (value) => `${value.toFixed(1)} ms`;
console.log(`a frame of the page at rest: ${ms(at(idle, 0.5))}`);
console.log(
  `a frame while dragging, 4 curves of ${STEPS} steps: median ${ms(at(dragging, 0.5))}, 95 % ${ms(at(dragging, 0.95))}`,
);
console.log(`against rest: ${(at(dragging, 0.5) / at(idle, 0.5)).toFixed(2)}`);
console.log(
  `scripting in it: ${ms((after.script - before.script) / dragging.length)}, all work: ${ms((after.task - before.task) / dragging.length)}`,
);

const sizes = [...site.files].map(([path, { body }]) => [path.slice(PATH.length), gzipSync(body).length]);
const sumOf = (list) => `${(list.reduce((sum, [, size]) => sum + size, 0) / 1000).toFixed(1)} kB`;
const listOf = (list) => list.map(([path, size]) => `\n  ${path} ${(size / 1000).toFixed(1)} kB`).join('');
// What the page asks for by itself, as it starts.
const asked = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
const first = sizes.filter(([path]) => path === 'index.html' || asked.some((url) => url.endsWith(path)));
const rest = sizes.filter((file) => !first.includes(file));
console.log(`size at the start, gzipped: ${sumOf(first)}${listOf(first)}`);
console.log(`once something trains, a file is dropped, or never: ${sumOf(rest)}${listOf(rest)}`);

await browser.close();
await site.close();
