// An update of an optimizer that follows a schedule, against the same optimizer at a constant rate: a tiny network on the
// cpu backend, where an update is cheapest and following costs the most.
import * as tf from '@tensorflow/tfjs';
import { CosineDecayWithOffset } from 'lr-schedules';
import { follow } from 'lr-schedules/tfjs';
import { compare, format } from './measure.js';

await tf.setBackend('cpu');
const UPDATES = 50;
const schedule = new CosineDecayWithOffset({
  offset: 10,
  beforeOffset: 'hold',
  initialLearningRate: 0,
  decaySteps: 100_000,
  alpha: 0.01,
  warmupTarget: 0.01,
  warmupSteps: 500,
});

function trainer(optimizer) {
  const x = tf.ones([8, 4]);
  const hidden = tf.variable(tf.ones([4, 8]).mul(0.1));
  const output = tf.variable(tf.ones([8, 1]).mul(0.1));
  const loss = () => x.matMul(hidden).tanh().matMul(output).square().mean();
  return () => {
    for (let i = 0; i < UPDATES; i++) tf.tidy(() => void optimizer.minimize(loss, false, [hidden, output]));
  };
}

for (const [name, make] of [
  ['SGD', () => tf.train.sgd(0.01)],
  ['Adam', () => tf.train.adam(0.01)],
]) {
  const result = compare(trainer(follow(make(), schedule)), trainer(make()), { rounds: 200, units: UPDATES * 1000 });
  console.log(
    `an update of ${name} with follow: ${format(result.ratio, 3)} × a constant rate (${result.ours.median.toFixed(1)} µs : ${result.theirs.median.toFixed(1)} µs)`,
  );
}
