import { dialect } from '../../catalog-entry.js';
import { cosineAnnealing, table as cosineAnnealingTable } from './cosine-annealing.js';
import {
  inverseSquareRootAnnealing,
  table as inverseSquareRootAnnealingTable,
} from './inverse-square-root-annealing.js';
import { noamAnnealing, table as noamAnnealingTable } from './noam-annealing.js';
import { noamHoldAnnealing, table as noamHoldAnnealingTable } from './noam-hold-annealing.js';
import { polynomialDecayAnnealing, table as polynomialDecayAnnealingTable } from './polynomial-decay-annealing.js';
import {
  polynomialHoldDecayAnnealing,
  table as polynomialHoldDecayAnnealingTable,
} from './polynomial-hold-decay-annealing.js';
import { squareAnnealing, table as squareAnnealingTable } from './square-annealing.js';
import { squareRootAnnealing, table as squareRootAnnealingTable } from './square-root-annealing.js';
import {
  t5InverseSquareRootAnnealing,
  table as t5InverseSquareRootAnnealingTable,
} from './t5-inverse-square-root-annealing.js';
import { warmupAnnealing, table as warmupAnnealingTable } from './warmup-annealing.js';
import { warmupHoldAnnealLinear, table as warmupHoldAnnealLinearTable } from './warmup-hold-anneal-linear.js';
import {
  table as oneMinusTable,
  warmupHoldAnnealOneMinusSquareRoot,
} from './warmup-hold-anneal-one-minus-square-root.js';
import { warmupHoldPolicy, table as warmupHoldPolicyTable } from './warmup-hold-policy.js';
import { warmupPolicy, table as warmupPolicyTable } from './warmup-policy.js';

/** NeMo's schedules, under the names of their classes. */
export const nemo = dialect('nemo', 'NeMo', {
  CosineAnnealing: [{ cosineAnnealing }, cosineAnnealingTable],
  InverseSquareRootAnnealing: [{ inverseSquareRootAnnealing }, inverseSquareRootAnnealingTable],
  NoamAnnealing: [{ noamAnnealing }, noamAnnealingTable],
  NoamHoldAnnealing: [{ noamHoldAnnealing }, noamHoldAnnealingTable],
  PolynomialDecayAnnealing: [{ polynomialDecayAnnealing }, polynomialDecayAnnealingTable],
  PolynomialHoldDecayAnnealing: [{ polynomialHoldDecayAnnealing }, polynomialHoldDecayAnnealingTable],
  SquareAnnealing: [{ squareAnnealing }, squareAnnealingTable],
  SquareRootAnnealing: [{ squareRootAnnealing }, squareRootAnnealingTable],
  T5InverseSquareRootAnnealing: [{ t5InverseSquareRootAnnealing }, t5InverseSquareRootAnnealingTable],
  WarmupAnnealing: [{ warmupAnnealing }, warmupAnnealingTable],
  WarmupHoldAnnealLinear: [{ warmupHoldAnnealLinear }, warmupHoldAnnealLinearTable],
  WarmupHoldAnnealOneMinusSquareRoot: [{ warmupHoldAnnealOneMinusSquareRoot }, oneMinusTable],
  WarmupHoldPolicy: [{ warmupHoldPolicy }, warmupHoldPolicyTable],
  WarmupPolicy: [{ warmupPolicy }, warmupPolicyTable],
});
