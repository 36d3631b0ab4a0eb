// A program that uses the installed package without TensorFlow.js: compiled under the strictest options, and run.
import {
  CosineDecay,
  CosineDecayWithOffset,
  deserialize,
  LearningRateSchedule,
  LinearWarmup,
  serialize,
} from 'lr-schedules';
import { follow, type OptimizerLike } from 'lr-schedules/tfjs';

function check(what: string, value: unknown, expected: unknown): void {
  if (value !== expected) throw new Error(`${what} is ${value}, not ${expected}`);
}

const schedule = new CosineDecayWithOffset({
  offset: 250,
  initialLearningRate: 0,
  decaySteps: 5000,
  alpha: 0.01,
  warmupTarget: 0.1,
  warmupSteps: 500,
});
const rate: number = schedule(750);
check('the rate', rate, 0.1);
check('the option', schedule.warmupSteps satisfies number, 500);
check('instanceof', schedule instanceof CosineDecay && schedule instanceof LearningRateSchedule, true);
check('the base', CosineDecayWithOffset.baseLrClass satisfies typeof CosineDecay, CosineDecay);

const asFunction: (step: number) => number = schedule;
const values: Float64Array = schedule.values(3, 750);
check('values', values[0], asFunction(750));

const warmup = new LinearWarmup({ afterWarmupLrSched: schedule, warmupSteps: 10, warmupLearningRate: 0 });
const again: LearningRateSchedule = deserialize(JSON.parse(JSON.stringify(serialize(warmup))));
check('the copy', again(5), warmup(5));
check('its class', again instanceof LinearWarmup, true);

// What every optimizer of TensorFlow.js has.
class Optimizer implements OptimizerLike {
  iterations = 0;
  learningRate = 1;
  applyGradients(): void {
    this.iterations++;
  }
  minimize(): void {
    this.applyGradients();
  }
}
const optimizer: Optimizer = follow(new Optimizer(), new CosineDecay({ initialLearningRate: 0.1, decaySteps: 2 }));
optimizer.minimize();
optimizer.minimize();
check('the followed rate', optimizer.learningRate, 0.05);
