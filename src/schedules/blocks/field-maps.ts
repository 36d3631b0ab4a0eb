import type { Field, FieldMap, FieldMaps } from '../../same/field-map.js';

const cosine = (steps: Field): FieldMap => ({ type: 'CosineRamp', from: 'peak', to: 'floor', steps });
const line = (steps: Field): FieldMap => ({ type: 'LinearRamp', from: 'peak', to: 'floor', steps });
const polynomial = (steps: Field): FieldMap => ({ ...line(steps), type: 'PolynomialRamp', power: 'power' });
const warmedUp = (schedule: Field): FieldMap => ({ type: 'withWarmup', schedule, steps: 'warmup', from: 'start' });
/** What `withWarmup` makes. */
const sequence = (schedule: Field): FieldMap => ({
  type: 'Sequence',
  schedules: [{ type: 'LinearRamp', from: 'start', to: 'peak', steps: 'warmup' }, schedule],
  boundaries: ['warmup'],
});
const rest = { of: 'total', less: ['warmup'] } as const;

export const fieldMaps: FieldMaps = {
  constant: [{ type: 'Constant', value: 'peak' }, warmedUp('peak'), sequence('peak')],
  cosine: [cosine('total'), warmedUp(cosine(rest)), sequence(cosine(rest))],
  'polynomial decay': [
    line('total'),
    polynomial('total'),
    ...[line(rest), polynomial(rest)].flatMap((decay) => [warmedUp(decay), sequence(decay)]),
  ],
  'warmup, stable, decay': [
    {
      type: 'warmupStableDecay',
      peak: 'peak',
      warmup_steps: 'warmup',
      stable_steps: { of: 'total', less: ['decay', 'warmup'] },
      decay_steps: 'decay',
      end: 'floor',
      decay_shape: { of: 'fall', called: { '1-sqrt': 'one-minus-sqrt' } },
    },
  ],
};
