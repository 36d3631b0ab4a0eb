// Five nested blocks against the same curve written flat by hand; `--others` lets V8 see other schedules first.
import * as lr from 'lr-schedules';
import { compare, format } from './measure.js';

const nested = new lr.Scale({
  factor: 0.5,
  schedule: new lr.Shift({
    offset: 100,
    schedule: new lr.Sequence({
      boundaries: [500],
      schedules: [
        new lr.LinearRamp({ from: 0, to: 0.1, steps: 500 }),
        new lr.Clamp({ to: 4000, schedule: new lr.CosineRamp({ from: 0.1, to: 0.001, steps: 5000 }) }),
      ],
    }),
  }),
});

function flat(step) {
  const t = Math.max(step - 100, 0);
  if (t < 500) return (0.5 * 0.1 * t) / 500;
  const fraction = Math.min(t - 500, 4000) / 5000;
  return 0.5 * (0.001 + 0.099 * 0.5 * (1 + Math.cos(Math.PI * fraction)));
}

if (process.argv.includes('--others')) {
  const shapes = [lr.LinearRamp, lr.CosineRamp, lr.PolynomialRamp, lr.TanhRamp, lr.ExponentialRamp];
  for (const Ramp of shapes) {
    const ramp = new Ramp({ from: 1, to: 0, steps: 50 });
    const others = [
      new lr.Loop({ schedule: ramp, steps: 50 }),
      new lr.PingPong({ schedule: ramp, steps: 50 }),
      new lr.Staircase({ schedule: ramp, steps: 5 }),
      new lr.Sum({ schedules: [ramp, 0.1] }),
      new lr.Maximum({ schedules: [ramp, 0.1] }),
      lr.withWarmup(ramp, { steps: 10 }),
    ];
    for (const schedule of others) for (let i = 0; i < 20_000; i++) schedule(i) + schedule.evaluate(lr.float32, i);
  }
}

for (let step = 0; step < 6000; step += 7) {
  if (Math.abs(nested(step) - flat(step)) > 1e-15)
    throw new Error(`step ${step}: ${nested(step)}, by hand ${flat(step)}`);
}
const CALLS = 1_000_000;
let sink = 0;
const run = (schedule) => () => {
  let sum = 0;
  for (let i = 0; i < CALLS; i++) sum += schedule(i % 6000);
  sink += sum;
};
const runFlat = () => {
  let sum = 0;
  for (let i = 0; i < CALLS; i++) sum += flat(i % 6000);
  sink += sum;
};
const result = compare(run(nested), runFlat, { units: CALLS });
console.log(
  `five nested blocks${process.argv.includes('--others') ? ', others used before' : ''}: ${format(result.ratio)} × flat by hand (${result.ours.median.toFixed(1)} ns : ${result.theirs.median.toFixed(1)} ns)`,
);
const whole = compare(
  () => nested.values(CALLS),
  () => {
    const out = new Float64Array(CALLS);
    for (let i = 0; i < CALLS; i++) out[i] = flat(i);
  },
  { units: CALLS, rounds: 9 },
);
console.log(`  values of 10^6 steps: ${format(whole.ratio)} × by hand`);
if (Number.isNaN(sink)) throw new Error('a rate is NaN');
