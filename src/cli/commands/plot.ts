import type { Panel, PlotOptions } from '../../plot/index.js';
import { plotSvg, plotText } from '../../plot/index.js';
import type { TimeUnit } from '../../training-clock.js';
import { lengthOf, type NamedInput, type RunFlags } from '../inputs.js';
import { hasColours, note, print, writeWhole } from '../output.js';
import { UsageError } from '../usage-error.js';

export interface PlotFlags {
  readonly log?: boolean;
  readonly axis: TimeUnit;
  readonly width?: number;
  readonly height?: number;
  readonly characters?: 'braille' | 'blocks' | 'ascii';
  readonly svg?: string;
  readonly png?: string;
  readonly dark?: boolean;
}

/** Draws the curves: to the terminal, or to the files that are asked for. */
export async function plot(inputs: readonly NamedInput[], run: RunFlags, flags: PlotFlags): Promise<number> {
  const panels = panelsOf(inputs);
  const steps = lengthOf(inputs, run);
  const options = { steps, log: flags.log ?? false, ...axisOf(inputs, flags.axis), marks: marksOf(inputs) };
  const { svg, png, dark = false } = flags;
  if (svg === undefined && png === undefined) {
    await print(plotText(panels, { ...options, ...terminal(flags, panels.length) }));
    return 0;
  }
  const size = { ...(flags.width ? { width: flags.width } : {}), ...(flags.height ? { height: flags.height } : {}) };
  const picture = plotSvg(panels, { ...options, ...size, dark });
  // Both are made before either is written.
  const files: [string, string | Uint8Array][] = svg === undefined ? [] : [[svg, picture]];
  if (png !== undefined) files.push([png, await (await import('../png.js')).toPng(picture)]);
  for (const [file, content] of files) {
    await writeWhole(file, content);
    note(`wrote ${file}`);
  }
  return 0;
}

/** A panel for each hyper-parameter, since they are of different sizes. */
function panelsOf(inputs: readonly NamedInput[]): Panel[] {
  const names = [...new Set(inputs.flatMap(({ schedules }) => Object.keys(schedules)))];
  return names.map((title) => ({
    title: title.replaceAll('_', ' '),
    curves: inputs.flatMap(({ name, schedules }) => {
      const schedule = schedules[title];
      return schedule ? [{ name, schedule }] : [];
    }),
  }));
}

function axisOf(inputs: readonly NamedInput[], unit: TimeUnit): Pick<PlotOptions, 'unit' | 'clock'> {
  if (unit === 'st') return { unit };
  const [first] = inputs as [NamedInput];
  try {
    first.clock.timeAt(1, unit);
  } catch (error) {
    throw new UsageError(`--axis ${unit}: ${(error as Error).message}`);
  }
  const isOne = ({ clock }: NamedInput) => clock.timeAt(1, unit) === first.clock.timeAt(1, unit);
  if (!inputs.every(isOne)) throw new UsageError(`--axis ${unit}: the inputs' runs differ in it; take --axis st.`);
  return { unit, clock: first.clock };
}

/** Where a saved model's training stopped. */
const marksOf = (inputs: readonly NamedInput[]) =>
  inputs.flatMap(({ name, iterations }) =>
    iterations ? [{ step: iterations, label: `${name} was saved at this step` }] : [],
  );

/** As wide as the terminal, and in characters that it has. */
function terminal({ width, height, characters }: PlotFlags, panels: number) {
  const { columns = 80, rows = 24, isTTY } = process.stdout;
  const lines = isTTY ? Math.min(20, rows - 8) : 16;
  return {
    width: width ?? columns,
    height: height ?? Math.max(5, Math.floor(lines / panels)),
    characters: characters ?? (process.env['TERM'] === 'dumb' ? 'ascii' : 'braille'),
    colour: hasColours(),
  } as const;
}
