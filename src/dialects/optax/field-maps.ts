import type { Field, FieldMap, FieldMaps } from '../../same/field-map.js';

const climb: FieldMap = {
  type: 'optax.linear_schedule',
  init_value: 'start',
  end_value: 'peak',
  transition_steps: 'warmup',
};
const stable: FieldMap = { type: 'optax.constant_schedule', value: 'peak' };
const line = (steps: Field): FieldMap => ({
  type: 'optax.linear_schedule',
  init_value: 'peak',
  end_value: 'floor',
  transition_steps: steps,
});
const polynomial = (steps: Field): FieldMap => ({
  ...line(steps),
  type: 'optax.polynomial_schedule',
  power: 'power',
});
const joined = (schedules: readonly FieldMap[], boundaries: readonly Field[]): FieldMap => ({
  type: 'optax.join_schedules',
  schedules,
  boundaries,
});
const rest = { of: 'total', less: ['warmup'] } as const;
const end = { of: 'total', less: ['decay'] } as const;
const exponential: FieldMap = {
  type: 'optax.exponential_decay',
  init_value: 'peak',
  transition_steps: 'decay',
  decay_rate: 'factor',
};

export const fieldMaps: FieldMaps = {
  constant: [
    stable,
    { type: 'optax.warmup_constant_schedule', init_value: 'start', peak_value: 'peak', warmup_steps: 'warmup' },
  ],
  cosine: [
    {
      type: 'optax.cosine_decay_schedule',
      init_value: 'peak',
      decay_steps: 'total',
      alpha: { of: 'floor', per: 'peak' },
    },
    {
      type: 'optax.warmup_cosine_decay_schedule',
      init_value: 'start',
      peak_value: 'peak',
      warmup_steps: 'warmup',
      decay_steps: 'total',
      end_value: 'floor',
    },
  ],
  'polynomial decay': [
    line('total'),
    polynomial('total'),
    joined([climb, line(rest)], ['warmup']),
    joined([climb, polynomial(rest)], ['warmup']),
  ],
  'exponential decay': [exponential],
  'step decay': [{ ...exponential, staircase: true }],
  'one cycle': [
    {
      type: 'optax.cosine_onecycle_schedule',
      transition_steps: 'total',
      peak_value: 'peak',
      pct_start: 'climb',
      div_factor: { of: 'start', under: 'peak' },
      final_div_factor: { of: 'floor', under: 'start' },
    },
  ],
  'warmup, stable, decay': [
    joined([stable, line('decay')], [end]),
    joined([climb, stable, line('decay')], ['warmup', end]),
  ],
};
