import { type Needed, type Optional, readOptions } from '../option-types.js';
import type { OptionTable } from '../options.js';
import { type Axis, rateAxis, stepAxis } from './axis.js';
import { type Mark, marksOf, type Panel, plotTable, type SampledPanel, samplePanels, unitNames } from './panel.js';
import { area, drawing, type Frame, inColour, letterOf } from './text-curves.js';
import { cut, oneLine, widthOf, wrap } from './text-width.js';

const table = {
  ...plotTable,
  /** Columns of the terminal, of which no line takes more: 20 to 1000. Default 80. */
  width: { is: 'number', whole: true, atLeast: 1, default: 80 },
  /** Lines that the curves of a panel take, without the axis below: 2 to 200. Default 16. */
  height: { is: 'number', whole: true, atLeast: 1, default: 16 },
  /** Whether to colour the curves by ANSI codes. Default false: then letters on the curves tell them apart. */
  colour: { is: 'flag', default: false },
  /** What to draw with; `'blocks'` fills the area below a curve that has a panel of its own. Default `'braille'`. */
  characters: { is: 'choice', of: ['braille', 'blocks', 'ascii'], default: 'braille' },
} as const satisfies OptionTable;

export interface PlotTextOptions extends Needed<typeof table>, Optional<typeof table> {}

/**
 * Curves as text for a terminal: panels one below the other, with rates at the left, steps at the bottom, a legend of
 * panels that have several curves, and the marks.
 *
 * The result is without a line break at its end, and always the same for the same schedules and options.
 *
 * ```ts
 * const schedule = new CosineDecay({ initialLearningRate: 0, decaySteps: 900, warmupTarget: 0.1, warmupSteps: 100 });
 * const panel = { title: 'learning rate', curves: [{ name: 'cosine', schedule }] };
 * console.log(plotText([panel], { steps: 1000 }));
 * ```
 *
 * @throws {TypeError} for panels that are none, an option that is missing, unknown or of the wrong kind, and a unit that
 * `clock` does not know the length of.
 * @throws {RangeError} unless `steps`, `width` and `height` are whole numbers ≥ 1 and `start` is one ≥ 0.
 */
export function plotText(panels: readonly Panel[], options: PlotTextOptions): string {
  const read = readOptions('plotText', table, options);
  const width = Math.min(Math.max(read.width, 20), 1000);
  const height = Math.min(Math.max(read.height, 2), 200);
  const sampled = samplePanels('plotText', panels, read, 2 * width);
  const axes = sampled.map(({ curves }) => rateAxis(curves, read.log, Math.max(3, Math.round(height / 2))));
  const labelWidth = Math.max(...axes.flatMap(({ ticks }) => ticks.map(({ label }) => label.length)));
  const { characters, colour } = read;
  const frame: Frame = { width: width - labelWidth - 2, height, characters, colour };
  const steps = stepAxis(read, Math.max(3, Math.floor(frame.width / 9)));
  const columnOf = (step: number) => Math.min(frame.width - 1, Math.floor(steps.position(step) * frame.width));
  const indent = ' '.repeat(labelWidth + 2);

  const lines = sampled.flatMap((panel, i) => [
    ...(panel.title === '' ? [] : [indent + cut(oneLine(panel.title), frame.width)]),
    ...legend(panel, frame).map((line) => indent + line),
    ...panelLines(panel, axes[i] as Axis, steps, labelWidth, frame),
    ' '.repeat(labelWidth + 1) + axisLine(steps, columnOf, frame),
  ]);
  const unit = unitNames[read.unit];
  lines.push(
    indent + tickLabels(steps, columnOf, frame.width),
    indent + unit.padStart(Math.floor((frame.width + unit.length) / 2)),
    ...markLines(marksOf(read), columnOf, frame.width, indent),
  );
  return lines.map((line) => line.trimEnd()).join('\n');
}

/** The curves of a panel, with the ticks and labels of their rates at the left. */
function panelLines(panel: SampledPanel, axis: Axis, steps: Axis, labelWidth: number, frame: Frame): string[] {
  const { characters } = frame;
  const isArea = characters === 'blocks' && panel.curves.length === 1 && !panel.curves[0]?.isDots;
  const rows = isArea ? area(panel, axis, steps, frame) : drawing(panel, axis, steps, frame);
  const dots = (isArea ? 8 : characters === 'braille' ? 4 : 1) * frame.height;
  const labels = new Map<number, string>();
  for (const { value, label } of axis.ticks) {
    const row = Math.floor((Math.round((1 - axis.position(value)) * (dots - 1)) / dots) * frame.height);
    if (!labels.has(row)) labels.set(row, label);
  }
  const [edge, tick] = characters === 'ascii' ? '|+' : '│┤';
  return rows.map((text, row) => {
    const label = labels.get(row);
    return `${(label ?? '').padStart(labelWidth)} ${label === undefined ? edge : tick}${text}`;
  });
}

/** The names of several curves, and what they are drawn with. */
function legend({ curves }: SampledPanel, { width, characters, colour }: Frame): string[] {
  if (curves.length === 1) return [];
  const lines: { text: string; length: number }[] = [];
  for (const [curve, { name }] of curves.entries()) {
    const sign = colour && characters === 'braille' ? '━━' : letterOf(curve);
    const shown = cut(oneLine(name), width - sign.length - 1);
    const text = `${colour ? inColour(sign, curve) : sign} ${shown}`;
    const length = sign.length + 1 + widthOf(shown);
    const last = lines.at(-1);
    if (last && last.length + 3 + length <= width) {
      last.text += `   ${text}`;
      last.length += 3 + length;
    } else lines.push({ text, length });
  }
  return lines.map(({ text }) => text);
}

function axisLine({ ticks }: Axis, columnOf: (step: number) => number, { width, characters }: Frame): string {
  const [corner, line, tick] = characters === 'ascii' ? '+-+' : '└─┬';
  const columns = new Set(ticks.map(({ value }) => columnOf(value)));
  return corner + Array.from({ length: width }, (_, column) => (columns.has(column) ? tick : line)).join('');
}

/** The labels of the steps, each below its tick as far as there is room. */
function tickLabels({ ticks }: Axis, columnOf: (step: number) => number, width: number): string {
  let line = '';
  for (const { value, label } of ticks) {
    const wanted = columnOf(value) - Math.floor((label.length - 1) / 2);
    const first = Math.max(0, Math.min(wanted, width - label.length));
    if (line === '' || first > line.length) line = cut(line.padEnd(first) + label, width);
  }
  return line;
}

/** The numbers of the marks below their steps, and what they say. */
function markLines(
  marks: readonly Mark[],
  columnOf: (step: number) => number,
  width: number,
  indent: string,
): string[] {
  if (marks.length === 0) return [];
  let carets = '';
  for (const [i, { step }] of marks.entries()) {
    const number = String(i + 1);
    const column = columnOf(step);
    const isAtEnd = column + 1 + number.length > width;
    const first = isAtEnd ? column - number.length : column;
    if (first >= carets.length) carets = carets.padEnd(first) + (isAtEnd ? `${number}^` : `^${number}`);
    else if (carets.length + 1 + number.length <= width) carets += `,${number}`;
  }
  const numberWidth = String(marks.length).length;
  const labels = marks.flatMap(({ label }, i) =>
    wrap(oneLine(label), indent.length + width - numberWidth - 2).map(
      (line, k) => `${(k === 0 ? String(i + 1) : '').padStart(numberWidth)}  ${line}`,
    ),
  );
  return [indent + carets, ...labels];
}
