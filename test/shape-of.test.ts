import { trainingClock } from 'lr-schedules';
import { type ScheduleSpec, scheduleFrom, shapeOf } from 'lr-schedules/recipe';
import { describe, expect, test } from 'vitest';

const warm = { type: 'CosineDecay', initial_learning_rate: 0, warmup_target: 0.1, warmup_steps: 100, decay_steps: 900 };

describe('shapeOf', () => {
  test('reads a warmup from 0, which another map of the same schedule cannot write', () => {
    const shape = shapeOf(warm);
    expect(shape?.family).toBe('cosine');
    expect(shape?.parameters).toEqual({ start: 0, peak: 0.1, warmup: 100, total: 1000, floor: 0 });
    expect(shape?.with({ warmup: 200 }).spec).toMatchObject({ warmup_steps: 200, decay_steps: 800 });
  });

  test('keeps units', () => {
    const spec = { ...warm, warmup_steps: '10%', decay_steps: '90%' };
    const shape = shapeOf(spec, { clock: trainingClock({ totalSteps: 1000 }) });
    expect(shape?.with({ warmup: '20%' }).spec).toMatchObject({ warmup_steps: '20%', decay_steps: '80%' });
  });

  test('reads a rate that is always 0', () => {
    const spec = { type: 'CosineDecay', initial_learning_rate: 0, decay_steps: 900 };
    expect(shapeOf(spec)?.parameters).toEqual({ peak: 0, total: 900, floor: 0 });
  });

  test.each<ScheduleSpec>([
    { type: 'torch.OneCycleLR', max_lr: 0, total_steps: 100 },
    { type: 'optax.cosine_onecycle_schedule', transition_steps: 100, peak_value: 0 },
  ])('is null where no options can be told from rates of 0: $type', (spec) => {
    expect(shapeOf(spec)).toBeNull();
  });

  test('takes a peak of 0', () => {
    const shape = shapeOf(warm)?.with({ peak: 0 });
    expect([...scheduleFrom(shape?.spec as ScheduleSpec).values(1000)].every((rate) => rate === 0)).toBe(true);
  });

  test('refuses a spec that is wrong', () => {
    expect(() => shapeOf({ ...warm, decay_steps: -1 })).toThrow(RangeError);
  });
});
