import { dialect } from '../../catalog-entry.js';
import { toSnakeCase } from '../../options.js';
import { warmupCosineLR, table as warmupCosineLRTable } from './warmup-cosine-lr.js';
import { warmupMultiStepLR, table as warmupMultiStepLRTable } from './warmup-multi-step-lr.js';
import {
  warmupStepWithFixedGammaLR,
  table as warmupStepWithFixedGammaLRTable,
} from './warmup-step-with-fixed-gamma-lr.js';

/** detectron2's schedules, under the names that `LR_SCHEDULER_NAME` takes. */
export const detectron2 = dialect(
  'detectron2',
  'detectron2',
  {
    WarmupCosineLR: [{ warmupCosineLR }, warmupCosineLRTable],
    WarmupMultiStepLR: [{ warmupMultiStepLR }, warmupMultiStepLRTable],
    WarmupStepWithFixedGammaLR: [{ warmupStepWithFixedGammaLR }, warmupStepWithFixedGammaLRTable],
  },
  // The keys of `SOLVER`.
  (name) => toSnakeCase(name).toUpperCase(),
);
