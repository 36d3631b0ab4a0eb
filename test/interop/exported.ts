import { createHash } from 'node:crypto';
import type { LearningRateSchedule } from 'lr-schedules';
import { type ToPythonOptions, toPython } from 'lr-schedules/codegen';
import { type Case, cases } from './cases.js';

export type Target = ToPythonOptions['target'];
export const targets: readonly Target[] = ['numpy', 'torch', 'transformers', 'timm', 'optax', 'keras'];

/** How far exported code may be from the schedule, as a part of the largest magnitude. */
export const TOLERANCE: Readonly<Record<Target, number>> = {
  numpy: 1e-12,
  torch: 1e-12,
  transformers: 1e-12,
  timm: 1e-12,
  optax: 1e-6,
  keras: 1e-6,
};

/** What a framework made of a case: of which source, and how far its rates were from the schedule's. */
export interface Outcome {
  /** Hash of the source. */
  readonly source: string;
  /** The schedule's first, middle and last rate. */
  readonly rates: readonly number[];
  readonly error: number;
}

/** What several workers made of a case. */
export interface WorkersOutcome {
  readonly source: string;
  readonly workers: number;
  readonly error: number;
}

/** The outcome of `npm run test:interop`, by target and name of the case. */
export interface Outcomes {
  readonly versions: Readonly<Record<string, string>>;
  readonly frameworks: Readonly<Record<Target, Readonly<Record<string, Outcome>>>>;
  readonly workers: Readonly<Record<string, Readonly<Record<string, WorkersOutcome>>>>;
}

/** The cases that a target has: all, but for frameworks that take no formula. */
export const casesOf = (target: Target): readonly Case[] => cases.filter(({ schedule }) => isIn(target, schedule));

function isIn(target: Target, schedule: LearningRateSchedule): boolean {
  try {
    toPython(schedule, { target });
    return true;
  } catch (error) {
    if (error instanceof RangeError && /has itself/.test(error.message)) return false;
    throw error;
  }
}

/** A case's source for a target, its hash, and the rates that it must give. */
export function exportCase(target: Target, { name, schedule }: Case, steps: number) {
  const source = toPython(schedule, { target });
  const hash = createHash('sha256').update(source).digest('hex').slice(0, 16);
  return { name, source, hash, functionName: 'learning_rate', rates: [...schedule.values(steps)] };
}

/** A few of a case's rates, to be told when they are others than the frameworks gave. */
export const sampleOf = (rates: readonly number[]): number[] =>
  [0, Math.floor(rates.length / 2), rates.length - 1].map((i) => rates[i] as number);

/** The cases that several workers run, a few steps of each: one of every kind of source. */
export const workersCases: readonly Case[] = cases.filter(({ name }) =>
  [
    'CosineDecay 4',
    'CosineDecayRestarts 4',
    'CosineDecayWithOffset 1',
    'PiecewiseConstantDecay 3',
    'StepCosineDecayWithOffset 1',
    'LinearWarmup 1',
    'Sequence 1',
    'Sequence 6',
    'Cycles 3',
    'Sum 1',
    'torch 15',
  ].includes(name),
);
export const WORKERS_STEPS = 150;
