import type { Serialized } from 'lr-schedules';

/** The backends of TensorFlow.js, in the order in which they are tried. */
export const backends = ['webgpu', 'webgl', 'wasm', 'cpu'] as const;
export type Backend = (typeof backends)[number];

/** What to train: one network for each schedule, with the same first weights and the same batches. */
export interface TrainingRequest {
  /** One to four. */
  readonly runs: readonly ScheduledRun[];
  /** Updates of each run. */
  readonly updates: number;
  readonly batchSize: number;
  /** First weights and batches are the same for the same seed, a whole number. */
  readonly seed: number;
  readonly optimizer: 'sgd' | 'momentum' | 'adam';
  /** The only backend to try. Default: the first that works. */
  readonly backend?: Backend;
}

export interface ScheduledRun {
  readonly name: string;
  /** The schedule in the form of `serialize`, over the updates of this training. */
  readonly schedule: Serialized;
}

/** One update of one run. */
export interface Point {
  /** The index in the request's `runs`. */
  readonly run: number;
  /** The 0-based count of updates. */
  readonly step: number;
  /** The rate of this update. */
  readonly rate: number;
  /** The mean cross-entropy of this update's batch, before the update. */
  readonly loss: number;
}

/** What a training tells, in this order but for the four in the middle; after `finished` or `failed` nothing comes. */
export type TrainingEvent =
  | { readonly type: 'ready'; readonly backend: Backend; readonly refused: readonly RefusedBackend[] }
  /** New points of all runs, about twenty times a second. */
  | { readonly type: 'progress'; readonly points: readonly Point[] }
  /** How the digits that are not learnt from are told after `step` updates: `accuracy` from 0 to 1, and mean loss. */
  | {
      readonly type: 'evaluated';
      readonly run: number;
      readonly step: number;
      readonly accuracy: number;
      readonly loss: number;
    }
  /** The run has ended at `step`, for a reason such as a loss that is no finite number. The others go on. */
  | { readonly type: 'diverged'; readonly run: number; readonly step: number; readonly reason: string }
  | { readonly type: 'finished' }
  /** The training has ended, by an error that is told in a sentence. */
  | { readonly type: 'failed'; readonly message: string };

/** A backend that was tried in vain, and why. */
export interface RefusedBackend {
  readonly backend: Backend;
  readonly reason: string;
}

/** What the page wants of a training that it has started. */
export type Command = 'run' | 'pause' | 'stop';
