import { CosineDecayRestarts, CosineRamp, ExponentialDecay, PiecewiseConstantDecay, withWarmup } from 'lr-schedules';
import { toLatex } from 'lr-schedules/codegen';
import { expect, test } from 'vitest';
import { cases } from '../interop/cases.js';

test('an exponential', () => {
  const schedule = new ExponentialDecay({
    initialLearningRate: 0.1,
    decaySteps: 1000,
    decayRate: 0.5,
    staircase: true,
  });
  expect(toLatex(schedule)).toBe(String.raw`\begin{aligned}
\eta(t) &= \eta_0 \cdot \gamma^{\left\lfloor \frac{t}{T} \right\rfloor} \\
\eta_0 &= 0.1, \quad T = 1000, \quad \gamma = 0.5
\end{aligned}`);
});

test('cases', () => {
  const schedule = withWarmup(new CosineRamp({ from: 0.1, to: 0, steps: 900 }), { steps: 100 });
  const latex = toLatex(schedule);
  expect(latex).toContain(String.raw`\begin{cases} \eta_{\mathrm{to}} \cdot \frac{t}{T} & \text{if } t < 100 \\`);
  expect(latex).toContain(String.raw`& \text{otherwise} \end{cases}`);
  const pieces = new PiecewiseConstantDecay({ boundaries: [100], values: [1, 1e-7] });
  expect(toLatex(pieces)).toContain(String.raw`1 & \text{if } t \le 100 \\ 10^{-7} & \text{otherwise}`);
});

test('restarts', () => {
  const latex = toLatex(new CosineDecayRestarts({ initialLearningRate: 0.1, firstDecaySteps: 100 }));
  expect(latex).toContain(
    String.raw`k &= \left\lfloor \log_{m}\left(1 + \left(m - 1\right) \cdot \frac{t}{T_0}\right) \right\rfloor`,
  );
});

test.each(cases.map(({ name, schedule }) => [name, schedule] as const))('%s is balanced', (_, schedule) => {
  const latex = toLatex(schedule);
  for (const [open, close] of [
    ['{', '}'],
    ['\\left', '\\right'],
    ['\\begin', '\\end'],
  ] as const) {
    expect(latex.split(open).length, latex).toBe(
      latex.split(close).length + (open === '\\left' ? latex.split('\\leftarrow').length - 1 : 0),
    );
  }
  expect(latex).not.toMatch(/undefined|NaN|\[object/);
});
