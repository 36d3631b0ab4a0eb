import { trainingClock } from 'lr-schedules';
import { scheduleFrom } from 'lr-schedules/recipe';
import { describe, expect, test } from 'vitest';
import { type Translation, translations } from '../../playground/src/state/families.js';
import type { NamedSpec } from '../../playground/src/state/spec.js';

const TOTAL = 10_000;
const clock = trainingClock({ totalSteps: TOTAL });

/** A spec of each family, with what the others make of it. */
const originals: readonly (readonly [name: string, spec: NamedSpec, frameworks: readonly string[]])[] = [
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
    ['model-garden', 'optax', 'torch', 'timm', 'transformers', 'blocks'],
  ],
  [
    'cosine that starts above 0',
    { type: 'CosineDecay', initial_learning_rate: 0.02, warmup_target: 0.1, warmup_steps: 500, decay_steps: 9500 },
    // Transformers climbs from 0 alone.
    ['model-garden', 'optax', 'torch', 'timm', 'blocks'],
  ],
  [
    'cosine without warmup',
    { type: 'torch.CosineAnnealingLR', base_lr: 0.1, T_max: '100%', eta_min: 0.001 },
    ['keras', 'model-garden', 'optax', 'timm', 'transformers', 'blocks'],
  ],
  [
    'linear decay with warmup',
    { type: 'transformers.linear', base_lr: 0.001, num_warmup_steps: '3%', num_training_steps: '100%' },
    ['model-garden', 'optax', 'torch', 'blocks'],
  ],
  [
    'linear decay to a floor',
    { type: 'optax.linear_schedule', init_value: 0.1, end_value: 0.01, transition_steps: 8000 },
    ['model-garden', 'torch', 'transformers', 'blocks'],
  ],
  ['step decay', { type: 'torch.StepLR', base_lr: 0.1, step_size: 3000, gamma: 0.1 }, ['keras', 'optax', 'timm']],
  [
    'exponential decay',
    { type: 'ExponentialDecay', initial_learning_rate: 0.1, decay_steps: 4000, decay_rate: 0.5 },
    ['optax', 'torch'],
  ],
  [
    'polynomial decay',
    { type: 'PolynomialDecay', initial_learning_rate: 0.1, decay_steps: '90%', end_learning_rate: 0, power: 2 },
    ['optax', 'torch', 'timm', 'transformers', 'blocks'],
  ],
  ['one cycle', { type: 'torch.OneCycleLR', max_lr: 0.1, total_steps: '100%', pct_start: 0.25 }, ['optax']],
  [
    'constant with warmup',
    { type: 'optax.warmup_constant_schedule', init_value: 0, peak_value: 0.1, warmup_steps: '10%' },
    ['model-garden', 'torch', 'transformers', 'blocks'],
  ],
  [
    'warmup, stable, decay',
    { type: 'warmupStableDecay', peak: 0.1, warmup_steps: '5%', stable_steps: '75%', decay_steps: '20%' },
    ['optax', 'torch', 'timm', 'transformers'],
  ],
  [
    'warmup, stable, a root',
    {
      type: 'warmupStableDecay',
      peak: 0.1,
      warmup_steps: 500,
      stable_steps: 7500,
      decay_steps: 2000,
      decay_shape: 'one-minus-sqrt',
    },
    // The others have no such fall.
    ['timm', 'transformers'],
  ],
];

/** How far apart two curves are in the run, where each may be one step ahead of the other. */
function distance(a: NamedSpec, b: NamedSpec): number {
  const [f, g] = [scheduleFrom(a, { clock }), scheduleFrom(b, { clock })];
  let largest = 0;
  // The last step is where frameworks part: some rise again, some hold.
  for (let step = 1; step < TOTAL - 1; step++) {
    const around = [step - 1, step, step + 1].map((near) => g(near));
    const [low, high] = [Math.min(...around), Math.max(...around)];
    largest = Math.max(largest, low - f(step), f(step) - high);
  }
  return largest;
}

describe.each(originals)('%s', (_, spec, frameworks) => {
  const found = translations(spec, clock);

  test('is had by the frameworks that have it', () => {
    expect(found.map(({ framework }) => framework)).toEqual(frameworks);
  });

  test('is the same everywhere, but for a step', () => {
    const apart = found.map(({ framework, spec: other }) => [framework, distance(spec, other) < 1e-6 * 0.1 + 1e-9]);
    expect(apart).toEqual(frameworks.map((framework) => [framework, true]));
  });

  test('is recognised in each of them, and leads back', () => {
    for (const { spec: other } of found) {
      const back = translations(other, clock);
      const others = found
        .filter(({ spec: third }) => third !== other)
        .map((translation: Translation) => translation.framework);
      expect(back.map(({ framework }) => framework)).toEqual(expect.arrayContaining(others));
      for (const { spec: third } of back) expect(distance(spec, third)).toBeLessThan(2e-7);
    }
  });
});

test('units stay where both times have the same', () => {
  const [, torch] = translations(originals[3]?.[1], clock).filter(({ framework }) => framework !== 'optax');
  expect(torch?.spec).toMatchObject({
    milestones: ['3%'],
    schedulers: [{ total_iters: '3%' }, { total_iters: '97%' }],
  });
});

test('what is of no family has no translation', () => {
  expect(translations(0.1, clock)).toEqual([]);
  expect(
    translations({ type: 'CosineDecayRestarts', initial_learning_rate: 0.1, first_decay_steps: 10 }, clock),
  ).toEqual([]);
  // A type of a family, used otherwise.
  expect(translations({ type: 'torch.SequentialLR', schedulers: [0.1, 0.01], milestones: [10] }, clock)).toEqual([]);
  expect(translations({ type: 'torch.OneCycleLR', max_lr: 1, total_steps: 100, three_phase: true }, clock)).toEqual([]);
  expect(translations({ type: 'CosineDecay', initial_learning_rate: 0.1 }, clock)).toEqual([]);
});
