/** A schedule of one's own: a class with the formula and what to save. It follows, saves and loads like the others. */
import * as tf from '@tensorflow/tfjs';
import { deserialize, LearningRateSchedule } from 'lr-schedules';
import { follow } from 'lr-schedules/tfjs';

tf.enableProdMode(); // without the banner that advises tfjs-node

/** Linear warmup, then the inverse square root of the step, as transformers are often trained. */
class InverseSquareRoot extends LearningRateSchedule {
  constructor({ peak, warmupSteps }) {
    super();
    this.peak = peak;
    this.warmupSteps = warmupSteps;
  }
  /** `m` has the arithmetic, so that one formula serves numbers and tensors. */
  evaluate(m, step) {
    const progress = m.div(m.add(step, 1), this.warmupSteps);
    return m.mul(this.peak, m.min(progress, m.pow(progress, -0.5)));
  }
  getConfig() {
    return { peak: this.peak, warmup_steps: this.warmupSteps };
  }
}

const schedule = new InverseSquareRoot({ peak: 0.1, warmupSteps: 10 });
console.log('at steps 0, 4, 9 and 39:', schedule(0), schedule(4), schedule(9), schedule(39));
console.log('of a tensor of these:   ', schedule(tf.tensor1d([0, 4, 9, 39])).toString());

const saved = JSON.stringify(schedule);
const loaded = deserialize(JSON.parse(saved), { customObjects: { InverseSquareRoot } });
console.log('saved: ', saved);
console.log('loaded:', loaded instanceof InverseSquareRoot, loaded(39));

const weight = tf.variable(tf.scalar(4));
const optimizer = follow(tf.train.sgd(0), loaded);
const losses = Array.from({ length: 40 }, () => optimizer.minimize(() => weight.square(), true).dataSync()[0]);
console.log('loss before the first and the last of 40 updates:', losses[0], losses[39]);
