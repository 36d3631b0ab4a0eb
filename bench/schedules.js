// One call, and a whole curve, against JavaScript written by hand. `--others` uses the other number systems and all
// classes first, so that V8 has seen many kinds before it compiles what is timed.
import * as lr from 'lr-schedules';
import { compare, format } from './measure.js';

const options = (k) => ({
  offset: 250,
  initialLearningRate: 0.01,
  decaySteps: 5000 + k,
  alpha: 0.01,
  warmupTarget: 0.1,
  warmupSteps: 500 + k,
});

function byHand({ offset, initialLearningRate, decaySteps, alpha, warmupTarget, warmupSteps }) {
  return (step) => {
    const t = step - offset;
    if (t < warmupSteps) return initialLearningRate + ((warmupTarget - initialLearningRate) * t) / warmupSteps;
    const fraction = Math.min(t - warmupSteps, decaySteps) / decaySteps;
    return warmupTarget * ((1 - alpha) * 0.5 * (1 + Math.cos(Math.PI * fraction)) + alpha);
  };
}

const cosine = { initialLearningRate: 0.1, decaySteps: 5000, alpha: 0.01 };
const exponential = { initialLearningRate: 0.1, decaySteps: 1000, decayRate: 0.9 };
const polynomial = { initialLearningRate: 0.1, decaySteps: 5000, endLearningRate: 0.001, power: 2 };
const piecewise = { boundaries: [1000, 2000, 3000], values: [0.1, 0.05, 0.01, 0.001] };
const inner = new lr.CosineDecay(cosine);

/** Of every class an instance, and its loop as one would write it by hand. */
const classes = [
  [
    new lr.CosineDecay(cosine),
    (out, { initialLearningRate, decaySteps, alpha } = cosine) => {
      for (let i = 0; i < out.length; i++) {
        out[i] =
          initialLearningRate *
          ((1 - alpha) * 0.5 * (1 + Math.cos((Math.PI * Math.min(i, decaySteps)) / decaySteps)) + alpha);
      }
    },
  ],
  [
    new lr.CosineDecayWithOffset(options(0)),
    (out) => {
      const { offset, initialLearningRate, decaySteps, alpha, warmupTarget, warmupSteps } = options(0);
      for (let i = 0; i < out.length; i++) {
        const t = i - offset;
        out[i] =
          t < warmupSteps
            ? initialLearningRate + ((warmupTarget - initialLearningRate) * t) / warmupSteps
            : warmupTarget *
              ((1 - alpha) * 0.5 * (1 + Math.cos((Math.PI * Math.min(t - warmupSteps, decaySteps)) / decaySteps)) +
                alpha);
      }
    },
  ],
  [
    new lr.CosineDecayRestarts({ initialLearningRate: 0.1, firstDecaySteps: 1000, tMul: 2, mMul: 0.9 }),
    (out) => {
      for (let i = 0; i < out.length; i++) {
        let start = 0;
        let length = 1000;
        let height = 0.1;
        while (i >= start + length) {
          start += length;
          length *= 2;
          height *= 0.9;
        }
        out[i] = height * 0.5 * (1 + Math.cos((Math.PI * (i - start)) / length));
      }
    },
  ],
  [
    new lr.ExponentialDecay(exponential),
    (out, { initialLearningRate, decaySteps, decayRate } = exponential) => {
      for (let i = 0; i < out.length; i++) out[i] = initialLearningRate * decayRate ** (i / decaySteps);
    },
  ],
  [
    new lr.ExponentialDecayWithOffset({ ...exponential, offset: 10 }),
    (out, { initialLearningRate, decaySteps, decayRate } = exponential) => {
      for (let i = 0; i < out.length; i++) out[i] = initialLearningRate * decayRate ** ((i - 10) / decaySteps);
    },
  ],
  [
    new lr.InverseTimeDecay(exponential),
    (out, { initialLearningRate, decaySteps, decayRate } = exponential) => {
      for (let i = 0; i < out.length; i++) out[i] = initialLearningRate / (1 + (decayRate * i) / decaySteps);
    },
  ],
  [
    new lr.PolynomialDecay(polynomial),
    (out, { initialLearningRate, decaySteps, endLearningRate, power } = polynomial) => {
      for (let i = 0; i < out.length; i++) {
        out[i] =
          (initialLearningRate - endLearningRate) * (1 - Math.min(i, decaySteps) / decaySteps) ** power +
          endLearningRate;
      }
    },
  ],
  [
    new lr.PolynomialDecayWithOffset({ ...polynomial, offset: 10 }),
    (out, { initialLearningRate, decaySteps, endLearningRate, power } = polynomial) => {
      for (let i = 0; i < out.length; i++) {
        out[i] =
          (initialLearningRate - endLearningRate) * (1 - Math.min(i - 10, decaySteps) / decaySteps) ** power +
          endLearningRate;
      }
    },
  ],
  [
    new lr.PiecewiseConstantDecay(piecewise),
    (out, { boundaries, values } = piecewise) => {
      for (let i = 0; i < out.length; i++) {
        let k = 0;
        while (k < boundaries.length && i > boundaries[k]) k++;
        out[i] = values[k];
      }
    },
  ],
  [
    new lr.PiecewiseConstantDecayWithOffset({ ...piecewise, offset: 10 }),
    (out, { boundaries, values } = piecewise) => {
      for (let i = 0; i < out.length; i++) {
        let k = 0;
        while (k < boundaries.length && i - 10 > boundaries[k]) k++;
        out[i] = values[k];
      }
    },
  ],
  [
    new lr.DirectPowerDecay({ initialLearningRate: 0.1, power: -0.5 }),
    (out, power = -0.5) => {
      for (let i = 0; i < out.length; i++) out[i] = 0.1 * Math.max(i, 1) ** power;
    },
  ],
  [
    new lr.PowerDecayWithOffset({ initialLearningRate: 0.1, power: -0.5, offset: 10, preOffsetLearningRate: 0.1 }),
    (out, power = -0.5) => {
      for (let i = 0; i < out.length; i++) out[i] = i <= 10 ? 0.1 : Math.min(0.1, 0.1 * Math.max(i - 10, 1) ** power);
    },
  ],
  [
    new lr.PowerAndLinearDecay({ initialLearningRate: 0.1, power: -0.5, totalDecaySteps: 5000 }),
    (out, power = -0.5) => {
      for (let i = 0; i < out.length; i++)
        out[i] = Math.max(0, 0.1 * Math.max(i, 1) ** power * Math.min(1, (5000 - i) / 500));
    },
  ],
  [
    new lr.StepCosineDecayWithOffset({ boundaries: [0, 300_000, 900_000], values: [0.1, 0.05, 0.01] }),
    (out) => {
      const boundaries = [0, 300_000, 900_000];
      const values = [0.1, 0.05, 0.01];
      for (let i = 0; i < out.length; i++) {
        let k = 0;
        while (k < 2 && i >= boundaries[k + 1]) k++;
        out[i] =
          k === 2
            ? values[2]
            : ((values[k] - values[k + 1]) *
                (Math.cos((Math.PI * (i - boundaries[k])) / (boundaries[k + 1] - boundaries[k])) + 1)) /
                2 +
              values[k + 1];
      }
    },
  ],
  [
    new lr.LinearWarmup({ afterWarmupLrSched: inner, warmupSteps: 500, warmupLearningRate: 0 }),
    (out, { initialLearningRate, decaySteps, alpha } = cosine) => {
      const target = inner(500);
      for (let i = 0; i < out.length; i++) {
        out[i] =
          i < 500
            ? (i / 500) * target
            : initialLearningRate *
              ((1 - alpha) * 0.5 * (1 + Math.cos((Math.PI * Math.min(i, decaySteps)) / decaySteps)) + alpha);
      }
    },
  ],
  [
    new lr.PolynomialWarmUp({ afterWarmupLrSched: inner, warmupSteps: 500, power: 2 }),
    (out, { initialLearningRate, decaySteps, alpha } = cosine) => {
      const target = inner(500);
      for (let i = 0; i < out.length; i++) {
        out[i] =
          i < 500
            ? target * (Math.max(i, 1) / 500) ** 2
            : initialLearningRate *
              ((1 - alpha) * 0.5 * (1 + Math.cos((Math.PI * Math.min(i, decaySteps)) / decaySteps)) + alpha);
      }
    },
  ],
];

/** The other number systems: float32, tensors, and two that a user might add. */
async function useOthers(used) {
  const tf = await import('@tensorflow/tfjs');
  class Mine extends lr.float64.constructor {}
  class Other extends lr.float64.constructor {}
  const systems = [lr.float32, new Mine(), new Other(), new (class extends lr.float32.constructor {})()];
  let sum = 0;
  for (const [schedule] of used) {
    schedule(tf.range(0, 10, 1, 'int32')).dispose();
    for (let i = 0; i < 30_000; i++) {
      sum += schedule(i);
      for (const m of systems) sum += schedule.evaluate(m, i);
    }
  }
  return sum;
}

const others = process.argv.includes('--others');
if (others) await useOthers(classes);
if (process.argv.includes('--systems')) await useOthers(classes.slice(1, 2));

const CALLS = 1_000_000;
const hand = Array.from({ length: 16 }, (_, k) => byHand(options(k)));
const ours = Array.from({ length: 16 }, (_, k) => new lr.CosineDecayWithOffset(options(k)));
let sink = 0;
function callHand() {
  let sum = 0;
  for (let i = 0; i < CALLS; i++) sum += hand[i & 15](i % 6000);
  sink += sum;
}
function callOurs() {
  let sum = 0;
  for (let i = 0; i < CALLS; i++) sum += ours[i & 15](i % 6000);
  sink += sum;
}
const call = compare(callOurs, callHand, { units: CALLS });
console.log(
  `one call, 16 instances${others ? ', all number systems and classes used before' : process.argv.includes('--systems') ? ', all number systems used before' : ''}: ${format(call.ratio)} × by hand (${call.ours.median.toFixed(1)} ns : ${call.theirs.median.toFixed(1)} ns)`,
);

if (others) {
  for (const [schedule, byHand] of classes) {
    const result = compare(
      () => schedule.values(CALLS),
      () => byHand(new Float64Array(CALLS)),
      { rounds: 9, units: CALLS },
    );
    const name = schedule.constructor.className.padEnd(34);
    console.log(
      `values of 10^6 steps, ${name} ${format(result.ratio)} × by hand (${result.ours.median.toFixed(1)} ns : ${result.theirs.median.toFixed(1)} ns)`,
    );
  }
} else {
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  callOurs();
  console.log(`heap after 10^6 calls: ${((process.memoryUsage().heapUsed - before) / 1024).toFixed(1)} kB more`);
}
if (Number.isNaN(sink)) throw new Error('a rate is NaN');
