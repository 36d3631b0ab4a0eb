import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { catalog, scheduleFrom, specOf } from 'lr-schedules/recipe';
import { describe, expect, test } from 'vitest';
import { rows, sane, schedulesOf } from '../schedule-table.js';

// What the package ships; the tests' setup builds it.
const schema = JSON.parse(readFileSync(new URL('../../dist/recipe.schema.json', import.meta.url), 'utf8'));
// Two properties named `T_max` and `^tMax$` say the same of one option; ajv's strict mode would not have it.
const validate = new Ajv({
  strict: true,
  allowMatchingProperties: true,
  strictTypes: false,
  strictRequired: false,
}).compile(schema);

const isValid = (learning_rate: unknown, run?: object) => validate({ learning_rate, ...(run ? { run } : {}) });

describe('the JSON Schema of recipes', () => {
  test('describes every schedule and every option', () => {
    expect(Object.keys(schema.definitions)).toEqual(['time', 'run', 'schedule', ...catalog.map(({ name }) => name)]);
    for (const { name, options } of catalog) {
      const { description, properties } = schema.definitions[name];
      expect(description, name).toMatch(/\w+.*\.$/);
      expect(Object.keys(properties)).toEqual(['type', ...options.map(({ pythonName }) => pythonName)]);
      for (const { pythonName } of options)
        expect(properties[pythonName].description, `${name}.${pythonName}`).toMatch(/\w\w/);
    }
  });

  test.each(rows.map((row) => [row.type.className, row] as const))('takes %s as specOf writes it', (_name, row) => {
    fc.assert(
      fc.property(schedulesOf(row, sane), (schedule) => {
        expect(isValid(specOf(schedule)), JSON.stringify(validate.errors)).toBe(true);
      }),
      { numRuns: 10 },
    );
  });

  const cosine = { type: 'CosineDecay', initial_learning_rate: 0.1, decay_steps: 100 };

  test.each([
    [0.1],
    [cosine],
    [{ ...cosine, decay_steps: '90%' }],
    [{ type: 'CosineDecay', initialLearningRate: 0.1, decaySteps: '10ep' }],
    [{ type: 'torch.CosineAnnealingLR', base_lr: 0.1, T_max: '100%' }],
    [{ type: 'torch.cosineAnnealingLR', baseLr: 0.1, tMax: 5 }],
    [{ type: 'Sequence', schedules: [0.1, cosine], boundaries: ['1ep'] }],
    [{ type: 'withWarmup', schedule: cosine, steps: '5%' }],
    [{ type: 'transformers.cosine', base_lr: 0.1, num_warmup_steps: 0, num_training_steps: '100%' }],
  ])('takes %j', (spec) => {
    expect(isValid(spec, { examples: 100, batchSize: 10, epochs: 20 }), JSON.stringify(validate.errors)).toBe(true);
    const clock = { steps: () => 50 } as never;
    expect(() => scheduleFrom(spec, { clock })).not.toThrow();
  });

  test.each([
    ['fast'],
    [null],
    [{ initial_learning_rate: 0.1, decay_steps: 100 }],
    [{ ...cosine, type: 'CosineDekay' }],
    [{ ...cosine, decay_step: 1 }],
    [{ ...cosine, decay_steps: 'soon' }],
    [{ ...cosine, decay_steps: 0 }],
    [{ ...cosine, warmup_steps: -1 }],
    [{ type: 'CosineDecay', initial_learning_rate: 0.1 }],
    [{ type: 'torch.CosineAnnealingLR', base_lr: 0.1, T_max: 0 }],
    [{ type: 'torch.OneCycleLR', max_lr: 0.1, total_steps: 10, anneal_strategy: 'sin' }],
    [{ type: 'Sequence', schedules: [0.1, { type: 'CosineDecay' }], boundaries: [1] }],
    [{ type: 'Sequence', schedules: [], boundaries: [] }],
  ])('refuses %j, as the library does', (spec) => {
    expect(isValid(spec)).toBe(false);
    expect(() => scheduleFrom(spec)).toThrow();
  });

  test('refuses other keys and a run that is none', () => {
    expect(validate({ lerning_rate: 1 })).toBe(false);
    expect(validate({ run: { epochs: 3 } })).toBe(false);
    expect(isValid(1, { epochs: -1 })).toBe(false);
    expect(isValid(1, { epoch: 1 })).toBe(false);
    expect(validate({ hyper_parameters: { momentum: 0.9 } })).toBe(true);
  });
});
