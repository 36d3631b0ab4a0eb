import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Constant, CosineDecay, deserialize, type LearningRateSchedule, Sequence, serialize } from 'lr-schedules';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {
  Backend,
  Point,
  ScheduledRun,
  TrainingEvent,
  TrainingRequest,
} from '../../playground/src/training/protocol.js';
import { contentSecurityPolicy } from '../../playground/vite.config.js';
import { findChromium, launch } from '../browser/chromium.js';
import { buildPage } from './build-page.js';
import { PATH, type Site, servePage } from './site.js';
import type { Tests } from './training/page.js';

/** A global of the page. */
declare const tests: Tests;

const executablePath = findChromium();
const built = mkdtempSync(join(tmpdir(), 'training-'));

const UPDATES = 60;
/** Updates of a backend that is slow without a graphics card. */
const SOME = 3;
const cosine = new CosineDecay({
  initialLearningRate: 0,
  warmupTarget: 0.02,
  warmupSteps: 10,
  decaySteps: UPDATES - 10,
});
const named = (name: string, schedule: LearningRateSchedule): ScheduledRun => ({ name, schedule: serialize(schedule) });
const request: TrainingRequest = {
  runs: [named('cosine', cosine), named('constant', new Constant({ value: 0.02 }))],
  updates: UPDATES,
  batchSize: 32,
  seed: 1,
  optimizer: 'adam',
};
/** A training that lasts until it is stopped. */
const endless = JSON.stringify({ ...request, updates: 1e6, backend: 'wasm' } satisfies TrainingRequest);

type EventOf<T extends TrainingEvent['type']> = Extract<TrainingEvent, { type: T }>;
function all<T extends TrainingEvent['type']>(events: readonly TrainingEvent[], type: T): EventOf<T>[] {
  return events.filter((event): event is EventOf<T> => event.type === type);
}
const pointsOf = (events: readonly TrainingEvent[], run: number): Point[] =>
  all(events, 'progress').flatMap(({ points }) => points.filter((point) => point.run === run));
const lossesOf = (events: readonly TrainingEvent[], run: number) => pointsOf(events, run).map(({ loss }) => loss);
const mean = (list: readonly number[]) => list.reduce((sum, value) => sum + value, 0) / list.length;

describe.skipIf(!executablePath)('training in Chromium, under a strict Content-Security-Policy', () => {
  let browser: Browser;
  let site: Site;
  let page: Page;
  const errors: string[] = [];
  const asked: string[] = [];

  beforeAll(async () => {
    await buildPage(fileURLToPath(new URL('training', import.meta.url)), built);
    [browser, site] = await Promise.all([launch(executablePath as string), servePage(built)]);
    page = await browser.newPage();
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    page.on('request', (sent) => asked.push(sent.url()));
    await page.goto(`${site.origin}/${PATH}index.html`);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
    rmSync(built, { recursive: true });
  });

  const train = (asked: TrainingRequest, inPage = page) =>
    inPage.evaluate((request) => tests.start(request, 'finished', 'failed'), JSON.stringify(asked));

  test('nothing of TensorFlow.js is loaded before the first start', () => {
    const scripts = asked.filter((url) => url.endsWith('.js'));
    expect(scripts).toHaveLength(1);
    expect(asked.filter((url) => /wasm|bin$/.test(url))).toEqual([]);
  });

  describe('by backend', () => {
    /** The training with WebAssembly, which learns something; that of other backends, which take a hundred times as long, begins alike. */
    let learnt: readonly TrainingEvent[];
    beforeAll(async () => {
      learnt = await train({ ...request, backend: 'wasm' });
    });

    test('the network learns', () => {
      const evaluations = all(learnt, 'evaluated');
      expect(evaluations.filter(({ run }) => run === 0).map(({ step }) => step)).toEqual(
        [1, 2, 3, 4, 5].map((part) => (part * UPDATES) / 5),
      );
      for (const run of [0, 1]) {
        const [first, last] = [lossesOf(learnt, run).slice(0, 3), lossesOf(learnt, run).slice(-3)];
        expect(mean(last)).toBeLessThan(mean(first));
        const told = evaluations.filter((event) => event.run === run);
        expect(told.at(-1)?.loss).toBeLessThan(told[0]?.loss as number);
        expect(told.at(-1)?.accuracy).toBeGreaterThan(0.75);
      }
    });

    describe.each<[Backend, number]>([
      ['wasm', UPDATES],
      ['cpu', SOME],
      ['webgl', SOME],
      ['webgpu', SOME],
    ])('on %s', (backend, updates) => {
      let events: readonly TrainingEvent[];

      beforeAll(async () => {
        events = backend === 'wasm' ? learnt : await train({ ...request, updates, backend });
      });

      test('every update of every run is told once, in order', () => {
        expect(events[0]).toEqual({ type: 'ready', backend, refused: [] });
        expect(events.at(-1)).toEqual({ type: 'finished' });
        for (const run of [0, 1]) {
          expect(pointsOf(events, run).map(({ step }) => step)).toEqual(Array.from({ length: updates }, (_, i) => i));
        }
      });

      test('the rates are those of the schedules', () => {
        request.runs.forEach(({ schedule }, run) => {
          const rates = pointsOf(events, run).map(({ rate }) => Math.fround(rate));
          expect(rates).toEqual(Array.from(deserialize(schedule).values(updates), Math.fround));
        });
      });

      test('the losses begin alike, at the same weights and digits, and go their own way', () => {
        const [scheduled, constant] = [lossesOf(events, 0), lossesOf(events, 1)];
        expect(scheduled[0]).toBe(constant[0]);
        expect(scheduled.slice(2)).not.toEqual(constant.slice(2));
      });

      test('the losses are those of WebAssembly', () => {
        for (const run of [0, 1]) {
          for (const [i, loss] of lossesOf(events, run).slice(0, SOME).entries()) {
            expect(Math.abs(loss / (lossesOf(learnt, run)[i] as number) - 1)).toBeLessThan(1e-2);
          }
        }
      });
    });
  });

  test.each(['wasm', 'cpu'] as const)('on %s, the same seed gives the same losses to the bit', async (backend) => {
    const [run] = request.runs as [ScheduledRun];
    const twice = { ...request, runs: [run, { ...run, name: 'again' }], updates: 5, backend };
    const [events, again, other] = [await train(twice), await train(twice), await train({ ...twice, seed: 2 })];
    expect(lossesOf(events, 0)).toHaveLength(5);
    expect(lossesOf(events, 1)).toEqual(lossesOf(events, 0));
    expect(lossesOf(again, 0)).toEqual(lossesOf(events, 0));
    expect(lossesOf(other, 0)).not.toEqual(lossesOf(events, 0));
    expect(all(again, 'evaluated')).toEqual(all(events, 'evaluated'));
  });

  test.each(['sgd', 'momentum'] as const)('%s learns too', async (optimizer) => {
    const events = await train({
      ...request,
      runs: [named('constant', new Constant({ value: 0.05 }))],
      optimizer,
      backend: 'wasm',
    });
    const losses = lossesOf(events, 0);
    expect(mean(losses.slice(-5))).toBeLessThan(mean(losses.slice(0, 5)) - 0.1);
  });

  test('a loss that is no number ends its run, and no other', async () => {
    const events = await train({
      ...request,
      runs: [named('far too high', new Constant({ value: 1e9 })), named('cosine', cosine)],
      optimizer: 'sgd',
      backend: 'wasm',
    });
    const [diverged] = all(events, 'diverged') as [EventOf<'diverged'>];
    expect(all(events, 'diverged')).toHaveLength(1);
    expect(diverged.run).toBe(0);
    expect(pointsOf(events, 0)).toHaveLength(diverged.step);
    expect(lossesOf(events, 0).every(Number.isFinite)).toBe(true);
    expect(pointsOf(events, 1)).toHaveLength(UPDATES);
    expect(all(events, 'evaluated').filter(({ run }) => run === 0)).toEqual([]);
    expect(events.at(-1)).toEqual({ type: 'finished' });
  });

  test.each([
    ['negative', new Constant({ value: -0.1 }), 0, 'its rate is negative'],
    ['too large', new Sequence({ schedules: [0.01, 1e40], boundaries: [5] }), 5, 'its rate is too large'],
  ])('a rate that is %s ends its run, and no other', async (_name, schedule, step, reason) => {
    const events = await train({
      ...request,
      runs: [named('wrong', schedule), named('cosine', cosine)],
      optimizer: 'adam',
      backend: 'wasm',
    });
    expect(all(events, 'diverged')).toEqual([{ type: 'diverged', run: 0, step, reason }]);
    expect(pointsOf(events, 0)).toHaveLength(step);
    expect(pointsOf(events, 1)).toHaveLength(UPDATES);
    expect(events.at(-1)).toEqual({ type: 'finished' });
  });

  test('a training ends when all its runs have diverged', async () => {
    const runs = [named('far too high', new Constant({ value: 1e9 }))];
    const events = await train({ ...request, runs, optimizer: 'sgd', backend: 'wasm' });
    expect(events.slice(-2).map(({ type }) => type)).toEqual(['diverged', 'finished']);
  });

  test('a schedule that cannot be used is told with its name, and the next training works', async () => {
    const unknown = { ...serialize(cosine), class_name: 'CosineDecoy' };
    const events = await train({ ...request, runs: [{ name: 'wrong', schedule: unknown }], backend: 'wasm' });
    expect(events.at(-1)).toEqual({
      type: 'failed',
      message: expect.stringMatching(/^The training stopped: “wrong”: .+ did you mean CosineDecay\?/),
    });
    expect((await train({ ...request, updates: 5, backend: 'wasm' })).at(-1)).toEqual({ type: 'finished' });
  });

  test('it halts at a pause and goes on after it', async () => {
    const [paused, resumed] = await page.evaluate(async (request) => {
      await tests.start(request, 'progress');
      tests.pause();
      // The updates that it is at come to their end, sooner or later.
      let paused: number;
      do {
        paused = tests.events().length;
        await new Promise((done) => setTimeout(done, 300));
      } while (tests.events().length > paused);
      const more = tests.next('progress');
      tests.resume();
      await more;
      tests.stop();
      return [paused, tests.events().length] as const;
    }, endless);
    expect(resumed).toBeGreaterThan(paused);
  });

  test('after a stop nothing comes any more, also from a pause', async () => {
    const counts = await page.evaluate(async (request) => {
      const counts: number[][] = [];
      for (const pause of [false, true]) {
        await tests.start(request, 'progress');
        if (pause) tests.pause();
        tests.stop();
        const stopped = tests.events().length;
        await new Promise((done) => setTimeout(done, 300));
        counts.push([stopped, tests.events().length]);
      }
      return counts;
    }, endless);
    for (const [stopped, later] of counts) expect(later).toBe(stopped);
  });

  test('a start takes the place of the training that is under way, on another backend too', async () => {
    await page.evaluate((request) => tests.start(request, 'progress'), endless);
    const events = await train({ ...request, updates: 5, backend: 'cpu' });
    expect(events[0]).toEqual({ type: 'ready', backend: 'cpu', refused: [] });
    expect(pointsOf(events, 1).map(({ step }) => step)).toEqual(Array.from({ length: 5 }, (_, i) => i));
    const alone = await train({ ...request, updates: 5, backend: 'cpu' });
    expect(lossesOf(events, 0)).toEqual(lossesOf(alone, 0));
  });

  test('no tensor is left behind: at the end, after a stop, where a run diverges', async () => {
    const runs = [named('far too high', new Constant({ value: 1e9 })), named('cosine', cosine)];
    for (const optimizer of ['sgd', 'momentum', 'adam'] as const) {
      const short: TrainingRequest = { ...request, runs, updates: 5, optimizer, backend: 'cpu' };
      const tensors = await page.evaluate(
        async (request) => [await tests.tensorsAfter(request), await tests.tensorsAfter(request, 'progress')],
        JSON.stringify(short),
      );
      expect([optimizer, ...tensors]).toEqual([optimizer, 0, 0]);
    }
  });

  test('the page asked its own origin only, and nothing was refused', async () => {
    expect(asked.filter((url) => !url.startsWith(`${site.origin}/${PATH}`))).toEqual([]);
    expect(await page.evaluate(() => tests.violations)).toEqual([]);
    expect(errors).toEqual([]);
  });

  test('the page brings its policy along, for a host that sends no headers', async () => {
    const policy = page.locator('meta[http-equiv="Content-Security-Policy"]');
    expect(await policy.getAttribute('content')).toBe(contentSecurityPolicy);
  });

  test('an emulated graphics card is left alone unless it is asked for', async () => {
    const [ready] = await train({ ...request, updates: 2 });
    const reason = 'there is no graphics card for it';
    expect(ready).toEqual({
      type: 'ready',
      backend: 'wasm',
      refused: [
        { backend: 'webgpu', reason },
        { backend: 'webgl', reason },
      ],
    });
  });

  test('a backend that the browser does not have, as WebGPU on an insecure origin, is told', async () => {
    const insecure = await browser.newPage();
    await insecure.route('http://insecure.test/**', (route) => {
      const file = site.files.get(new URL(route.request().url()).pathname.slice(1));
      return route.fulfill(file ? { ...file } : { status: 404 });
    });
    await insecure.goto(`http://insecure.test/${PATH}index.html`);
    const [ready] = await train({ ...request, updates: 2 }, insecure);
    expect(ready).toMatchObject({ refused: [{ backend: 'webgpu', reason: 'the browser does not have it' }, {}] });
    expect(await train({ ...request, updates: 2, backend: 'webgpu' }, insecure)).toEqual([
      {
        type: 'failed',
        message: 'The training stopped: TensorFlow.js cannot compute here with webgpu (the browser does not have it).',
      },
    ]);
    await insecure.close();
  });

  test('a worker that cannot be loaded is told, and replaced at the next start', async () => {
    const offline = await browser.newPage();
    await offline.goto(`${site.origin}/${PATH}index.html`);
    await offline.route('**/worker-*.js', (route) => route.abort());
    const short: TrainingRequest = { ...request, updates: 2, backend: 'wasm' };
    expect(await train(short, offline)).toEqual([
      { type: 'failed', message: 'The training stopped: its worker could not be loaded, try again.' },
    ]);
    await offline.unroute('**/worker-*.js');
    await offline.route('**/*.bin', (route) => route.fulfill({ status: 503 }));
    expect(await train(short, offline)).toEqual([
      { type: 'failed', message: 'The training stopped: the handwritten digits could not be loaded, try again.' },
    ]);
    await offline.unroute('**/*.bin');
    expect((await train(short, offline)).at(-1)).toEqual({ type: 'finished' });
    await offline.close();
  });
});
