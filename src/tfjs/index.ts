export { type FindLearningRateOptions, findLearningRate, type Loss, type RangeTest } from './find-learning-rate.js';
export { type FollowOptions, follow, unfollow } from './follow.js';
export type { HyperParameters, Schedule } from './hyper-parameters.js';
export { lastLearningRate, nextLearningRate, setLearningRate } from './learning-rate.js';
export { type EpochCallback, type LogLearningRateOptions, logLearningRate } from './log-learning-rate.js';
export type { OptimizerLike } from './optimizer.js';
export {
  type PlateauState,
  type ReduceOnPlateau,
  type ReduceOnPlateauOptions,
  reduceOnPlateau,
} from './reduce-on-plateau.js';
export { followSaved, type ModelLike, saveSchedule } from './save-schedule.js';
export { setMomentum } from './set-momentum.js';
export { type Factories, type ScheduledFactories, withSchedules } from './with-schedules.js';
