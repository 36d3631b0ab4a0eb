// Makes the logs of docs/audit: what runs log that were to follow docs/audit/plan.yaml, and did not.
import { writeFileSync } from 'node:fs';
import { getScheduler } from 'lr-schedules/transformers';

const UPDATES = 2000;
const EVERY = 40;

const made = (type, warmup = 100, total = UPDATES) =>
  getScheduler(type, { baseLr: 3e-4, numWarmupSteps: warmup, numTrainingSteps: total });
const plan = made('cosine');
const [longer, linear, withoutWarmup] = [made('cosine', 100, 3000), made('linear'), made('cosine', 0)];

/** Updates that fp16 overflows skipped before a step: one at the start, the others as the loss scale grows. */
const skipped = (step) => (step < 400 ? 1 : step < 1300 ? 2 : 3);

const runs = {
  follows: plan,
  'skipped-updates': (step) => plan(Math.max(0, step - skipped(step))),
  'stepped-k-times': (step) => plan(4 * step),
  'stepped-per-epoch': (step) => plan(Math.floor(step / 100)),
  'restart-at-resume': (step) => plan(step < 800 ? step : step - 800),
  'other-horizon': (step) => (step < 800 ? plan : longer)(step),
  'other-schedule': (step) => linear(step),
  'off-by-one': (step) => plan(step + 1),
  scaled: (step) => plan(step) / 4,
  'missing-warmup': (step) => withoutWarmup(step),
  held: (step) => plan(Math.min(step, 1200)),
  jump: (step) => (step < 1000 ? plan(step) : 1e-4 * (1 + 0.1 * ((step * 7919) % 13))),
};

for (const [name, rate] of Object.entries(runs)) {
  const rows = Array.from({ length: UPDATES / EVERY }, (_, i) => `${i * EVERY},${rate(i * EVERY)}`);
  writeFileSync(new URL(`../docs/audit/${name}.csv`, import.meta.url), `step,learning_rate\n${rows.join('\n')}\n`);
}
