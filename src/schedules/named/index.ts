export { type CompositeOptions, composite } from './composite.js';
export { DampedCosine, type DampedCosineOptions } from './damped-cosine.js';
export { type FlatCosineOptions, flatCosine } from './flat-cosine.js';
export { type InverseSquareRootOptions, inverseSquareRoot } from './inverse-square-root.js';
export { type LogarithmicWarmupOptions, logarithmicWarmup } from './logarithmic-warmup.js';
export { type NoamOptions, noam } from './noam.js';
export { Rex, type RexOptions } from './rex.js';
export { type WarmupStableDecayOptions, warmupStableDecay } from './warmup-stable-decay.js';
