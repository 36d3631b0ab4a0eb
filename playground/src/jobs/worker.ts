import { type Jobs, jobs } from './jobs.js';

/** What is asked of the worker. */
export interface Question {
  readonly id: number;
  readonly job: keyof Jobs;
  readonly input: unknown;
}

/** What it answers; `problem` is a sentence. */
export type Reply = { readonly id: number } & ({ readonly value: unknown } | { readonly problem: string });

addEventListener('message', async ({ data: { id, job, input } }: MessageEvent<Question>) => {
  const reply = (rest: { value: unknown } | { problem: string }) => postMessage({ id, ...rest } satisfies Reply);
  try {
    reply({ value: await (jobs[job] as (input: unknown) => unknown)(input) });
  } catch (error) {
    reply({ problem: error instanceof Error ? error.message : String(error) });
  }
});
