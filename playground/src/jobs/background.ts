import type { Jobs } from './jobs.js';
import type { Question, Reply } from './worker.js';

export type Input<Job extends keyof Jobs> = Parameters<Jobs[Job]>[0];
export type Output<Job extends keyof Jobs> = Awaited<ReturnType<Jobs[Job]>>;

interface Waiting {
  readonly give: (value: never) => void;
  readonly fail: (error: Error) => void;
}

/** Does jobs in a worker, so that none can freeze the page; one that takes too long is stopped, and the worker replaced. */
export class Background {
  private worker: Worker | null = null;
  private readonly waiting = new Map<number, Waiting>();
  private last = 0;

  /** @param limit - in milliseconds. @throws {Error} with a sentence of what is wrong. */
  async do<Job extends keyof Jobs>(job: Job, input: Input<Job>, limit: number): Promise<Output<Job>> {
    this.worker ??= this.makeWorker();
    const id = ++this.last;
    const timer = setTimeout(() => this.stop(`It took longer than ${limit / 1000} seconds, and was stopped.`), limit);
    try {
      return await new Promise<Output<Job>>((give, fail) => {
        this.waiting.set(id, { give, fail });
        this.worker?.postMessage({ id, job, input } satisfies Question);
      });
    } finally {
      clearTimeout(timer);
      this.waiting.delete(id);
    }
  }

  /** Ends all jobs that are under way. */
  stop(reason: string): void {
    this.worker?.terminate();
    this.worker = null;
    for (const { fail } of this.waiting.values()) fail(new Error(reason));
  }

  private makeWorker(): Worker {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<Reply>) => {
      const asker = this.waiting.get(data.id);
      if ('value' in data) asker?.give(data.value as never);
      else asker?.fail(new Error(data.problem));
    };
    worker.onerror = (event) => {
      event.preventDefault();
      this.stop('A part of the page could not be loaded: reload it.');
    };
    return worker;
  }
}
