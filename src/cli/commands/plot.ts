import type { NamedPoints, Panel, PlotOptions } from '../../plot/index.js';
import { plotSvg, plotText } from '../../plot/index.js';
import { type TimeUnit, trainingClock } from '../../training-clock.js';
import { clockOfAll, distinct, lengthOf, type NamedInput } from '../inputs.js';
import type { NamedLog } from '../logs.js';
import { hasColours, type Output, print, writeWhole } from '../output.js';
import { toPng } from '../png.js';
import { type RunFlags, timeFrom } from '../run-flags.js';
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
  readonly logs: readonly NamedLog[];
}

/** Draws the curves: to the terminal, or to the files that are asked for. */
export async function plot(inputs: readonly NamedInput[], run: RunFlags, flags: PlotFlags): Promise<number> {
  const points = pointsOf(flags.logs, inputs);
  const panels = panelsOf(inputs, points);
  const steps = lengthWith(points, inputs, run);
  const axis = inputs.length > 0 ? axisOf(inputs, flags.axis) : axisOfLogs(flags.logs, run, flags.axis);
  const options = { steps, log: flags.log ?? false, ...axis, marks: marksOf(inputs) };
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

/** A panel for each hyper-parameter, since they are of different sizes; what was logged is a learning rate. */
function panelsOf(inputs: readonly NamedInput[], points: readonly NamedPoints[]): Panel[] {
  const names = new Set(inputs.flatMap(({ schedules }) => Object.keys(schedules)));
  if (points.length > 0) names.add('learning_rate');
  return [...names].map((title) => ({
    title: title.replaceAll('_', ' '),
    curves: [
      ...inputs.flatMap(({ name, schedules }) => {
        const schedule = schedules[title];
        return schedule ? [{ name, schedule }] : [];
      }),
      ...(title === 'learning_rate' ? points : []),
    ],
  }));
}

/** What was logged, at the steps of the schedules beside it: one in epochs is in steps where those know how long an epoch is. */
function pointsOf(logs: readonly NamedLog[], inputs: readonly NamedInput[]): NamedPoints[] {
  const stepsPerEpoch = inputs[0]?.clock.stepsPerEpoch ?? 1;
  const points = logs.map(({ name, log: { clock, steps, rates } }) => ({
    name,
    steps: clock === 'epoch' && stepsPerEpoch !== 1 ? steps.map((epoch) => epoch * stepsPerEpoch) : steps,
    rates,
  }));
  const names = inputs.map(({ name }) => name);
  return distinct(points, names);
}

/** As many steps as are asked for, else so many that all that was logged is seen. */
function lengthWith(points: readonly NamedPoints[], inputs: readonly NamedInput[], run: RunFlags): number {
  if (run.steps !== undefined && inputs.length === 0) return timeFrom('--steps', run.steps, trainingClock(run.clock));
  let length = inputs.length > 0 ? lengthOf(inputs, run) : 1;
  if (run.steps !== undefined) return length;
  for (const { steps } of points) {
    for (let i = 0; i < steps.length; i++) length = Math.max(length, Math.floor(steps[i] as number) + 1);
  }
  return length;
}

/** The axis of logs alone: in epochs where they are. */
function axisOfLogs(logs: readonly NamedLog[], run: RunFlags, unit: TimeUnit): Pick<PlotOptions, 'unit' | 'clock'> {
  if (logs.every(({ log }) => log.clock === 'epoch'))
    return { unit: 'ep', clock: trainingClock({ batchesPerEpoch: 1 }) };
  return unit === 'st' ? { unit } : { unit, clock: trainingClock(run.clock) };
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
