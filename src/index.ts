export type { Arithmetic } from './arithmetic/arithmetic.js';
export { float32 } from './arithmetic/float32.js';
export { float64 } from './arithmetic/float64.js';
export type { TensorLike, TensorOf } from './arithmetic/tensor-engine.js';
export { type Config, type Json, LearningRateSchedule, type ScheduleClass, type Serialized } from './schedule.js';
export { CosineDecay, type CosineDecayOptions } from './schedules/cosine-decay.js';
export { CosineDecayRestarts, type CosineDecayRestartsOptions } from './schedules/cosine-decay-restarts.js';
export { CosineDecayWithOffset } from './schedules/cosine-decay-with-offset.js';
export { DirectPowerDecay, type DirectPowerDecayOptions } from './schedules/direct-power-decay.js';
export { ExponentialDecay, type ExponentialDecayOptions } from './schedules/exponential-decay.js';
export { ExponentialDecayWithOffset } from './schedules/exponential-decay-with-offset.js';
export { InverseTimeDecay, type InverseTimeDecayOptions } from './schedules/inverse-time-decay.js';
export { LinearWarmup, type LinearWarmupOptions } from './schedules/linear-warmup.js';
export { PiecewiseConstantDecay, type PiecewiseConstantDecayOptions } from './schedules/piecewise-constant-decay.js';
export { PiecewiseConstantDecayWithOffset } from './schedules/piecewise-constant-decay-with-offset.js';
export { PolynomialDecay, type PolynomialDecayOptions } from './schedules/polynomial-decay.js';
export { PolynomialDecayWithOffset } from './schedules/polynomial-decay-with-offset.js';
export { PolynomialWarmUp, type PolynomialWarmUpOptions } from './schedules/polynomial-warm-up.js';
export { PowerAndLinearDecay, type PowerAndLinearDecayOptions } from './schedules/power-and-linear-decay.js';
export { PowerDecayWithOffset, type PowerDecayWithOffsetOptions } from './schedules/power-decay-with-offset.js';
export {
  StepCosineDecayWithOffset,
  type StepCosineDecayWithOffsetOptions,
} from './schedules/step-cosine-decay-with-offset.js';
export { type OffsetBase, type OffsetOptions, type WithOffset, withOffset } from './schedules/with-offset.js';
export { type DeserializeOptions, deserialize, scheduleClasses, serialize } from './serialization.js';
