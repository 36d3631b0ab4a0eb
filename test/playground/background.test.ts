import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Background } from '../../playground/src/jobs/background.js';
import type { Question, Reply } from '../../playground/src/jobs/worker.js';

/** A worker that answers when it is told to. */
class FakeWorker {
  static readonly all: FakeWorker[] = [];
  readonly asked: Question[] = [];
  isTerminated = false;
  onmessage?: (event: { data: Reply }) => void;
  onerror?: (event: { preventDefault(): void }) => void;

  constructor() {
    FakeWorker.all.push(this);
  }
  postMessage(question: Question) {
    this.asked.push(question);
  }
  terminate() {
    this.isTerminated = true;
  }
  reply(index: number, rest: { value: unknown } | { problem: string }) {
    this.onmessage?.({ data: { id: this.asked[index]?.id as number, ...rest } });
  }
}

const worker = (index: number) => FakeWorker.all[index] as FakeWorker;
const input = { run: { totalSteps: 1 }, curves: [] };

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('Worker', FakeWorker);
  FakeWorker.all.length = 0;
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('each answer goes to who asked, in any order', async () => {
  const background = new Background();
  const [first, second] = [background.do('csv', input, 1000), background.do('csv', input, 1000)];
  worker(0).reply(1, { value: 'b' });
  worker(0).reply(0, { value: 'a' });
  expect(await Promise.all([first, second])).toEqual(['a', 'b']);
  expect(FakeWorker.all).toHaveLength(1);
});

test('a problem is an error with its sentence', async () => {
  const answer = new Background().do('csv', input, 1000);
  worker(0).reply(0, { problem: 'It is damaged.' });
  await expect(answer).rejects.toThrow('It is damaged.');
});

test('what takes too long is stopped, and the next job has a worker of its own', async () => {
  const background = new Background();
  const late = expect(background.do('csv', input, 2000)).rejects.toThrow(
    'It took longer than 2 seconds, and was stopped.',
  );
  await vi.advanceTimersByTimeAsync(2000);
  await late;
  expect(worker(0).isTerminated).toBe(true);
  const next = background.do('csv', input, 2000);
  // What comes late from the one before is nobody's.
  worker(0).reply(0, { value: 'late' });
  worker(1).reply(0, { value: 'new' });
  expect(await next).toBe('new');
  await vi.advanceTimersByTimeAsync(5000);
  expect(worker(1).isTerminated).toBe(false);
});

test('a worker that cannot be loaded fails what waits for it', async () => {
  const answer = new Background().do('csv', input, 1000);
  worker(0).onerror?.({ preventDefault() {} });
  await expect(answer).rejects.toThrow('A part of the page could not be loaded: reload it.');
});
