import type { OptionTable } from '../../options.js';

/** What every function here takes besides. */
export const paddleOptions = {
  /** Paddle's counter: −1 only, since a schedule has none; to resume, call it with the step reached. Default −1. */
  lastEpoch: {
    is: 'number',
    atLeast: -1,
    atMost: -1,
    default: -1,
    unused: true,
    because: 'a schedule has no counter: to resume, call it with the step that the run has reached',
  },
  /** Whether Paddle prints the rate; without a meaning. Default false. */
  verbose: { is: 'flag', default: false, unused: true },
} as const satisfies OptionTable;
