import type { Panel, PlotOptions } from '../../plot/index.js';
import { plotSvg, plotText } from '../../plot/index.js';
import type { TimeUnit } from '../../training-clock.js';
import { clockOfAll, lengthOf, type NamedInput } from '../inputs.js';
import { hasColours, type Output, print, writeWhole } from '../output.js';
import { toPng } from '../png.js';
import type { RunFlags } from '../run-flags.js';
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
  if (svg !== undefined && svg === png) throw new UsageError('--svg and --png must be two files.');
  if (svg === undefined && png === undefined) {
    await print(plotText(panels, { ...options, ...terminal(flags, panels.length) }));
    return 0;
  }
  const size = { ...(flags.width ? { width: flags.width } : {}), ...(flags.height ? { height: flags.height } : {}) };
  const picture = plotSvg(panels, { ...options, ...size, dark });
  const outputs: Output[] = svg === undefined ? [] : [{ file: svg, content: picture }];
  if (png !== undefined) outputs.push({ file: png, content: await toPng(picture) });
  await writeWhole(outputs);
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

const axisOf = (inputs: readonly NamedInput[], unit: TimeUnit): Pick<PlotOptions, 'unit' | 'clock'> =>
  unit === 'st' ? { unit } : { unit, clock: clockOfAll(inputs, unit, `--axis ${unit}`) };

/** Where a saved model's training stopped. */
const marksOf = (inputs: readonly NamedInput[]) =>
  inputs.flatMap(({ name, iterations }) =>
    iterations ? [{ step: iterations, label: `${name} was saved at this step` }] : [],
  );

/** As wide as the terminal, and in characters that it has. */
function terminal({ width, height, characters }: PlotFlags, panels: number) {
  const { columns, rows, isTTY } = process.stdout;
  const lines = isTTY ? Math.min(20, (rows || 24) - 8) : 16;
  return {
    // Some terminals say that they have no columns at all.
    width: width ?? (columns || 80),
    height: height ?? Math.max(5, Math.floor(lines / panels)),
    characters: characters ?? (process.env['TERM'] === 'dumb' ? 'ascii' : 'braille'),
    colour: hasColours(),
  } as const;
}
