import { Constant, CosineDecay, deserialize, originOf } from 'lr-schedules';
import { findSchedule } from 'lr-schedules/recipe';
import { chainedScheduler, constantLR, cosineAnnealingLR, multiStepLR, oneCycleLR } from 'lr-schedules/torch';
import { getScheduler } from 'lr-schedules/transformers';
import { expect, test } from 'vitest';

test('a schedule of a class has none, nor one that was loaded', () => {
  expect(originOf(new CosineDecay({ initialLearningRate: 1, decaySteps: 10 }))).toBeUndefined();
  const schedule = cosineAnnealingLR({ baseLr: 0.1, tMax: 10 });
  expect(deserialize(JSON.parse(JSON.stringify(schedule)))).not.toBe(schedule);
  expect(originOf(deserialize(JSON.parse(JSON.stringify(schedule))))).toBeUndefined();
});

test('is what was called, whatever becomes of the options afterwards', () => {
  const milestones = [10, 20];
  const options = { baseLr: 0.1, milestones };
  const schedule = multiStepLR(options);
  milestones.push(30);
  options.baseLr = 7;
  const origin = originOf(schedule);
  expect(origin).toEqual({
    framework: 'torch',
    name: 'MultiStepLR',
    options: { baseLr: 0.1, milestones: [10, 20] },
  });
  expect(Object.isFrozen(origin?.options) && Object.isFrozen(origin?.options['milestones'])).toBe(true);
});

test('has the options of a type of transformers beside the common ones', () => {
  const kwargs = { min_lr: 0.01 };
  const origin = originOf(
    getScheduler('cosine_with_min_lr', {
      baseLr: 0.1,
      numWarmupSteps: 0,
      numTrainingSteps: 100,
      schedulerSpecificKwargs: kwargs,
    }),
  );
  expect(origin).toMatchObject({
    framework: 'transformers',
    name: 'cosine_with_min_lr',
    options: { baseLr: 0.1, numWarmupSteps: 0, numTrainingSteps: 100, minLr: 0.01 },
  });
});

test('a chain that is nothing but one of its schedules leaves that its own', () => {
  const options = { maxLr: 0.1, totalSteps: 100 };
  const oneCycle = oneCycleLR(options);
  const schedulers = [constantLR({ baseLr: 0.1 }), oneCycle];
  for (const chain of [[oneCycle], schedulers]) {
    expect(originOf(chainedScheduler({ baseLr: 0.1, schedulers: chain }))?.name).toBe('OneCycleLR');
  }
  const chain = chainedScheduler({ baseLr: 0.1, schedulers: [...schedulers, constantLR({ baseLr: 0.1 })] });
  expect(originOf(chain)?.name).toBe('ChainedScheduler');
  expect(originOf(oneCycle)).toEqual({ framework: 'torch', name: 'OneCycleLR', options });
});

test('the schedule it tells of is a schedule, and is not changed by being told of', () => {
  const schedule = findSchedule('optax.constant_schedule').build({ value: 0.1 });
  expect(originOf(schedule)).toEqual({ framework: 'optax', name: 'constant_schedule', options: { value: 0.1 } });
  expect(JSON.stringify(schedule)).toBe(JSON.stringify(new Constant({ value: 0.1 })));
});
