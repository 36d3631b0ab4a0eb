import type { Axis } from './axis.js';
import { Canvas } from './canvas.js';
import type { SampledPanel } from './panel.js';
import type { Curve } from './sample-curve.js';

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** ANSI codes of the curves: cyan, yellow, magenta, green, blue, red. */
const COLOURS = [36, 33, 35, 32, 34, 31];
/** Cells of an area, from empty to full. */
const EIGHTHS = ' ▁▂▃▄▅▆▇█';

export const letterOf = (curve: number) => LETTERS[curve % LETTERS.length] as string;
export const inColour = (text: string, curve: number) => `\u001b[${COLOURS[curve % COLOURS.length]}m${text}\u001b[39m`;

/** The cells that the curves of a panel are drawn on. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly characters: 'braille' | 'blocks' | 'ascii';
  readonly colour: boolean;
}

/** Curves as lines of dots, or of letters. */
export function drawing(
  { curves }: SampledPanel,
  axis: Axis,
  steps: Axis,
  { width, height, characters, colour }: Frame,
): string[] {
  const canvas = new Canvas(width, height, characters === 'braille');
  for (const [curve, { steps: places, rates, isDots }] of curves.entries()) {
    const points: number[] = [];
    for (const [i, rate] of rates.entries()) {
      const fromTop = 1 - axis.position(rate);
      points.push(
        Math.floor(steps.position(places[i] as number) * canvas.columns),
        // What a logarithm leaves out is below the last row.
        fromTop > 1 ? canvas.rows : Math.round(fromTop * (canvas.rows - 1)),
      );
    }
    if (isDots) canvas.dot(points, curve);
    else canvas.draw(points, curve);
  }
  const isLettered = curves.length > 1 && !(colour && canvas.fine);
  const every = Math.min(width, Math.max(24, 3 * curves.length));
  if (isLettered) {
    for (const curve of curves.keys()) {
      canvas.label(curve, letterOf(curve), Math.floor(((curve + 0.5) * every) / curves.length), every);
    }
  }
  const characterOf = (curve: number) => (isLettered ? letterOf(curve) : '*');
  return Array.from({ length: height }, (_, row) =>
    canvas
      .row(row, characterOf)
      .map(({ text, owner }) => (colour && owner >= 0 ? inColour(text, owner) : text))
      .join(''),
  );
}

/** A curve as the area below it. */
export function area(
  { curves: [curve] }: SampledPanel,
  axis: Axis,
  steps: Axis,
  { width, height, colour }: Frame,
): string[] {
  const tops = new Array<number>(width).fill(0);
  const { steps: places, rates } = curve as Curve;
  for (const [i, rate] of rates.entries()) {
    const top = Math.round(axis.position(rate) * height * 8);
    const columnOf = (step: number) => Math.floor(steps.position(step) * width);
    const first = columnOf(places[i] as number);
    const next = i + 1 < places.length ? columnOf(places[i + 1] as number) : width;
    for (let column = first; column < Math.max(first + 1, next); column++) {
      if (top > (tops[column] as number)) tops[column] = top;
    }
  }
  return Array.from({ length: height }, (_, row) => {
    const filled = tops.map((top) => EIGHTHS[Math.min(8, Math.max(0, top - (height - 1 - row) * 8))]).join('');
    return colour && filled.trim() !== '' ? inColour(filled.trimEnd(), 0) : filled;
  });
}
