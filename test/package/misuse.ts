// What the types must refuse, and only compiles as long as they do.
import {
  CosineDecay,
  CosineDecayWithOffset,
  LinearWarmup,
  PiecewiseConstantDecay,
  PolynomialDecayWithOffset,
} from 'lr-schedules';
import { follow } from 'lr-schedules/tfjs';

const options = { initialLearningRate: 0.1, decaySteps: 1000 };
const schedule = new CosineDecayWithOffset({ ...options, offset: 10, beforeOffset: 'hold' });

// @ts-expect-error: no options
new CosineDecay();
// @ts-expect-error: decaySteps is missing
new CosineDecay({ initialLearningRate: 0.1 });
// @ts-expect-error: misspelt
new CosineDecay({ ...options, aplha: 0.1 });
// @ts-expect-error: Python's spelling
new CosineDecay({ initial_learning_rate: 0.1, decay_steps: 1000 });
// @ts-expect-error: a text for a rate
new CosineDecay({ ...options, initialLearningRate: '0.1' });
// @ts-expect-error: positional arguments
new CosineDecay(0.1, 1000);
// @ts-expect-error: the base class has no offset
new CosineDecay({ ...options, offset: 10 });
// @ts-expect-error: null for a number
new CosineDecayWithOffset({ ...options, offset: null });
// @ts-expect-error: neither 'hold' nor 'extrapolate'
new CosineDecayWithOffset({ ...options, beforeOffset: 'clamp' });
// @ts-expect-error: a number for a flag
new PolynomialDecayWithOffset({ ...options, cycle: 1 });
// @ts-expect-error: one number for a list
new PiecewiseConstantDecay({ boundaries: 100, values: [0.1, 0.01] });
// @ts-expect-error: neither a schedule nor a number
new LinearWarmup({ afterWarmupLrSched: 'cosine', warmupSteps: 10, warmupLearningRate: 0 });
// @ts-expect-error: a text for a step
schedule('100');
// @ts-expect-error: no step
schedule();
// @ts-expect-error: a list of steps
schedule([1, 2, 3]);
// @ts-expect-error: a class, called without new
CosineDecay(options);
// @ts-expect-error: immutable
schedule.offset = 20;
// @ts-expect-error: immutable
new PiecewiseConstantDecay({ boundaries: [1], values: [1, 2] }).rates[0] = 1;
// @ts-expect-error: a rate is a number
const text: string = schedule(1);
// @ts-expect-error: not an optimizer
follow({}, schedule);

export { text };
