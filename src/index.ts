export type { Arithmetic } from './arithmetic/arithmetic.js';
export { float32 } from './arithmetic/float32.js';
export { float64 } from './arithmetic/float64.js';
export type { TensorLike, TensorOf } from './arithmetic/tensor-engine.js';
export { type CompareOptions, type Comparison, compare, type DifferentRange } from './compare.js';
export { type DiagnoseOptions, diagnose } from './diagnose/diagnose.js';
export type { Finding, FindingCode } from './diagnose/finding.js';
export { type Config, type Json, LearningRateSchedule, type ScheduleClass, type Serialized } from './schedule.js';
export { Clamp, type ClampOptions } from './schedules/blocks/clamp.js';
export type { CombinedOptions } from './schedules/blocks/combined.js';
export { Constant, type ConstantOptions } from './schedules/blocks/constant.js';
export { CosineRamp, type CosineRampOptions } from './schedules/blocks/cosine-ramp.js';
export { Cycles, type CyclesOptions } from './schedules/blocks/cycles.js';
export { ExponentialRamp, type ExponentialRampOptions } from './schedules/blocks/exponential-ramp.js';
export { LinearRamp, type LinearRampOptions } from './schedules/blocks/linear-ramp.js';
export { LogarithmicRamp, type LogarithmicRampOptions } from './schedules/blocks/logarithmic-ramp.js';
export { Loop, type LoopOptions } from './schedules/blocks/loop.js';
export { Maximum } from './schedules/blocks/maximum.js';
export { Minimum } from './schedules/blocks/minimum.js';
export { PingPong, type PingPongOptions } from './schedules/blocks/ping-pong.js';
export { PolynomialRamp, type PolynomialRampOptions } from './schedules/blocks/polynomial-ramp.js';
export { Power, type PowerOptions } from './schedules/blocks/power.js';
export { Product } from './schedules/blocks/product.js';
export { Scale, type ScaleOptions } from './schedules/blocks/scale.js';
export { Sequence, type SequenceOptions, sequence } from './schedules/blocks/sequence.js';
export { Shift, type ShiftOptions } from './schedules/blocks/shift.js';
export { Staircase, type StaircaseOptions } from './schedules/blocks/staircase.js';
export { Stretch, type StretchOptions } from './schedules/blocks/stretch.js';
export { Sum } from './schedules/blocks/sum.js';
export { TanhRamp, type TanhRampOptions } from './schedules/blocks/tanh-ramp.js';
export { type WarmupOptions, withWarmup } from './schedules/blocks/with-warmup.js';
export { CosineDecay, type CosineDecayOptions } from './schedules/keras/cosine-decay.js';
export { CosineDecayRestarts, type CosineDecayRestartsOptions } from './schedules/keras/cosine-decay-restarts.js';
export { ExponentialDecay, type ExponentialDecayOptions } from './schedules/keras/exponential-decay.js';
export { InverseTimeDecay, type InverseTimeDecayOptions } from './schedules/keras/inverse-time-decay.js';
export {
  PiecewiseConstantDecay,
  type PiecewiseConstantDecayOptions,
} from './schedules/keras/piecewise-constant-decay.js';
export { PolynomialDecay, type PolynomialDecayOptions } from './schedules/keras/polynomial-decay.js';
export { CosineDecayWithOffset } from './schedules/model-garden/cosine-decay-with-offset.js';
export { DirectPowerDecay, type DirectPowerDecayOptions } from './schedules/model-garden/direct-power-decay.js';
export { ExponentialDecayWithOffset } from './schedules/model-garden/exponential-decay-with-offset.js';
export { LinearWarmup, type LinearWarmupOptions } from './schedules/model-garden/linear-warmup.js';
export { PiecewiseConstantDecayWithOffset } from './schedules/model-garden/piecewise-constant-decay-with-offset.js';
export { PolynomialDecayWithOffset } from './schedules/model-garden/polynomial-decay-with-offset.js';
export { PolynomialWarmUp, type PolynomialWarmUpOptions } from './schedules/model-garden/polynomial-warm-up.js';
export {
  PowerAndLinearDecay,
  type PowerAndLinearDecayOptions,
} from './schedules/model-garden/power-and-linear-decay.js';
export {
  PowerDecayWithOffset,
  type PowerDecayWithOffsetOptions,
} from './schedules/model-garden/power-decay-with-offset.js';
export {
  StepCosineDecayWithOffset,
  type StepCosineDecayWithOffsetOptions,
} from './schedules/model-garden/step-cosine-decay-with-offset.js';
export {
  type OffsetBase,
  type OffsetOptions,
  type WithOffset,
  withOffset,
} from './schedules/model-garden/with-offset.js';
export { type CompositeOptions, composite } from './schedules/named/composite.js';
export { type FlatCosineOptions, flatCosine } from './schedules/named/flat-cosine.js';
export { type InverseSquareRootOptions, inverseSquareRoot } from './schedules/named/inverse-square-root.js';
export { type LogarithmicWarmupOptions, logarithmicWarmup } from './schedules/named/logarithmic-warmup.js';
export { type NoamOptions, noam } from './schedules/named/noam.js';
export { type WarmupStableDecayOptions, warmupStableDecay } from './schedules/named/warmup-stable-decay.js';
export { type DeserializeOptions, deserialize, scheduleClasses, serialize } from './serialization.js';
export { type TimeUnit, type TrainingClock, type TrainingClockOptions, trainingClock } from './training-clock.js';
