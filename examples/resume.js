/** Stop at step 60, save, load, go on: the rate continues, and the weights become those of an uninterrupted run. */
import * as tf from '@tensorflow/tfjs';
import { CosineDecay } from 'lr-schedules';
import { follow, lastLearningRate, nextLearningRate } from 'lr-schedules/tfjs';

tf.enableProdMode(); // without the banner that advises tfjs-node

const schedule = new CosineDecay({ initialLearningRate: 0.01, warmupTarget: 0.1, warmupSteps: 20, decaySteps: 100 });
const x = tf.randomNormal([64, 2], 0, 1, 'float32', 1);
const y = x.mul([3, -2]).sum(1, true).tanh();

const whole = makeModel();
await train(whole, 120);

const first = makeModel();
await train(first, 60);
console.log(`stopped at step ${first.optimizer.iterations}, last rate ${lastLearningRate(first.optimizer)}`);

let saved; // in memory here; to a file or the browser's storage it is the same
const keep = tf.io.withSaveHandler(async (artifacts) => {
  saved = artifacts;
  return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
});
await first.save(keep, { includeOptimizer: true });

const second = await tf.loadLayersModel(tf.io.fromMemory(saved));
follow(second.optimizer, schedule); // what is saved has the count of updates, not the schedule
console.log(`loaded at step  ${second.optimizer.iterations}, next rate ${nextLearningRate(second.optimizer)}`);
await train(second, 60);

const [a, b] = [whole, second].map((model) => model.getWeights().flatMap((weight) => [...weight.dataSync()]));
const difference = Math.max(...a.map((weight, i) => Math.abs(weight - b[i])));
console.log(`at step ${second.optimizer.iterations}, weights at most ${difference} from those of an uninterrupted run`);

function makeModel() {
  const kernelInitializer = tf.initializers.glorotUniform({ seed: 1 });
  const layers = [
    tf.layers.dense({ units: 8, activation: 'tanh', inputShape: [2], kernelInitializer }),
    tf.layers.dense({ units: 1, kernelInitializer }),
  ];
  const model = tf.sequential({ layers });
  model.compile({ optimizer: follow(tf.train.momentum(0, 0.9), schedule), loss: 'meanSquaredError' });
  return model;
}

async function train(model, updates) {
  for (let i = 0; i < updates; i++) await model.trainOnBatch(x, y);
}
