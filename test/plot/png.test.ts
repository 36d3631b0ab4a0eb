import { createRequire } from 'node:module';
import { CosineDecay } from 'lr-schedules';
import { plotSvg } from 'lr-schedules/plot';
import { expect, test } from 'vitest';
import { toPng } from '../../src/cli/png.js';

// The one that toPng takes, whose module has a copy of it besides.
const { Resvg }: typeof import('@resvg/resvg-wasm') = createRequire(import.meta.url)('@resvg/resvg-wasm');
const schedule = new CosineDecay({ initialLearningRate: 0.1, decaySteps: 1000 });
const svg = plotSvg([{ title: 'learning rate', curves: [{ name: 'cosine', schedule }] }], { steps: 1000 });

/** Width and height, in the header of a PNG. */
const sizeOf = (png: Uint8Array) => {
  const view = new DataView(png.buffer, png.byteOffset);
  return [view.getUint32(16), view.getUint32(20)];
};

test('a PNG is one, of the size asked for', async () => {
  const png = await toPng(svg);
  expect(Array.from(png.subarray(0, 8))).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  expect(sizeOf(png)).toEqual([1600, 800]);
  expect(sizeOf(await toPng(svg, 1))).toEqual([800, 400]);
  expect(sizeOf(await toPng(svg, 0.5))).toEqual([400, 200]);
});

test('labels are drawn, also on a machine without fonts', async () => {
  const withoutText = svg.replace(/<text.*?<\/text>/g, '');
  expect(await toPng(svg)).not.toEqual(await toPng(withoutText));
  const withoutFont = new Resvg(svg, { fitTo: { mode: 'zoom', value: 2 } }).render().asPng();
  expect(withoutFont).toEqual(await toPng(withoutText));
});

test('pictures made at the same time are those made one after the other', async () => {
  const [first, second] = await Promise.all([toPng(svg, 1), toPng(svg, 1)]);
  expect(first).toEqual(second);
});

test('what is no SVG is refused', async () => {
  await expect(toPng('learning rate')).rejects.toThrow();
});
