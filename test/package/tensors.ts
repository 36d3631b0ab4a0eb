// The types and the numbers of the installed package beside TensorFlow.js.
import * as tf from '@tensorflow/tfjs';
import { CosineDecay, type LearningRateSchedule } from 'lr-schedules';
import { follow, withSchedules } from 'lr-schedules/tfjs';

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const isTrue = <T extends true>(_: T | undefined = undefined) => {};

const schedule: LearningRateSchedule = new CosineDecay({ initialLearningRate: 0.1, decaySteps: 4 });
const step = tf.variable(tf.scalar(2, 'int32'), false);

const fromVariable = schedule(step as tf.Variable);
isTrue<Same<typeof fromVariable, tf.Tensor>>();
const fromVector = schedule(tf.range(0, 5, 1, 'int32'));
isTrue<Same<typeof fromVector, tf.Tensor1D>>();
const fromNumber = schedule(2);
isTrue<Same<typeof fromNumber, number>>();

const adam = follow(tf.train.adam(), schedule);
isTrue<Same<typeof adam, tf.AdamOptimizer>>();
const momentum = withSchedules(tf.train).momentum(schedule, 0.9);
isTrue<Same<typeof momentum, tf.MomentumOptimizer>>();

await tf.setBackend('cpu');
const [rate] = fromVariable.dataSync();
if (Math.abs((rate as number) - 0.05) > 1e-8 || fromVector.shape[0] !== 5) throw new Error(`the rate is ${rate}`);
