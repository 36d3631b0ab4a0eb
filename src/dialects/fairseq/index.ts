export { type CosineOptions, cosine } from './cosine.js';
export { type FixedOptions, fixed } from './fixed.js';
export { type InverseSqrtOptions, inverseSqrt } from './inverse-sqrt.js';
export { type PolynomialDecayOptions, polynomialDecay } from './polynomial-decay.js';
export { type StepOptions, step } from './step.js';
export { type TriStageOptions, triStage } from './tri-stage.js';
export { type TriangularOptions, triangular } from './triangular.js';
