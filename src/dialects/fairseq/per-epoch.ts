import { OptionTypeError } from '../../errors.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Constant } from '../../schedules/blocks/constant.js';
import { Sequence } from '../../schedules/blocks/sequence.js';

/** One rate in each epoch; the last one, or schedule, stays. */
export function perEpoch(
  owner: string,
  rates: readonly (LearningRateSchedule | number)[],
  updatesPerEpoch: number | null,
): LearningRateSchedule {
  const [first] = rates;
  if (rates.length === 1)
    return typeof first === 'number' ? new Constant({ value: first }) : (first as LearningRateSchedule);
  if (updatesPerEpoch === null) {
    throw new OptionTypeError({
      owner,
      option: 'updatesPerEpoch',
      requires: 'a number where the rate changes with the epoch',
      received: null,
    });
  }
  const boundaries = rates.slice(1).map((_, i) => (i + 1) * updatesPerEpoch);
  return new Sequence({ schedules: rates, boundaries });
}
