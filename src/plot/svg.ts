import { type Needed, type Optional, type Read, readOptions } from '../option-types.js';
import type { OptionTable } from '../options.js';
import { type Axis, formatRate, rateAxis, stepAxis } from './axis.js';
import { PALETTE, SURFACES } from './palette.js';
import { type Mark, marksOf, type Panel, plotTable, type SampledPanel, samplePanels, unitNames } from './panel.js';
import { BLEED, type Frame, type Point, piecesOf, px, seenOf } from './svg-lines.js';
import { cut, oneLine, widthOf } from './text-width.js';

const table = {
  ...plotTable,
  /** Width of the picture in pixels: 200 to 10,000. Default 800. */
  width: { is: 'number', whole: true, atLeast: 1, default: 800 },
  /** Height of the picture in pixels for each panel: 150 to 10,000, or more if marks leave no room. Default 400. */
  height: { is: 'number', whole: true, atLeast: 1, default: 400 },
  /** Heading of the picture. Default none. */
  title: { is: 'text', default: null },
  /** Whether the background is dark. Default false. */
  dark: { is: 'flag', default: false },
} as const satisfies OptionTable;

export interface PlotSvgOptions extends Needed<typeof table>, Optional<typeof table> {}

type Options = Read<typeof table>;

/** Size of the letters, the width of a digit and of a letter on average, and the height of a line. */
const FONT = 12;
const DIGIT = 7.4;
const LETTER = 6.8;
const LINE = 20;
const PADDING = 16;
/** How wide a dot is. */
const DOT = 4.5;
/** Between the head of a panel and its drawing. */
const GAP = 12;
/** What the number of a mark takes. */
const BADGE = 18;
/** What the colours of the palette are told apart by once all have been used. */
const DASHES = ['', '8 4', '2 4'];

/**
 * Curves as a picture: an SVG document that stands alone, with the axes, a legend of panels that have several curves, and
 * the marks; and with a title and a description for those who do not see it. Always the same for the same schedules and
 * options.
 *
 * ```ts
 * const schedule = new CosineDecay({ initialLearningRate: 0, decaySteps: 900, warmupTarget: 0.1, warmupSteps: 100 });
 * const panel = { title: 'learning rate', curves: [{ name: 'cosine', schedule }] };
 * await writeFile('cosine.svg', plotSvg([panel], { steps: 1000, title: 'Warmup and cosine' }));
 * ```
 *
 * @throws {TypeError} for panels that are none, an option that is missing, unknown or of the wrong kind, and a unit that
 * `clock` does not know the length of.
 * @throws {RangeError} unless `steps`, `width` and `height` are whole numbers ≥ 1 and `start` is one ≥ 0.
 */
export function plotSvg(panels: readonly Panel[], options: PlotSvgOptions): string {
  const read = readOptions('plotSvg', table, options);
  const width = clamp(read.width, 200, 10_000);
  const sampled = samplePanels('plotSvg', panels, read, width);
  const colours = SURFACES[read.dark ? 'dark' : 'light'];
  const marks = marksOf(read);

  // From top to bottom: the heading; of each panel its head and the drawing; the steps; what the marks say.
  const top = PADDING / 2 + (read.title === null ? 0 : 1.5 * LINE);
  const heads = sampled.map((panel) => head(panel, width, read));
  const badges = marks.length > 0 ? LINE : 0;
  const bottom = 2 * LINE + PADDING / 2 + (marks.length > 0 ? marks.length * LINE + GAP / 2 : 0);
  const taken = heads.reduce((sum, { lines }) => sum + lines * LINE + GAP + PADDING / 2, top + badges + bottom);
  const asked = clamp(read.height, 150, 10_000) * sampled.length;
  const drawn = Math.max(2 * LINE, Math.floor((asked - taken) / sampled.length));
  const height = Math.max(asked, taken + drawn * sampled.length);

  const axes = sampled.map(({ curves }) => rateAxis(curves, read.log, clamp(Math.round(drawn / 50), 3, 12)));
  const labelled = Math.max(...axes.flatMap(({ ticks }) => ticks.map(({ label }) => label.length)));
  const left = PADDING + Math.ceil(labelled * DIGIT) + 8;
  const drawnWidth = width - left - 1.5 * PADDING;
  const steps = stepAxis(read, Math.max(3, Math.floor(drawnWidth / 90)));

  const parts = [heading(read.title, width)];
  let y = top;
  for (const [i, panel] of sampled.entries()) {
    const { lines, draw } = heads[i] as Head;
    const [axis, marked] = [axes[i] as Axis, i === 0 ? marks : []];
    const frame: Frame = {
      x: left,
      y: y + lines * LINE + GAP + (i === 0 ? badges : 0),
      width: drawnWidth,
      height: drawn,
    };
    parts.push(
      draw(y),
      grid(axis, steps, frame, colours),
      linesAtMarks(marks, steps, frame, colours),
      curvesIn(panel, axis, steps, frame, read),
      badgesAbove(marked, steps, frame, colours),
    );
    if (i === sampled.length - 1) parts.push(stepLabels(steps, frame, read, colours));
    y = frame.y + drawn + PADDING / 2;
  }
  parts.push(marksInWords(marks, y + 2 * LINE, width, colours));

  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Inter Variable, Inter, system-ui, sans-serif" font-size="${FONT}" fill="${colours.text}" style="font-variant-numeric:tabular-nums">`,
    `<title>${xml(read.title ?? titleOf(sampled))}</title>`,
    `<desc>${xml(sampled.map((panel) => description(panel)).join(' '))}</desc>`,
    `<rect width="${width}" height="${height}" fill="${colours.background}"/>`,
    ...parts.filter((part) => part !== ''),
    '</svg>',
  ].join('\n');
}

function heading(title: string | null, width: number): string {
  if (title === null) return '';
  const shown = cut(oneLine(title), Math.floor((width - 2 * PADDING) / 10));
  return `<text x="${PADDING}" y="${PADDING + 14}" font-size="17" font-weight="600">${xml(shown)}</text>`;
}

type Colours = (typeof SURFACES)['light' | 'dark'];

/** The title of a panel and the legend, in so many lines; drawn from a height on. */
interface Head {
  readonly lines: number;
  draw(y: number): string;
}

function head({ title, curves }: SampledPanel, width: number, options: Options): Head {
  const room = width - 2 * PADDING;
  const shown = cut(oneLine(title), Math.floor(room / LETTER));
  const items: ((y: number) => string)[] = [];
  let line = 0;
  let x = PADDING;
  if (shown !== '') {
    items.push((y) => `<text x="${PADDING}" y="${y + 15}" font-weight="600">${xml(shown)}</text>`);
    x += widthOf(shown) * LETTER + 20;
  }
  for (const { name, colour, isDots } of curves.length > 1 ? curves : []) {
    const text = cut(oneLine(name), Math.floor((room - 28) / LETTER));
    const length = 28 + widthOf(text) * LETTER;
    if (x > PADDING && x + length > width - PADDING) {
      line++;
      x = PADDING;
    }
    const [first, row] = [px(x), line];
    items.push((y) => {
      const middle = y + row * LINE + 11;
      const swatch = isDots
        ? `<path d="${dotsAt([3, 10, 17].map((right) => [first + right, middle]))}" stroke="${strokeOf(colour, options)}" stroke-width="${DOT}" stroke-linecap="round"/>`
        : `<path d="M${first} ${middle}h20" stroke="${strokeOf(colour, options)}" stroke-width="2"${dashesOf(colour, options)}/>`;
      return `${swatch}<text x="${px(first + 26)}" y="${middle + 4}">${xml(text)}</text>`;
    });
    x += length + 14;
  }
  return { lines: items.length === 0 ? 0 : line + 1, draw: (y) => items.map((item) => item(y)).join('\n') };
}

/** The grid, with the labels of the rates. */
function grid(axis: Axis, steps: Axis, { x, y, width, height }: Frame, { grid, axis: line, quiet }: Colours): string {
  const rows = axis.ticks.map(({ value, label }) => ({ label, at: px(y + (1 - axis.position(value)) * height) }));
  const across = rows.map(({ at }) => `M${x} ${at}h${width}`).join('');
  const down = steps.ticks.map(({ value }) => `M${px(x + steps.position(value) * width)} ${y}v${height}`).join('');
  const labels = rows.map(({ at, label }) => `<text x="${x - 8}" y="${px(at + 4)}">${label}</text>`).join('');
  return [
    `<path d="${across}${down}" stroke="${grid}"/>`,
    `<path d="M${x} ${y + height}h${width}" stroke="${line}"/>`,
    `<g text-anchor="end" fill="${quiet}">${labels}</g>`,
  ].join('\n');
}

function curvesIn(panel: SampledPanel, axis: Axis, steps: Axis, frame: Frame, options: Options): string {
  const [x, y, width, height] = [frame.x - BLEED, frame.y - BLEED, frame.width + 2 * BLEED, frame.height + 2 * BLEED];
  const paths = panel.curves.map((curve) => {
    const pieces = curve.isDots ? [] : piecesOf(curve, axis, steps, frame);
    const lines = pieces.filter(({ length }) => length > 1).map((points) => `M${points.flat().join(' ')}`);
    const alone = pieces.filter(({ length }) => length === 1).flat();
    const drawn = [
      ...(lines.length > 0 ? [`<path d="${lines.join('')}" stroke-width="2"${dashesOf(curve.colour, options)}/>`] : []),
      ...(alone.length > 0 ? [`<path d="${dotsAt(alone)}" stroke-width="6"/>`] : []),
      ...(curve.isDots ? [`<path d="${dotsAt(seenOf(curve, axis, steps, frame))}" stroke-width="${DOT}"/>`] : []),
    ];
    return `<g stroke="${strokeOf(curve.colour, options)}"><title>${xml(curve.name)}</title>${drawn.join('')}</g>`;
  });
  // A picture in the picture cuts off what is outside of it, and needs no name to refer to.
  const box = `x="${x}" y="${y}" width="${width}" height="${height}" viewBox="${x} ${y} ${width} ${height}"`;
  return [`<svg ${box} fill="none" stroke-linejoin="round" stroke-linecap="round">`, ...paths.reverse(), '</svg>'].join(
    '\n',
  );
}

/** Lines of no length, which are as wide as they are thick. */
const dotsAt = (points: readonly Point[]) => points.map(([x, y]) => `M${x} ${y}h0.01`).join('');

const paletteOf = ({ dark }: Options) => PALETTE[dark ? 'dark' : 'light'];
const strokeOf = (colour: number, options: Options) => paletteOf(options)[colour % paletteOf(options).length];
function dashesOf(colour: number, options: Options): string {
  const dashes = DASHES[Math.floor(colour / paletteOf(options).length) % DASHES.length];
  return dashes === '' ? '' : ` stroke-dasharray="${dashes}"`;
}

/** The labels of the steps, as far as there is room, and what they are. */
function stepLabels(steps: Axis, { x, y, width, height }: Frame, { unit }: Options, { quiet }: Colours): string {
  const line = y + height + 18;
  let end = Number.NEGATIVE_INFINITY;
  const labels: string[] = [];
  for (const { value, label } of steps.ticks) {
    const at = x + steps.position(value) * width;
    const half = (label.length * DIGIT) / 2;
    if (at - half < end + DIGIT) continue;
    end = at + half;
    labels.push(`<text x="${px(at)}" y="${line}">${label}</text>`);
  }
  const name = `<text x="${px(x + width / 2)}" y="${line + LINE}">${unitNames[unit]}</text>`;
  return `<g text-anchor="middle" fill="${quiet}">${labels.join('')}${name}</g>`;
}

function linesAtMarks(marks: readonly Mark[], steps: Axis, { x, y, width, height }: Frame, { quiet }: Colours): string {
  if (marks.length === 0) return '';
  const down = marks.map(({ step }) => `M${px(x + steps.position(step) * width)} ${y}v${height}`).join('');
  return `<path d="${down}" stroke="${quiet}" stroke-dasharray="3 3"/>`;
}

/** The numbers of the marks, side by side where their steps are too close. */
function badgesAbove(marks: readonly Mark[], steps: Axis, { x, y, width }: Frame, colours: Colours): string {
  const places = marks.map(({ step }) => x + steps.position(step) * width);
  for (let i = 1; i < places.length; i++) {
    places[i] = Math.max(places[i] as number, (places[i - 1] as number) + BADGE);
  }
  for (let i = places.length - 1, end = x + width; i >= 0; i--) {
    places[i] = Math.min(places[i] as number, end);
    end = (places[i] as number) - BADGE;
  }
  return marks
    .map(({ label }, i) => `<g>${badge(places[i] as number, y - 10, i + 1, colours)}<title>${xml(label)}</title></g>`)
    .join('\n');
}

/** What the marks say, below each other from a height on. */
const marksInWords = (marks: readonly Mark[], y: number, width: number, colours: Colours) =>
  marks
    .map(({ label }, i) => {
      const line = y + i * LINE + FONT;
      const shown = cut(oneLine(label), Math.floor((width - 2 * PADDING - 26) / LETTER));
      const number = badge(PADDING + 8, line - 4, i + 1, colours);
      return `${number}<text x="${PADDING + 26}" y="${line}">${xml(shown)}</text>`;
    })
    .join('\n');

const badge = (x: number, y: number, number: number, { quiet, background }: Colours) =>
  `<circle cx="${px(x)}" cy="${y}" r="8" fill="${quiet}"/><text x="${px(x)}" y="${y + 4}" text-anchor="middle" font-size="11" fill="${background}">${number}</text>`;

const titleOf = (panels: readonly SampledPanel[]) =>
  panels.map(({ title, curves }) => `${title || 'Rates'}: ${curves.map(({ name }) => name).join(', ')}`).join('; ');

/** What the curves of a panel do, in words. */
const description = ({ title, curves }: SampledPanel) =>
  curves
    .map(({ name, steps, rates }) => {
      const highest = rates.reduce(
        (best, rate, i) => (rate > (rates[best] as number) || Number.isNaN(rates[best]) ? i : best),
        0,
      );
      const at = (i: number) => `${formatRate(rates[i] as number)} at step ${steps[i]}`;
      return `${title || 'Rate'} of ${name}: ${at(0)}, at most ${at(highest)}, ${at(rates.length - 1)}.`;
    })
    .join(' ');

const clamp = (value: number, lowest: number, highest: number) => Math.min(Math.max(value, lowest), highest);

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
/** A text for XML, on one line. */
const xml = (text: string) => oneLine(text).replace(/[&<>"']/g, (character) => ENTITIES[character] as string);
