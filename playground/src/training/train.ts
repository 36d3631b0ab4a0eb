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
      const ends = new Map<number, End>();
      const points = await learn(runs, step, updates, nextBatch, ends);
      step += updates;
      const fitting = Math.round((updates * PERIOD) / (performance.now() - start));
      updatesPerPeriod = Math.max(1, Math.min(fitting, 2 * updates));

      report(points, runs, ends, emit);
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

/** Why a run ends, and the update that it does not get through. */
interface End {
  readonly step: number;
  readonly reason: string;
}

/** Updates of every run, each with the same batch; those with a rate that cannot be end before. */
async function learn(
  runs: Runs,
  first: number,
  updates: number,
  nextBatch: () => Batch,
  ends: Map<number, End>,
): Promise<Point[]> {
  const made: { run: number; step: number; rate: number }[] = [];
  const losses: Scalar[] = [];
  for (let step = first; step < first + updates; step++) {
    const batch = nextBatch();
    for (const [index, run] of runs) {
      if (ends.has(index)) continue;
      const reason = run.refusalAt(step);
      if (reason !== null) {
        ends.set(index, { step, reason });
        continue;
      }
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

/** Tells the new points, and ends the runs whose loss is lost, too. */
function report(
  points: readonly Point[],
  runs: Runs,
  ends: Map<number, End>,
  emit: (event: TrainingEvent) => void,
): void {
  const lost = new Set<number>();
  for (const { run, step, loss } of points) {
    if (Number.isFinite(loss) || lost.has(run)) continue;
    lost.add(run);
    ends.set(run, { step, reason: 'its loss is no longer a number' });
  }
  emit({
    type: 'progress',
    points: points.filter(({ run, step }) => step < (ends.get(run)?.step ?? Number.POSITIVE_INFINITY)),
  });
  for (const [run, end] of ends) {
    runs.get(run)?.dispose();
    runs.delete(run);
    emit({ type: 'diverged', run, ...end });
  }
}
