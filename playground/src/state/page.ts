import type { TimeUnit, TrainingClockOptions } from 'lr-schedules';
import type { ScheduleSpec } from 'lr-schedules/recipe';
import type { TrainingRequest } from '../training/protocol.js';

/** A schedule on the page. */
export interface Curve {
  /** What tells it from the others, in looks too: its colour and, after six of them, its dashes. */
  readonly slot: number;
  readonly name: string;
  readonly isVisible: boolean;
  readonly spec: ScheduleSpec;
}

/** What is planned: what undo and redo go through. */
export interface Plan {
  readonly run: TrainingClockOptions;
  readonly curves: readonly Curve[];
}

export const tabs = ['findings', 'compare', 'code', 'train'] as const;
export type Tab = (typeof tabs)[number];

/** Steps from the first to before the last. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

export type Training = Pick<TrainingRequest, 'updates' | 'batchSize' | 'seed' | 'optimizer'>;

/** How the plan is looked at. */
export interface View {
  /** The slot of the curve that is edited. */
  readonly selected: number;
  readonly log: boolean;
  readonly unit: TimeUnit;
  /** The steps that are zoomed in on; null for the whole run. */
  readonly range: Range | null;
  readonly tab: Tab;
  /** The name of what the code is for, in the list of `lr-schedules/codegen`. */
  readonly target: string;
  readonly training: Training;
}

export interface Page {
  readonly plan: Plan;
  readonly view: View;
}

/** As many as there are looks. */
export const MOST_CURVES = 12;
export const LONGEST_NAME = 60;
export const MOST_UPDATES = 5000;
export const MOST_BATCH = 512;

/** A slot that no curve has yet; undefined if there is none. */
export function freeSlot(curves: readonly Curve[]): number | undefined {
  const slots = Array.from({ length: MOST_CURVES }, (_, slot) => slot);
  return slots.find((slot) => !curves.some((curve) => curve.slot === slot));
}

/** A name that no curve has yet: the same with a number after it where it is taken. */
export function freeName(curves: readonly Curve[], wanted: string): string {
  const isTaken = (name: string) => curves.some((curve) => curve.name === name);
  const base = wanted.replace(/ \d{1,2}$/, '').slice(0, LONGEST_NAME - 4);
  let name = wanted.slice(0, LONGEST_NAME);
  for (let n = 2; isTaken(name); n++) name = `${base} ${n}`;
  return name;
}

export const initialPage: Page = {
  plan: {
    run: { examples: 50_000, batchSize: 128, epochs: 90 },
    curves: [
      {
        slot: 0,
        name: 'Cosine',
        isVisible: true,
        spec: {
          type: 'CosineDecay',
          initial_learning_rate: 0.004,
          warmup_target: 0.1,
          warmup_steps: '5ep',
          decay_steps: '85ep',
          alpha: 0.01,
        },
      },
      {
        slot: 1,
        name: 'Warmup–stable–decay',
        isVisible: true,
        spec: {
          type: 'warmupStableDecay',
          peak: 0.08,
          warmup_steps: '5ep',
          stable_steps: '65ep',
          decay_steps: '20ep',
          end: 0.0005,
          decay_shape: 'one-minus-sqrt',
        },
      },
    ],
  },
  view: {
    selected: 0,
    log: false,
    unit: 'ep',
    range: null,
    tab: 'findings',
    target: 'torch',
    training: { updates: 600, batchSize: 32, seed: 1, optimizer: 'momentum' },
  },
};
