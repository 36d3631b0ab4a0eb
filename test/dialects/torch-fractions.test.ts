import {
  constantLR,
  cosineAnnealingLR,
  linearLR,
  multiStepLR,
  polynomialLR,
  sequentialLR,
  stepLR,
} from 'lr-schedules/torch';
import { expect, test } from 'vitest';

const baseLr = 0.1;
const rates = (schedule: (step: number) => number, count: number) =>
  Array.from({ length: count }, (_, step) => Number(schedule(step).toFixed(10)));

// What PyTorch 2.15 gives, with an optimizer made with lr 0.1.
test.each([
  [
    cosineAnnealingLR({ baseLr, tMax: 12.5 }),
    [
      0.1, 0.0984291581, 0.093815334, 0.0864484314, 0.0767913397, 0.0654508497, 0.053139526, 0.0406309343, 0.0287110354,
      0.0181288005, 0.0095491503, 0.0035111757, 0.0003942649, 0.0003942649, 0.0035111757,
    ],
  ],
  [stepLR({ baseLr, stepSize: 1.5, gamma: 0.5 }), [0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.025, 0.025, 0.025, 0.0125]],
  [stepLR({ baseLr, stepSize: 2.5, gamma: 0.5 }), [0.1, 0.1, 0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.05, 0.05, 0.025]],
  [
    polynomialLR({ baseLr, totalIters: 9.5, power: 2 }),
    [
      0.1, 0.0800554017, 0.0623268698, 0.0468144044, 0.0335180055, 0.0224376731, 0.0135734072, 0.0069252078,
      0.0024930748, 0.0002770083, 0.0002770083, 0.0002770083,
    ],
  ],
  [
    linearLR({ baseLr, startFactor: 0.5, totalIters: 4.5 }),
    [0.05, 0.0611111111, 0.0722222222, 0.0833333333, 0.0944444444, 0.0944444444, 0.0944444444],
  ],
  [constantLR({ baseLr, factor: 0.5, totalIters: 4.5 }), [0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05]],
  [
    multiStepLR({ baseLr, milestones: [7.5, 12], gamma: 0.1 }),
    [0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.01, 0.01],
  ],
  [
    sequentialLR({ schedulers: [0.05, 0.025, 0.01], milestones: [8, 4] }),
    [0.05, 0.05, 0.05, 0.05, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01],
  ],
])('%s has the rates of PyTorch', (schedule, expected) => {
  expect(rates(schedule, expected.length)).toEqual(expected);
});

test('milestones that fall so that a scheduler begins between two are refused', () => {
  expect(() => sequentialLR({ schedulers: [1, 2, 3, 4], milestones: [4, 8, 2] })).toThrow(/sort them/);
});
