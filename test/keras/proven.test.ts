import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { ACTIVATIONS } from '../../src/keras/activations.js';
import { LOSSES } from '../../src/keras/losses.js';
import { INNER, LAYERS } from '../../src/keras/proven.js';
import { follow, models, readProof } from './proof.js';
import { provenTable } from './proven-table.js';
import { seenIn } from './seen.js';

afterEach(() => {
  tf.disposeVariables();
});

/** What the table does not have: these have to be refused, and by their names. */
const refused = (error: unknown) =>
  error instanceof TypeError && /not known to go on as in Keras|pass options\.warnings/.test(error.message);

const CLOSE = 2e-5;
const outcomes = new Map<string, 'equal' | 'refused'>();

/** With PROOF=all in the environment every model; else of each case one, of the one Keras and of the other by turns. */
const cases = [...new Set(models.map((model) => model.case))];
const chosen =
  process.env['PROOF'] === 'all'
    ? models
    : cases.map((name, i) => {
        const own = models.filter((model) => model.case === name);
        return own[i % own.length] as (typeof models)[number];
      });

afterAll(() => {
  if (chosen !== models) return;
  const count = (outcome: string) => [...outcomes.values()].filter((one) => one === outcome).length;
  console.log(`${chosen.length} models: ${count('equal')} equal, ${count('refused')} refused`);
});

describe('goes on as in Keras, or is refused', () => {
  test.each(chosen)('$file', async (model) => {
    const bytes = readProof(model.file);
    try {
      const { losses, metrics, weights, prediction } = await follow(model, bytes);
      expect(losses).toBeLessThan(CLOSE);
      expect(weights).toBeLessThan(CLOSE);
      expect(metrics).toBeLessThan(CLOSE);
      expect(prediction).toBeLessThan(10 * CLOSE);
      outcomes.set(model.file, 'equal');
    } catch (error) {
      if (!refused(error)) throw error;
      outcomes.set(model.file, 'refused');
    }
  });
});

describe('the table', () => {
  test('holds nothing that no model has trained', () => {
    const equalCases = chosen.filter(({ file }) => outcomes.get(file) === 'equal').map((model) => model.case);
    const equal = models.filter((model) => equalCases.includes(model.case));
    const seen = seenIn(equal.map(({ file }) => readProof(file)));
    const unseen: string[] = [];
    for (const [className, { settings, random }] of Object.entries(LAYERS)) {
      if (!seen.has(className)) unseen.push(className);
      if (random) continue;
      for (const [key, values] of Object.entries(settings)) {
        if (typeof values === 'string') continue;
        for (const value of values)
          if (!seen.has(`${className}.${key}=${value}`)) unseen.push(`${className}.${key}=${value}`);
      }
    }
    for (const [className, inner] of Object.entries(INNER))
      for (const name of inner) if (!seen.has(`${className}.layer=${name}`)) unseen.push(`${className}.layer=${name}`);
    for (const name of Object.keys(ACTIVATIONS)) if (!seen.has(`activation=${name}`)) unseen.push(`activation=${name}`);
    for (const name of Object.keys(LOSSES)) if (!seen.has(`loss=${name}`)) unseen.push(`loss=${name}`);
    expect(unseen).toEqual([]);
  });

  test('is the one in docs/keras.md', () => {
    const docs = readFileSync(new URL('../../docs/keras.md', import.meta.url), 'utf8');
    expect(docs).toContain(provenTable());
  });
});
