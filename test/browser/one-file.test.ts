import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { findChromium, launch } from './chromium.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { unpkg } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'));
const executablePath = findChromium();

/** What a person writes who has neither a bundler nor an import map. */
const page = `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><script type="module">
  import { CosineDecay, formats, optax, plot, tfjs } from '/lr-schedules.js';
  const schedule = new CosineDecay({ initialLearningRate: 0.1, decaySteps: 1000 });
  const optimizer = tfjs.follow({ iterations: 0, learningRate: 1, applyGradients() { this.iterations++; } }, schedule);
  optimizer.applyGradients();
  const { schedule: read } = await formats.readSchedule(JSON.stringify(schedule));
  document.body.innerHTML = plot.plotSvg([{ title: 'rate', curves: [{ name: 'cosine', schedule }] }], { steps: 1000 });
  window.result = {
    rate: schedule(500),
    followed: [optimizer.iterations, optimizer.learningRate],
    read: read(500),
    optax: optax.cosineDecaySchedule({ initValue: 0.1, decaySteps: 1000 })(500),
    isDrawn: document.querySelector('svg').getBoundingClientRect().width > 0,
  };
</script>`;

test.skipIf(!executablePath)('a page without a bundler has all of the package in one file', async () => {
  const requests: string[] = [];
  const server = createServer(({ url = '/' }, response) => {
    requests.push(url);
    const isScript = url !== '/';
    response
      .setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html')
      .end(isScript ? readFileSync(`${root}/${unpkg}`) : page);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const browser = await launch(executablePath as string);
  try {
    const tab = await browser.newPage();
    const errors: string[] = [];
    tab.on('pageerror', (error) => errors.push(String(error)));
    await tab.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await Promise.race([tab.waitForFunction('window.result'), tab.waitForEvent('pageerror')]);
    expect(errors).toEqual([]);
    const schedule = (step: number) => 0.05 * (1 + Math.cos((Math.PI * step) / 1000));
    expect(await tab.evaluate('window.result')).toEqual({
      rate: 0.05,
      followed: [1, schedule(0)],
      read: 0.05,
      optax: 0.05,
      isDrawn: true,
    });
    expect(requests).toEqual(['/', '/lr-schedules.js']);
  } finally {
    await browser.close();
    await new Promise((closed) => server.close(closed));
  }
});
