/** A training loop of one's own with `optimizer.minimize`: a straight line through noisy points. */
import * as tf from '@tensorflow/tfjs';
import { CosineDecay } from 'lr-schedules';
import { follow, lastLearningRate } from 'lr-schedules/tfjs';

tf.enableProdMode(); // without the banner that advises tfjs-node

const steps = 200;
const x = tf.linspace(-1, 1, 100);
const noise = tf.randomNormal([100], 0, 0.1, 'float32', 1);
const y = x.mul(3).sub(2).add(noise);

const slope = tf.variable(tf.scalar(0));
const intercept = tf.variable(tf.scalar(0));
const loss = () => tf.losses.meanSquaredError(y, slope.mul(x).add(intercept));

const schedule = new CosineDecay({ initialLearningRate: 0.01, warmupTarget: 0.1, warmupSteps: 20, decaySteps: 180 });
const optimizer = follow(tf.train.sgd(0), schedule); // the 0 is not used: the schedule sets every update's rate

for (let step = 0; step < steps; step++) {
  const cost = optimizer.minimize(loss, true);
  if (step % 40 === 0 || step === steps - 1) {
    const rate = lastLearningRate(optimizer).toFixed(6);
    console.log(`step ${String(step).padStart(3)}   rate ${rate}   loss ${cost.dataSync()[0].toFixed(4)}`);
  }
  cost.dispose();
}

const [a, b] = [slope, intercept].map((variable) => variable.dataSync()[0].toFixed(2));
console.log(`learnt: slope ${a}, intercept ${b}; the points were made with 3 and -2, and noise`);
