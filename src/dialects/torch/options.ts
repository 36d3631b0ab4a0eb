import type { OptionTable } from '../../options.js';

/** What every function here takes. */
export const torchOptions = {
  /** The learning rate that the optimizer is made with. */
  baseLr: { is: 'rate', atLeast: 0 },
  /** PyTorch's counter: −1 only, since a schedule has none; to resume, call it with the step reached. Default −1. */
  lastEpoch: {
    is: 'number',
    atLeast: -1,
    atMost: -1,
    default: -1,
    unused: true,
    because: 'a schedule has no counter: to resume, call it with the step that the run has reached',
  },
} as const satisfies OptionTable;

/** Those of a scheduler that replaces the rate of the optimizer. */
export const ownRate = {
  ...torchOptions,
  /** The learning rate that the optimizer is made with; without a meaning, since PyTorch replaces it. Default null. */
  baseLr: { is: 'rate', default: null, unused: true },
} as const satisfies OptionTable;
