import { effect, type ReadonlySignal, signal } from '@preact/signals';
import { isMoving } from '../state/store.js';
import { Background, type Input, type Output } from './background.js';
import type { Jobs } from './jobs.js';

/** What a job has made of its input. */
export interface Answer<T> {
  /** The last result; null before the first one. */
  readonly value: T | null;
  readonly problem: string | null;
  /** Whether the result is of an input before. */
  readonly isPending: boolean;
}

/** So many milliseconds without a change count as rest. */
const REST = 150;
const LIMIT = 10_000;

/** The result of a job for an input that changes, found out whenever that is at rest. Null asks nothing. */
export function answer<Job extends keyof Jobs>(
  job: Job,
  input: ReadonlySignal<Input<Job> | null>,
): ReadonlySignal<Answer<Output<Job>>> {
  const result = signal<Answer<Output<Job>>>({ value: null, problem: null, isPending: false });
  const background = new Background();
  let timer: ReturnType<typeof setTimeout>;
  let wanted = '';
  let answered = '';
  effect(() => {
    const question = input.value;
    clearTimeout(timer);
    if (question === null) result.value = { ...result.peek(), isPending: false };
    if (question === null || isMoving.value) return;
    wanted = JSON.stringify(question);
    result.value = { ...result.peek(), isPending: wanted !== answered };
    if (wanted === answered) return;
    const text = wanted;
    timer = setTimeout(async () => {
      const outcome = await background.do(job, question, LIMIT).then(
        (value) => ({ value, problem: null }),
        (error: Error) => ({ value: null, problem: error.message }),
      );
      if (wanted !== text) return;
      answered = text;
      result.value = { ...outcome, isPending: false };
    }, REST);
  });
  return result;
}
