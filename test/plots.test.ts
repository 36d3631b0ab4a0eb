import { readFileSync } from 'node:fs';
import {
  Clamp,
  Constant,
  CosineRamp,
  Cycles,
  ExponentialRamp,
  LinearRamp,
  LogarithmicRamp,
  Loop,
  Maximum,
  Minimum,
  PingPong,
  PolynomialRamp,
  Power,
  Product,
  Scale,
  Sequence,
  Shift,
  Staircase,
  Stretch,
  Sum,
  TanhRamp,
  withWarmup,
} from 'lr-schedules';
import { expect, test } from 'vitest';

const decay = new CosineRamp({ from: 1, to: 0, steps: 20 });
const climb = new LinearRamp({ from: 0, to: 1, steps: 20 });

/** The schedule that the plot in each block's docstring shows, over 40 steps. */
const plotted = {
  clamp: new Clamp({ schedule: decay, from: 4, to: 12 }),
  constant: new Constant({ value: 1 }),
  'cosine-ramp': new CosineRamp({ from: 1, to: 0, steps: 30 }),
  cycles: new Cycles({ schedule: decay, firstSteps: 20, lengthMultiplier: 0.5, heightMultiplier: 0.7, limit: 3 }),
  'exponential-ramp': new ExponentialRamp({ from: 1, to: 0, steps: 30 }),
  'linear-ramp': new LinearRamp({ from: 0, to: 1, steps: 30 }),
  'logarithmic-ramp': new LogarithmicRamp({ from: 0, to: 1, steps: 30, base: 31 }),
  loop: new Loop({ schedule: decay, steps: 20 }),
  maximum: new Maximum({ schedules: [climb, 0.5] }),
  minimum: new Minimum({ schedules: [climb, 0.5] }),
  'ping-pong': new PingPong({ schedule: decay, steps: 20 }),
  'polynomial-ramp': new PolynomialRamp({ from: 1, to: 0, steps: 30, power: 2 }),
  power: new Power({ factor: 1, power: -0.5 }),
  product: new Product({ schedules: [climb, new PolynomialRamp({ from: 1, to: 0, steps: 40 })] }),
  scale: new Scale({ schedule: decay, factor: 0.5 }),
  sequence: new Sequence({ schedules: [new LinearRamp({ from: 0, to: 1, steps: 10 }), decay], boundaries: [10] }),
  shift: new Shift({ schedule: decay, offset: 10 }),
  staircase: new Staircase({ schedule: decay, steps: 5 }),
  stretch: new Stretch({ schedule: decay, scheduleSteps: 20, steps: 40 }),
  sum: new Sum({ schedules: [decay, 0.25] }),
  'tanh-ramp': new TanhRamp({ from: 1, to: 0, steps: 30 }),
  'with-warmup': withWarmup(decay, { steps: 8 }),
};

/** One character a step, from an empty cell for 0 to a full one for 1. */
const plot = (rates: Float64Array) => [...rates].map((rate) => ' ▁▂▃▄▅▆▇█'[Math.round(Math.min(rate, 1) * 8)]).join('');

test.each(Object.entries(plotted))('the plot in the docstring of %s is its curve', (file, schedule) => {
  const source = readFileSync(new URL(`../src/schedules/blocks/${file}.ts`, import.meta.url), 'utf8');
  expect(source).toContain(` * \`|${plot(schedule.values(40))}|\`\n`);
});
