import { dialect } from '../../catalog-entry.js';
import { cosine, table as cosineTable } from './cosine.js';
import { fixed, table as fixedTable } from './fixed.js';
import { inverseSqrt, table as inverseSqrtTable } from './inverse-sqrt.js';
import { polynomialDecay, table as polynomialDecayTable } from './polynomial-decay.js';
import { step, table as stepTable } from './step.js';
import { triStage, table as triStageTable } from './tri-stage.js';
import { triangular, table as triangularTable } from './triangular.js';

/** fairseq's schedules, under the names that `--lr-scheduler` takes. */
export const fairseq = dialect('fairseq', 'fairseq', {
  cosine: [{ cosine }, cosineTable],
  fixed: [{ fixed }, fixedTable],
  inverse_sqrt: [{ inverseSqrt }, inverseSqrtTable],
  polynomial_decay: [{ polynomialDecay }, polynomialDecayTable],
  step: [{ step }, stepTable],
  tri_stage: [{ triStage }, triStageTable],
  triangular: [{ triangular }, triangularTable],
});
