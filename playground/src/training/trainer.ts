import type { Command, TrainingEvent, TrainingRequest } from './protocol.js';

/**
 * Trains a small network in a worker, once for each schedule, and tells how it goes.
 *
 * The worker, and TensorFlow.js with it, is loaded by the first `start` and kept for the next ones.
 *
 * ```ts
 * const trainer = new Trainer((event) => {
 *   if (event.type === 'progress') for (const { run, step, rate, loss } of event.points) draw(run, step, rate, loss);
 * });
 * const runs = [{ name: 'cosine', schedule: serialize(schedule) }];
 * trainer.start({ runs, updates: 600, batchSize: 32, seed: 1, optimizer: 'adam' });
 * ```
 */
export class Trainer {
  private worker: Worker | null = null;
  /** The training that is under way: its events come in here, commands go out. */
  private port: MessagePort | null = null;

  constructor(private readonly onEvent: (event: TrainingEvent) => void) {}

  /** Starts a training, in place of one that is under way. */
  start(request: TrainingRequest): void {
    this.stop();
    this.worker ??= this.makeWorker();
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<TrainingEvent>) => {
      if (data.type === 'finished') this.leave();
      if (data.type === 'failed') this.fail(data.message);
      else this.onEvent(data);
    };
    this.port = port1;
    this.worker.postMessage(request, [port2]);
  }

  /** Halts the training after the updates that it is at; without one, nothing happens. */
  pause(): void {
    this.tell('pause');
  }

  /** Goes on after a pause. */
  resume(): void {
    this.tell('run');
  }

  /** Ends the training: no event of it comes any more. */
  stop(): void {
    this.tell('stop');
    this.leave();
  }

  private tell(command: Command): void {
    this.port?.postMessage(command);
  }

  private leave(): void {
    // A port that is closed may still deliver what has arrived before.
    if (this.port) this.port.onmessage = null;
    this.port?.close();
    this.port = null;
  }

  /** A worker with an error in it is not used again: its backend may be what is broken. */
  private fail(message: string): void {
    this.worker?.terminate();
    this.worker = null;
    if (!this.port) return;
    this.leave();
    this.onEvent({ type: 'failed', message });
  }

  private makeWorker(): Worker {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    worker.onerror = (event) => {
      event.preventDefault();
      this.fail(`The training stopped: ${event.message || 'its worker could not be loaded, try again'}.`);
    };
    return worker;
  }
}
