export { type WarmupCosineLROptions, warmupCosineLR } from './warmup-cosine-lr.js';
export { type WarmupMultiStepLROptions, warmupMultiStepLR } from './warmup-multi-step-lr.js';
export {
  type WarmupStepWithFixedGammaLROptions,
  warmupStepWithFixedGammaLR,
} from './warmup-step-with-fixed-gamma-lr.js';
