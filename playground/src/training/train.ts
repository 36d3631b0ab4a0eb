import { dispose, type Scalar } from '@tensorflow/tfjs-core';
import { startBackend } from './backend.js';
import type { Control } from './control.js';
import { type Batch, batchOf, loadDigits, testDigits, trainBatches } from './data.js';
import { read } from './network.js';
import type { Point, TrainingEvent, TrainingRequest } from './protocol.js';
import { seededRandom } from './random.js';
import { Run } from './run.js';

/** Milliseconds of training between two messages. */
const PERIOD = 50;
const EVALUATIONS = 5;

/** The runs that still go on, by their index. */
type Runs = Map<number, Run>;

/**
 * Trains all runs side by side and tells how it goes, until they are through or the training is stopped.
 *
 * @throws {Error} if that cannot be done, with the reason in a sentence.
 */
export async function train(
  request: TrainingRequest,
  emit: (event: TrainingEvent) => void,
  control: Control,
): Promise<void> {
  const [digits, started] = await Promise.all([loadDigits(), startBackend(request.backend)]);
  if (control.isStopped) return;
  emit({ type: 'ready', ...started });

  const order = trainBatches(request.batchSize, seededRandom(~request.seed));
  const nextBatch = () => batchOf(digits, order.next().value);
  const testBatch = batchOf(digits, testDigits);
  const runs: Runs = new Map();
  try {
    request.runs.forEach((run, i) => {
      runs.set(i, new Run(run, request));
    });
    const interval = Math.ceil(request.updates / EVALUATIONS);
    let step = 0;
    // Found out on the way: an update takes a hundred times longer with one backend than with another.
    let updatesPerPeriod = 1;
    while (step < request.updates && runs.size > 0) {
      const start = performance.now();
      const nextEvaluation = Math.min(request.updates, step - (step % interval) + interval);
      const updates = Math.min(updatesPerPeriod, nextEvaluation - step);
      const points = await learn(runs, step, updates, nextBatch);
      step += updates;
      const fitting = Math.round((updates * PERIOD) / (performance.now() - start));
      updatesPerPeriod = Math.max(1, Math.min(fitting, 2 * updates));

      report(points, runs, emit);
      if (step === nextEvaluation) {
        for (const [run, { network }] of runs) {
          emit({ type: 'evaluated', run, step, ...(await network.evaluate(testBatch)) });
        }
      }
      await control.turn();
      if (control.isStopped) return;
    }
    emit({ type: 'finished' });
  } finally {
    for (const run of runs.values()) run.dispose();
    dispose(testBatch);
  }
}

/** Updates of every run, each with the same batch. */
async function learn(runs: Runs, first: number, updates: number, nextBatch: () => Batch): Promise<Point[]> {
  const made: { run: number; step: number; rate: number }[] = [];
  const losses: Scalar[] = [];
  for (let step = first; step < first + updates; step++) {
    const batch = nextBatch();
    for (const [index, run] of runs) {
      const { rate, loss } = run.update(batch);
      made.push({ run: index, step, rate });
      losses.push(loss);
    }
    dispose(batch);
  }
  // Read all at once: a graphics card has to come to an end of its work for each reading.
  const values = await read(losses);
  return made.map((point, i) => ({ ...point, loss: values[i] as number }));
}

/** Tells the new points, and ends the runs whose loss is lost. */
function report(points: readonly Point[], runs: Runs, emit: (event: TrainingEvent) => void): void {
  const ends = new Map<number, number>();
  for (const { run, step, loss } of points) {
    if (!Number.isFinite(loss) && !ends.has(run)) ends.set(run, step);
  }
  emit({
    type: 'progress',
    points: points.filter(({ run, step }) => step < (ends.get(run) ?? Number.POSITIVE_INFINITY)),
  });
  for (const [run, step] of ends) {
    runs.get(run)?.dispose();
    runs.delete(run);
    emit({ type: 'diverged', run, step });
  }
}
