import { dialect } from '../../catalog-entry.js';
import { toSnakeCase } from '../../options.js';
import { chainedScheduler, table as chainedSchedulerTable } from './chained-scheduler.js';
import { constantLR, table as constantLRTable } from './constant-lr.js';
import { cosineAnnealingLR, table as cosineAnnealingLRTable } from './cosine-annealing-lr.js';
import {
  cosineAnnealingWarmRestarts,
  table as cosineAnnealingWarmRestartsTable,
} from './cosine-annealing-warm-restarts.js';
import { cyclicLR, table as cyclicLRTable, cyclicMomentum } from './cyclic-lr.js';
import { exponentialLR, table as exponentialLRTable } from './exponential-lr.js';
import { lambdaLR, table as lambdaLRTable } from './lambda-lr.js';
import { linearLR, table as linearLRTable } from './linear-lr.js';
import { multiStepLR, table as multiStepLRTable } from './multi-step-lr.js';
import { multiplicativeLR, table as multiplicativeLRTable } from './multiplicative-lr.js';
import { oneCycleLR, table as oneCycleLRTable, oneCycleMomentum } from './one-cycle-lr.js';
import { polynomialLR, table as polynomialLRTable } from './polynomial-lr.js';
import { sequentialLR, table as sequentialLRTable } from './sequential-lr.js';
import { stepLR, table as stepLRTable } from './step-lr.js';

/** PyTorch's schedulers, under the names of their classes; and the momentum that two of them move, which has no name there. */
export const torch = dialect(
  'torch',
  'PyTorch',
  {
    ChainedScheduler: [{ chainedScheduler }, chainedSchedulerTable],
    ConstantLR: [{ constantLR }, constantLRTable],
    CosineAnnealingLR: [{ cosineAnnealingLR }, cosineAnnealingLRTable],
    CosineAnnealingWarmRestarts: [{ cosineAnnealingWarmRestarts }, cosineAnnealingWarmRestartsTable],
    CyclicLR: [{ cyclicLR }, cyclicLRTable],
    CyclicMomentum: [{ cyclicMomentum }, cyclicLRTable],
    ExponentialLR: [{ exponentialLR }, exponentialLRTable],
    LambdaLR: [{ lambdaLR }, lambdaLRTable],
    LinearLR: [{ linearLR }, linearLRTable],
    MultiStepLR: [{ multiStepLR }, multiStepLRTable],
    MultiplicativeLR: [{ multiplicativeLR }, multiplicativeLRTable],
    OneCycleLR: [{ oneCycleLR }, oneCycleLRTable],
    OneCycleMomentum: [{ oneCycleMomentum }, oneCycleLRTable],
    PolynomialLR: [{ polynomialLR }, polynomialLRTable],
    SequentialLR: [{ sequentialLR }, sequentialLRTable],
    StepLR: [{ stepLR }, stepLRTable],
  },
  // PyTorch has `T_max` and its like.
  (name) => toSnakeCase(name).replace(/^t_?(?=max|mult|0)/, 'T_'),
);
