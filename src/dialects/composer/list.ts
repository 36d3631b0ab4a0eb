import { dialect } from '../../catalog-entry.js';
import { table as inverseSquareRootTable, inverseSquareRootWithWarmupScheduler } from './inverse-square-root.js';
import {
  constantScheduler,
  constantTable,
  cosineAnnealingScheduler,
  cosineAnnealingWarmRestartsScheduler,
  cosineTable,
  exponentialScheduler,
  exponentialTable,
  linearScheduler,
  linearTable,
  multiStepScheduler,
  multiStepTable,
  polynomialScheduler,
  polynomialTable,
  restartsTable,
  stepScheduler,
  stepTable,
} from './plain.js';
import {
  constantWithWarmupScheduler,
  cosineAnnealingWithWarmupScheduler,
  linearWithWarmupScheduler,
  multiStepWithWarmupScheduler,
  polynomialWithWarmupScheduler,
  constantTable as warmedConstantTable,
  cosineTable as warmedCosineTable,
  linearTable as warmedLinearTable,
  multiStepTable as warmedMultiStepTable,
  polynomialTable as warmedPolynomialTable,
} from './with-warmup.js';

/** The schedulers of Composer and llm-foundry, under the names of their classes. */
export const composer = dialect('composer', 'Composer', {
  StepScheduler: [{ stepScheduler }, stepTable],
  MultiStepScheduler: [{ multiStepScheduler }, multiStepTable],
  ConstantScheduler: [{ constantScheduler }, constantTable],
  LinearScheduler: [{ linearScheduler }, linearTable],
  ExponentialScheduler: [{ exponentialScheduler }, exponentialTable],
  CosineAnnealingScheduler: [{ cosineAnnealingScheduler }, cosineTable],
  CosineAnnealingWarmRestartsScheduler: [{ cosineAnnealingWarmRestartsScheduler }, restartsTable],
  PolynomialScheduler: [{ polynomialScheduler }, polynomialTable],
  MultiStepWithWarmupScheduler: [{ multiStepWithWarmupScheduler }, warmedMultiStepTable],
  ConstantWithWarmupScheduler: [{ constantWithWarmupScheduler }, warmedConstantTable],
  LinearWithWarmupScheduler: [{ linearWithWarmupScheduler }, warmedLinearTable],
  CosineAnnealingWithWarmupScheduler: [{ cosineAnnealingWithWarmupScheduler }, warmedCosineTable],
  PolynomialWithWarmupScheduler: [{ polynomialWithWarmupScheduler }, warmedPolynomialTable],
  InverseSquareRootWithWarmupScheduler: [{ inverseSquareRootWithWarmupScheduler }, inverseSquareRootTable],
});
