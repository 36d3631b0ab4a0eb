import * as tf from '@tensorflow/tfjs';
import { scheduleClasses } from 'lr-schedules';
import { beforeAll, describe, expect, test } from 'vitest';
import { caseClasses, errorsByClass, failuresOf, type Outcome, runTensorCases } from './tensor-cases.js';
import { useWasm } from './tfjs/training.js';

test('the table has every class', () => {
  expect(caseClasses.toSorted()).toEqual(scheduleClasses.map(({ className }) => className).toSorted());
});

describe.each(['cpu', 'wasm'])('tensors on %s', (backend) => {
  let outcomes: Outcome[];
  beforeAll(async () => {
    if (backend === 'wasm') await useWasm();
    else await tf.setBackend(backend);
    expect(tf.getBackend()).toBe(backend);
    outcomes = await runTensorCases(tf);
    console.log(`largest errors on ${backend}: ${JSON.stringify(errorsByClass(outcomes))}`);
  });

  test.each(caseClasses)('%s', (name) => {
    expect(failuresOf(outcomes, name)).toEqual([]);
  });
});
