/**
 * The schedulers of DeepSpeed, with its names, defaults and order of stepping: each as the rate that an update is made
 * with, the first one included.
 * @module
 */
export { type LRRangeTestOptions, lrRangeTest } from './lr-range-test.js';
export { type OneCycleOptions, oneCycle, oneCycleMomentum } from './one-cycle.js';
export type { WarmupOptions } from './options.js';
export { type WarmupCosineLROptions, warmupCosineLR } from './warmup-cosine-lr.js';
export { type WarmupDecayLROptions, warmupDecayLR } from './warmup-decay-lr.js';
export { type WarmupLROptions, warmupLR } from './warmup-lr.js';
