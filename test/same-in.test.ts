import { CosineDecay, trainingClock } from 'lr-schedules';
import { joinSchedules, linearSchedule } from 'lr-schedules/optax';
import { catalog, type Same, type ScheduleSpec, sameIn, sameInFrameworks, scheduleFrom } from 'lr-schedules/recipe';
import { cosineAnnealingLR } from 'lr-schedules/torch';
import { describe, expect, test } from 'vitest';

const TOTAL = 1000;
const clock = trainingClock({ totalSteps: TOTAL });
const all = (spec: ScheduleSpec): readonly (Same & { readonly framework: string })[] =>
  sameInFrameworks.flatMap((framework) => {
    const same = sameIn(spec, framework, { clock });
    return same ? [{ framework, ...same }] : [];
  });

/** A spec of each family, and who has it. */
const originals: readonly (readonly [name: string, spec: ScheduleSpec, frameworks: string])[] = [
  [
    'cosine with warmup',
    {
      type: 'CosineDecay',
      initial_learning_rate: 0,
      warmup_target: 0.1,
      warmup_steps: '5%',
      decay_steps: '95%',
      alpha: 0.1,
    },
    'keras model-garden optax torch timm transformers paddle mlx blocks',
  ],
  [
    'cosine that starts above 0',
    { type: 'CosineDecay', initial_learning_rate: 0.02, warmup_target: 0.1, warmup_steps: 50, decay_steps: 950 },
    // Transformers climbs from 0 alone.
    'keras model-garden optax torch timm paddle mlx blocks',
  ],
  [
    'cosine without warmup',
    { type: 'torch.CosineAnnealingLR', base_lr: 0.1, T_max: '100%', eta_min: 0.001 },
    'keras model-garden optax torch timm transformers paddle mlx blocks',
  ],
  [
    'linear decay with warmup',
    { type: 'transformers.linear', base_lr: 0.001, num_warmup_steps: '3%', num_training_steps: '100%' },
    'model-garden optax torch timm transformers paddle mlx blocks',
  ],
  [
    'linear decay to a floor',
    { type: 'optax.linear_schedule', init_value: 0.1, end_value: 0.01, transition_steps: 800 },
    'keras model-garden optax torch timm transformers paddle mlx blocks',
  ],
  [
    'step decay',
    { type: 'torch.StepLR', base_lr: 0.1, step_size: 300, gamma: 0.1 },
    'keras model-garden optax torch timm paddle mlx',
  ],
  [
    'exponential decay',
    { type: 'ExponentialDecay', initial_learning_rate: 0.1, decay_steps: 400, decay_rate: 0.5 },
    'keras model-garden optax torch paddle mlx',
  ],
  [
    'polynomial decay',
    { type: 'PolynomialDecay', initial_learning_rate: 0.1, decay_steps: '90%', end_learning_rate: 0, power: 2 },
    'keras model-garden optax torch timm transformers paddle blocks',
  ],
  ['one cycle', { type: 'torch.OneCycleLR', max_lr: 0.1, total_steps: '100%', pct_start: 0.25 }, 'optax torch paddle'],
  [
    'constant with warmup',
    { type: 'optax.warmup_constant_schedule', init_value: 0, peak_value: 0.1, warmup_steps: '10%' },
    'model-garden optax torch transformers paddle mlx blocks',
  ],
  ['constant', 0.1, 'model-garden optax torch transformers blocks'],
  [
    'warmup, stable, decay',
    { type: 'warmupStableDecay', peak: 0.1, warmup_steps: '5%', stable_steps: '75%', decay_steps: '20%' },
    'optax torch timm transformers mlx blocks',
  ],
  [
    'warmup, stable, a root',
    {
      type: 'warmupStableDecay',
      peak: 0.1,
      warmup_steps: 50,
      stable_steps: 750,
      decay_steps: 200,
      decay_shape: 'one-minus-sqrt',
    },
    'timm transformers blocks',
  ],
];

/** How far apart two curves are before the end, of the highest rate, where each may be one step ahead of the other. */
function distance(a: ScheduleSpec, b: ScheduleSpec): number {
  const f = scheduleFrom(a, { clock });
  const [rates, others] = [f.values(TOTAL), scheduleFrom(b, { clock }).values(TOTAL + 1)];
  let largest = 0;
  for (let step = 1; step < Math.min(f.horizon, TOTAL) - 1; step++) {
    const around = others.subarray(step - 1, step + 2);
    const rate = rates[step] as number;
    largest = Math.max(largest, Math.min(...around) - rate, rate - Math.max(...around));
  }
  return largest / Math.max(...rates);
}

describe.each(originals)('%s', (_, spec, frameworks) => {
  const found = all(spec);

  test('is had by the frameworks that have it', () => {
    expect(found.map(({ framework }) => framework).join(' ')).toBe(frameworks);
  });

  test('is of that framework, and draws what it says', () => {
    for (const { framework, spec: other, schedule } of found) {
      const type = typeof other === 'number' ? 'Constant' : other.type;
      expect(catalog.find(({ name }) => name === type)?.framework).toBe(framework);
      expect(scheduleFrom(other, { clock }).values(100)).toEqual(schedule.values(100));
    }
  });

  test('has the same rates at every step, or says where not', () => {
    const rates = scheduleFrom(spec, { clock }).values(TOTAL);
    const peak = Math.max(...rates);
    for (const { spec: other, schedule, apart } of found) {
      const others = schedule.values(TOTAL);
      const gaps = rates.map((rate, step) => Math.abs(rate - (others[step] as number)) / peak);
      const first = gaps.findIndex((gap) => gap > 1e-9);
      if (apart === null) expect(first).toBe(-1);
      else expect([apart.from, gaps[apart.step]]).toEqual([first, apart.by]);
      expect(apart?.by ?? 0).toBe(apart ? Math.max(...gaps) : 0);
      expect(distance(spec, other)).toBeLessThan(2e-6);
    }
  });

  test('is recognised in each of them, and leads back', () => {
    for (const { spec: other } of found) {
      const back = all(other);
      expect(back.map(({ framework }) => framework)).toEqual(
        expect.arrayContaining(found.map(({ framework }) => framework)),
      );
      for (const { spec: third } of back) expect(distance(spec, third)).toBeLessThan(2e-6);
    }
  });
});

test('units stay where both times have the same', () => {
  const spec = { type: 'transformers.linear', base_lr: 0.001, num_warmup_steps: '3%', num_training_steps: '100%' };
  expect(sameIn(spec, 'torch', { clock })?.spec).toMatchObject({
    milestones: ['3%'],
    schedulers: [{ total_iters: '3%' }, { total_iters: '97%' }],
  });
});

test('a schedule is taken as it was made, by a class or by a function', () => {
  const decay = new CosineDecay({ initialLearningRate: 0.1, decaySteps: 1000, alpha: 0.01 });
  expect(sameIn(decay, 'torch')?.spec).toEqual({
    type: 'torch.CosineAnnealingLR',
    base_lr: 0.1,
    T_max: 1000,
    eta_min: 0.001,
  });
  expect(sameIn(cosineAnnealingLR({ baseLr: 0.1, tMax: 1000 }), 'optax')?.spec).toEqual({
    type: 'optax.cosine_decay_schedule',
    init_value: 0.1,
    decay_steps: 1000,
    alpha: 0,
  });
  const climb = linearSchedule({ initValue: 0, endValue: 0.1, transitionSteps: 100 });
  const joined = joinSchedules({
    schedules: [climb, linearSchedule({ initValue: 0.1, endValue: 0, transitionSteps: 900 })],
    boundaries: [100],
  });
  expect(sameIn(joined, 'transformers')?.spec).toEqual({
    type: 'transformers.linear',
    base_lr: 0.1,
    num_warmup_steps: 100,
    num_training_steps: 1000,
  });
});

test('where a framework parts from another, is said', () => {
  const spec = { type: 'torch.CosineAnnealingLR', base_lr: 0.1, T_max: 500 };
  // PyTorch climbs again.
  expect(sameIn(spec, 'optax', { clock })?.apart).toMatchObject({ from: 501, step: 999 });
  expect(sameIn(spec, 'optax')?.apart).toBeNull();
});

test('what is of no family is nowhere else', () => {
  const others: ScheduleSpec[] = [
    { type: 'CosineDecayRestarts', initial_learning_rate: 0.1, first_decay_steps: 10 },
    // A type of a family, used otherwise.
    { type: 'torch.SequentialLR', schedulers: [0.1, 0.01], milestones: [10] },
    { type: 'torch.OneCycleLR', max_lr: 1, total_steps: 100, three_phase: true },
    { type: 'optax.cosine_decay_schedule', init_value: 0.1, decay_steps: 100, exponent: 2 },
  ];
  for (const spec of others) expect(all(spec)).toEqual([]);
});

test('bad input', () => {
  expect(() => sameIn(0.1, 'pytorch')).toThrow(
    new RangeError(
      'sameIn: framework must be one of keras, model-garden, optax, torch, timm, transformers, paddle, mlx, blocks, received pytorch; did you mean torch?',
    ),
  );
  expect(() => sameIn({ type: 'CosineDecay', initial_learning_rate: 0.1 }, 'torch')).toThrow(/decay_steps/);
  expect(() => sameIn({ type: 'nope' }, 'torch')).toThrow(/no schedule is called nope/);
});
