import type { Field, FieldMap, FieldMaps } from '../../same/field-map.js';

const climb: FieldMap = { type: 'mlx.linear_schedule', init: 'start', end: 'peak', steps: 'warmup' };
const cosine = (steps: Field): FieldMap => ({
  type: 'mlx.cosine_decay',
  init: 'peak',
  decay_steps: steps,
  end: 'floor',
});
const line = (steps: Field): FieldMap => ({ type: 'mlx.linear_schedule', init: 'peak', end: 'floor', steps });
const joined = (schedules: readonly Field[], boundaries: readonly Field[]): FieldMap => ({
  type: 'mlx.join_schedules',
  schedules,
  boundaries,
});
const rest = { of: 'total', less: ['warmup'] } as const;
const end = { of: 'total', less: ['decay'] } as const;

export const fieldMaps: FieldMaps = {
  constant: [joined([climb, 'peak'], ['warmup'])],
  cosine: [cosine('total'), joined([climb, cosine(rest)], ['warmup'])],
  'polynomial decay': [line('total'), joined([climb, line(rest)], ['warmup'])],
  'exponential decay': [{ type: 'mlx.exponential_decay', init: 'peak', decay_rate: { of: 'factor', within: 'decay' } }],
  'step decay': [{ type: 'mlx.step_decay', init: 'peak', decay_rate: 'factor', step_size: 'decay' }],
  'warmup, stable, decay': [
    joined(['peak', line('decay')], [end]),
    joined([climb, 'peak', line('decay')], ['warmup', end]),
  ],
};
