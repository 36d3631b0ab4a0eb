import type { Rule } from '../../options.js';

/** What every function here takes. */
export interface TorchOptions {
  /** The learning rate that the optimizer is made with. */
  readonly baseLr: number;
  /** PyTorch's counter: −1 only, since a schedule has none; to resume, call it with the step reached. Default −1. */
  readonly lastEpoch?: number;
}

/** The rule and the default of `lastEpoch`. */
export const lastEpoch = [
  {
    requires: '-1 (a schedule has no counter: to resume, call it with the step that the run has reached)',
    kind: (value: unknown) => typeof value === 'number',
    range: (value: number) => value === -1,
  },
  -1,
] as const;

/** The rule of a list of steps. */
export const steps: Rule = {
  requires: 'a list of whole numbers of at least 0',
  kind: (value) => Array.isArray(value) && value.every((step) => typeof step === 'number'),
  range: (value: number[]) => value.every((step) => Number.isInteger(step) && step >= 0),
};
