import { dialect } from '../../catalog-entry.js';
import { toSnakeCase } from '../../options.js';
import { cosineAnnealingDecay, table as cosineAnnealingDecayTable } from './cosine-annealing-decay.js';
import {
  cosineAnnealingWarmRestarts,
  table as cosineAnnealingWarmRestartsTable,
} from './cosine-annealing-warm-restarts.js';
import { cyclicLR, table as cyclicLRTable } from './cyclic-lr.js';
import { exponentialDecay, table as exponentialDecayTable } from './exponential-decay.js';
import { inverseTimeDecay, table as inverseTimeDecayTable } from './inverse-time-decay.js';
import { linearLR, table as linearLRTable } from './linear-lr.js';
import { linearWarmup, table as linearWarmupTable } from './linear-warmup.js';
import { multiStepDecay, table as multiStepDecayTable } from './multi-step-decay.js';
import { naturalExpDecay, table as naturalExpDecayTable } from './natural-exp-decay.js';
import { noamDecay, table as noamDecayTable } from './noam-decay.js';
import { oneCycleLR, table as oneCycleLRTable } from './one-cycle-lr.js';
import { piecewiseDecay, table as piecewiseDecayTable } from './piecewise-decay.js';
import { polynomialDecay, table as polynomialDecayTable } from './polynomial-decay.js';
import { stepDecay, table as stepDecayTable } from './step-decay.js';

/** Paddle's schedules, under the names of their classes. */
export const paddle = dialect(
  'paddle',
  'PaddlePaddle',
  {
    CosineAnnealingDecay: [{ cosineAnnealingDecay }, cosineAnnealingDecayTable],
    CosineAnnealingWarmRestarts: [{ cosineAnnealingWarmRestarts }, cosineAnnealingWarmRestartsTable],
    CyclicLR: [{ cyclicLR }, cyclicLRTable],
    ExponentialDecay: [{ exponentialDecay }, exponentialDecayTable],
    InverseTimeDecay: [{ inverseTimeDecay }, inverseTimeDecayTable],
    LinearLR: [{ linearLR }, linearLRTable],
    LinearWarmup: [{ linearWarmup }, linearWarmupTable],
    MultiStepDecay: [{ multiStepDecay }, multiStepDecayTable],
    NaturalExpDecay: [{ naturalExpDecay }, naturalExpDecayTable],
    NoamDecay: [{ noamDecay }, noamDecayTable],
    OneCycleLR: [{ oneCycleLR }, oneCycleLRTable],
    PiecewiseDecay: [{ piecewiseDecay }, piecewiseDecayTable],
    PolynomialDecay: [{ polynomialDecay }, polynomialDecayTable],
    StepDecay: [{ stepDecay }, stepDecayTable],
  },
  // Paddle has `T_max` and its like.
  (name) => toSnakeCase(name).replace(/^t_?(?=max|mult|0)/, 'T_'),
);
