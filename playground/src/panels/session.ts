import { computed, signal } from '@preact/signals';
import { Stretch, serialize } from 'lr-schedules';
import type { Built } from '../state/built.js';
import { shown, totalSteps, view } from '../state/store.js';
import type { Backend, RefusedBackend, TrainingEvent } from '../training/protocol.js';
import { Trainer } from '../training/trainer.js';

/** More would be too much for a page, and for an eye. */
const MOST_RUNS = 4;
/** How much of a loss that is drawn comes from those before it. */
const SMOOTHING = 0.92;

/** How one network learns. */
export interface RunProgress {
  readonly slot: number;
  readonly name: string;
  readonly steps: number[];
  readonly rates: number[];
  readonly losses: number[];
  readonly smoothed: number[];
  /** On the digits that are not learnt from. */
  accuracy: number | null;
  /** Where it ended before its time, and why. */
  end: { readonly step: number; readonly reason: string } | null;
}

type Status = 'idle' | 'starting' | 'running' | 'paused' | 'stopped' | 'finished' | 'failed';

interface Session {
  readonly status: Status;
  readonly updates: number;
  readonly runs: readonly RunProgress[];
  readonly backend: Backend | null;
  readonly refused: readonly RefusedBackend[];
  readonly problem: string | null;
}

export const session = signal<Session>({
  status: 'idle',
  updates: 0,
  runs: [],
  backend: null,
  refused: [],
  problem: null,
});

/** Counts the messages, since the points are added to lists that stay the same. */
export const progress = signal(0);

export const isUnderWay = computed(() => ['starting', 'running', 'paused'].includes(session.value.status));

/** The curves that a training would be of. */
export const candidates = computed(() => {
  const sound = shown.value.filter(({ error }) => error === null);
  const isChosen = ({ curve }: Built) => curve.slot === view.value.selected;
  return [...sound].sort((a, b) => Number(isChosen(b)) - Number(isChosen(a))).slice(0, MOST_RUNS);
});

/** What the results depend on. */
const question = () =>
  JSON.stringify([
    totalSteps.value,
    view.value.training,
    candidates.value.map(({ curve: { slot, spec } }) => [slot, spec]),
  ]);
const asked = signal('');
/** Whether the plan has changed since it was trained. */
export const isStale = computed(() => session.value.runs.length > 0 && asked.value !== question());

/** The part of ten digits that is told right by guessing, and a little more. */
const GUESSING = 0.15;

/** Whether a network has learnt nothing, or forgotten all: no rate of it was any good. */
export const hasDiverged = ({ end, accuracy, smoothed, losses }: RunProgress): boolean =>
  end !== null || (accuracy !== null && accuracy < GUESSING && (smoothed.at(-1) ?? 0) >= 0.9 * (losses[0] ?? 0));

const trainer = new Trainer(onEvent);

export function start(): void {
  const { training } = view.peek();
  const chosen = candidates.peek();
  const runs = chosen.map(({ curve: { slot, name } }) => ({
    slot,
    name,
    steps: [],
    rates: [],
    losses: [],
    smoothed: [],
    accuracy: null,
    end: null,
  }));
  asked.value = question();
  session.value = { status: 'starting', updates: training.updates, runs, backend: null, refused: [], problem: null };
  try {
    trainer.start({
      ...training,
      runs: chosen.flatMap(({ curve: { name }, schedule }) => {
        if (!schedule) return [];
        // The whole run goes by in the updates that there is time for.
        const short = new Stretch({ schedule, steps: training.updates, scheduleSteps: totalSteps.peek() });
        return [{ name, schedule: serialize(short) }];
      }),
    });
  } catch (error) {
    change({ status: 'failed', problem: (error as Error).message });
  }
}

export function pause(): void {
  trainer.pause();
  change({ status: 'paused' });
}

export function resume(): void {
  trainer.resume();
  change({ status: 'running' });
}

export function stop(): void {
  trainer.stop();
  change({ status: 'stopped' });
}

function change(part: Partial<Session>): void {
  session.value = { ...session.peek(), ...part };
}

function onEvent(event: TrainingEvent): void {
  const { runs, status } = session.peek();
  switch (event.type) {
    case 'ready':
      change({
        // One may have paused it before it was ready.
        status: status === 'paused' ? 'paused' : 'running',
        backend: event.backend,
        refused: event.refused,
      });
      break;
    case 'progress':
      for (const { run, step, rate, loss } of event.points) {
        const { steps, rates, losses, smoothed } = runs[run] as RunProgress;
        steps.push(step);
        rates.push(rate);
        losses.push(loss);
        smoothed.push(SMOOTHING * (smoothed.at(-1) ?? loss) + (1 - SMOOTHING) * loss);
      }
      break;
    case 'evaluated':
      (runs[event.run] as RunProgress).accuracy = event.accuracy;
      break;
    case 'diverged':
      (runs[event.run] as RunProgress).end = event;
      break;
    case 'finished':
      change({ status: 'finished' });
      break;
    case 'failed':
      change({ status: 'failed', problem: event.message });
      break;
  }
  progress.value++;
}
