import { dialect } from '../../catalog-entry.js';
import { lrRangeTest, table as lrRangeTestTable } from './lr-range-test.js';
import { oneCycle, oneCycleMomentum, table as oneCycleTable } from './one-cycle.js';
import { warmupCosineLR, table as warmupCosineLRTable } from './warmup-cosine-lr.js';
import { warmupDecayLR, table as warmupDecayLRTable } from './warmup-decay-lr.js';
import { warmupLR, table as warmupLRTable } from './warmup-lr.js';

/** DeepSpeed's schedulers, under the names of their classes. */
export const deepspeed = dialect('deepspeed', 'DeepSpeed', {
  WarmupLR: [{ warmupLR }, warmupLRTable],
  WarmupDecayLR: [{ warmupDecayLR }, warmupDecayLRTable],
  WarmupCosineLR: [{ warmupCosineLR }, warmupCosineLRTable],
  OneCycle: [{ oneCycle }, oneCycleTable],
  // Not a class of DeepSpeed: the momentum that goes with the rate of `OneCycle`.
  OneCycleMomentum: [{ oneCycleMomentum }, oneCycleTable],
  LRRangeTest: [{ lrRangeTest }, lrRangeTestTable],
});
