import { chainedScheduler, table as chainedSchedulerTable } from '../../dialects/torch/chained-scheduler.js';
import { constantLR, table as constantLRTable } from '../../dialects/torch/constant-lr.js';
import { cosineAnnealingLR, table as cosineAnnealingLRTable } from '../../dialects/torch/cosine-annealing-lr.js';
import {
  cosineAnnealingWarmRestarts,
  table as cosineAnnealingWarmRestartsTable,
} from '../../dialects/torch/cosine-annealing-warm-restarts.js';
import { cyclicLR, table as cyclicLRTable, cyclicMomentum } from '../../dialects/torch/cyclic-lr.js';
import { exponentialLR, table as exponentialLRTable } from '../../dialects/torch/exponential-lr.js';
import { lambdaLR, table as lambdaLRTable } from '../../dialects/torch/lambda-lr.js';
import { linearLR, table as linearLRTable } from '../../dialects/torch/linear-lr.js';
import { multiStepLR, table as multiStepLRTable } from '../../dialects/torch/multi-step-lr.js';
import { multiplicativeLR, table as multiplicativeLRTable } from '../../dialects/torch/multiplicative-lr.js';
import { oneCycleLR, table as oneCycleLRTable, oneCycleMomentum } from '../../dialects/torch/one-cycle-lr.js';
import { polynomialLR, table as polynomialLRTable } from '../../dialects/torch/polynomial-lr.js';
import { sequentialLR, table as sequentialLRTable } from '../../dialects/torch/sequential-lr.js';
import { stepLR, table as stepLRTable } from '../../dialects/torch/step-lr.js';
import { type CatalogEntry, entryOf } from './entry.js';

/** PyTorch's schedulers, under the names of their classes; and the momentum that two of them move, which has no name there. */
export const torch: readonly CatalogEntry[] = [
  entryOf('torch', 'ChainedScheduler', { chainedScheduler }, chainedSchedulerTable),
  entryOf('torch', 'ConstantLR', { constantLR }, constantLRTable),
  entryOf('torch', 'CosineAnnealingLR', { cosineAnnealingLR }, cosineAnnealingLRTable),
  entryOf('torch', 'CosineAnnealingWarmRestarts', { cosineAnnealingWarmRestarts }, cosineAnnealingWarmRestartsTable),
  entryOf('torch', 'CyclicLR', { cyclicLR }, cyclicLRTable),
  entryOf('torch', 'CyclicMomentum', { cyclicMomentum }, cyclicLRTable),
  entryOf('torch', 'ExponentialLR', { exponentialLR }, exponentialLRTable),
  entryOf('torch', 'LambdaLR', { lambdaLR }, lambdaLRTable),
  entryOf('torch', 'LinearLR', { linearLR }, linearLRTable),
  entryOf('torch', 'MultiStepLR', { multiStepLR }, multiStepLRTable),
  entryOf('torch', 'MultiplicativeLR', { multiplicativeLR }, multiplicativeLRTable),
  entryOf('torch', 'OneCycleLR', { oneCycleLR }, oneCycleLRTable),
  entryOf('torch', 'OneCycleMomentum', { oneCycleMomentum }, oneCycleLRTable),
  entryOf('torch', 'PolynomialLR', { polynomialLR }, polynomialLRTable),
  entryOf('torch', 'SequentialLR', { sequentialLR }, sequentialLRTable),
  entryOf('torch', 'StepLR', { stepLR }, stepLRTable),
];
