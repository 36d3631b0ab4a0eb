import fc from 'fast-check';
import { targets } from 'lr-schedules/codegen';
import { catalog } from 'lr-schedules/recipe';
import {
  LONGEST_NAME,
  MOST_BATCH,
  MOST_CURVES,
  MOST_UPDATES,
  type Page,
  tabs,
} from '../../playground/src/state/page.js';
import { starter } from '../../playground/src/state/starter.js';

const names = fc.string({ maxLength: LONGEST_NAME, unit: 'grapheme' }).filter((name) => name.length <= LONGEST_NAME);

const specs = fc
  .tuple(fc.constantFrom(...catalog), fc.double({ min: 1e-6, max: 10, noNaN: true }))
  .map(([{ name }, peak]) => starter(name, peak));

const curves = fc
  .uniqueArray(fc.nat(MOST_CURVES - 1), { maxLength: MOST_CURVES })
  .chain((slots) =>
    fc.tuple(
      ...slots.map((slot) => fc.record({ slot: fc.constant(slot), name: names, isVisible: fc.boolean(), spec: specs })),
    ),
  );

const runs = fc.oneof(
  fc.record({ totalSteps: fc.integer({ min: 100, max: 2 ** 40 }) }),
  fc.record({
    examples: fc.integer({ min: 100, max: 1e7 }),
    batchSize: fc.integer({ min: 1, max: 100 }),
    epochs: fc.integer({ min: 100, max: 1000 }),
    gradientAccumulation: fc.integer({ min: 1, max: 8 }),
    dropLast: fc.boolean(),
  }),
);

/** Any page that can be shared. */
export const pages: fc.Arbitrary<Page> = fc.record({
  plan: fc.record({ run: runs, curves }),
  view: fc.record({
    selected: fc.nat(MOST_CURVES - 1),
    log: fc.boolean(),
    unit: fc.constantFrom('st', 'ep', '%'),
    range: fc.option(
      fc.tuple(fc.nat(1e9), fc.integer({ min: 1, max: 1e9 })).map(([from, length]) => ({ from, to: from + length })),
    ),
    tab: fc.constantFrom(...tabs),
    target: fc.constantFrom(...targets.map(({ name }) => name)),
    training: fc.record({
      updates: fc.integer({ min: 1, max: MOST_UPDATES }),
      batchSize: fc.integer({ min: 1, max: MOST_BATCH }),
      seed: fc.nat(2 ** 31 - 1),
      optimizer: fc.constantFrom('sgd', 'momentum', 'adam'),
    }),
  }),
});
