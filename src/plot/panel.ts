import { requireSchedule } from '../diagnose/require-schedule.js';
import { show } from '../errors.js';
import { type Needed, type Optional, type Read, readOptions } from '../option-types.js';
import type { OptionTable } from '../options.js';
import type { LearningRateSchedule } from '../schedule.js';
import type { TimeUnit, TrainingClock } from '../training-clock.js';
import { type Curve, sampleCurve } from './sample-curve.js';

/** A schedule under the name that the legend has for it. */
export interface NamedSchedule {
  readonly name: string;
  readonly schedule: LearningRateSchedule;
  /** Which colour of the palette a picture gives it, from 0. Default its place among the curves. */
  readonly colour?: number;
}

/** Points under a name, such as the rates that a run logged. They are drawn as dots. */
export interface NamedPoints {
  readonly name: string;
  /** In any order, and not only whole ones. */
  readonly steps: ArrayLike<number>;
  /** As many as steps; what is not finite is left out. */
  readonly rates: ArrayLike<number>;
  readonly colour?: number;
}

/** Curves that share an axis. Panels are drawn one below the other, above the same steps. */
export interface Panel {
  /** What the axis is about, such as `'learning rate'` or `'momentum'`; may be empty. */
  readonly title: string;
  readonly curves: readonly (NamedSchedule | NamedPoints)[];
}

/** A step to look at, such as a finding of `diagnose`, and what to say about it. */
export interface Mark {
  readonly step: number;
  readonly label: string;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** What pictures and texts have in common. */
export const plotTable = {
  /** Number of steps. */
  steps: { is: 'steps', whole: true, atLeast: 1 },
  /** First step. Default 0. */
  start: { is: 'steps', whole: true, atLeast: 0, default: 0 },
  /** Whether rates have a logarithmic axis, which leaves out those that are not positive. Default false. */
  log: { is: 'flag', default: false },
  /** What steps are written in; epochs and percent take a `clock`. Default `'st'`. */
  unit: { is: 'choice', of: ['st', 'ep', '%'], default: 'st' },
  /** A clock that knows the length of the unit, from `trainingClock`. Default null. */
  clock: {
    is: 'other',
    default: null,
    requires: 'a clock from trainingClock',
    check: (value: unknown): value is TrainingClock => isObject(value) && typeof value['timeAt'] === 'function',
  },
  /** Numbered below the steps; those elsewhere are left out. Default none. */
  marks: {
    is: 'other',
    default: [],
    requires: 'a list of marks { step, label }',
    check: (value: unknown): value is readonly Mark[] =>
      Array.isArray(value) &&
      value.every((mark) => isObject(mark) && typeof mark['step'] === 'number' && typeof mark['label'] === 'string'),
  },
} as const satisfies OptionTable;

/** Options of {@link plotText} and {@link plotSvg} both. */
export interface PlotOptions extends Needed<typeof plotTable>, Optional<typeof plotTable> {}

/** What each unit is called below its axis. */
export const unitNames: Readonly<Record<TimeUnit, string>> = { st: 'step', ep: 'epoch', '%': '% of the run' };

export interface SampledCurve extends Curve {
  readonly name: string;
  readonly colour: number;
  /** Whether its points are drawn as they are, rather than joined by lines. */
  readonly isDots: boolean;
}

const curveTable = { colour: { is: 'number', whole: true, atLeast: 0 } } as const satisfies OptionTable;

/** A panel with the points to draw. */
export interface SampledPanel {
  readonly title: string;
  readonly curves: readonly SampledCurve[];
}

/**
 * Checks the panels, and reads their curves for so many columns.
 * @throws {TypeError} for anything but a list of panels, and for a unit without a clock.
 */
export function samplePanels(
  caller: string,
  panels: unknown,
  { steps, start, unit, clock }: Read<typeof plotTable>,
  columns: number,
): SampledPanel[] {
  if (unit !== 'st' && clock === null) {
    throw new TypeError(`${caller}: unit '${unit}' requires the clock of the run: pass clock: trainingClock({ … }).`);
  }
  return listIn(caller, 'panels', panels).map((panel, i) => ({
    title: textIn(caller, `panels[${i}].title`, panel['title']),
    curves: listIn(caller, `panels[${i}].curves`, panel['curves']).map((curve, k) => {
      const place = `panels[${i}].curves[${k}]`;
      const { name, schedule, colour = k } = curve;
      const isDots = schedule === undefined && 'rates' in curve;
      if (!isDots) requireSchedule(caller, schedule, `${place}.schedule`);
      const read = readOptions(`${caller}: ${place}`, curveTable, { colour });
      const points = isDots
        ? pointsIn(caller, place, curve, start, steps)
        : sampleCurve(schedule as LearningRateSchedule, { start, steps, columns });
      return { name: textIn(caller, `${place}.name`, name), ...read, isDots, ...points };
    }),
  }));
}

/** The marks that are on the axis, in the order of their steps; one at the end of the run is. */
export const marksOf = ({ marks, start, steps }: Read<typeof plotTable>): Mark[] =>
  marks.filter(({ step }) => step >= start && step <= start + steps).sort((a, b) => a.step - b.step);

/** The points that are within the steps. @throws {TypeError} unless there are as many steps as rates, all numbers. */
function pointsIn(caller: string, place: string, curve: object, start: number, length: number): Curve {
  const { steps, rates } = curve as Record<'steps' | 'rates', unknown>;
  const [at, of] = [numbersIn(caller, `${place}.steps`, steps), numbersIn(caller, `${place}.rates`, rates)];
  if (at.length !== of.length) {
    throw new TypeError(
      `${caller}: ${place} must have as many rates as steps, received ${of.length} and ${at.length}.`,
    );
  }
  const isWithin = (rate: number, i: number) =>
    Number.isFinite(rate) && (at[i] as number) >= start && (at[i] as number) <= start + length;
  const kept = Int32Array.from(of.keys()).filter((i) => isWithin(of[i] as number, i));
  return {
    steps: Float64Array.from(kept, (i) => at[i] as number),
    rates: Float64Array.from(kept, (i) => of[i] as number),
  };
}

function numbersIn(caller: string, place: string, value: unknown): Float64Array {
  if (value instanceof Float64Array) return value;
  const numbers = Array.isArray(value) || ArrayBuffer.isView(value) ? Array.from(value as ArrayLike<unknown>) : null;
  if (numbers?.every((one) => typeof one === 'number')) return Float64Array.from(numbers);
  throw new TypeError(`${caller}: ${place} must be a list of numbers, received ${show(value)}.`);
}

function listIn(caller: string, place: string, value: unknown): Record<string, unknown>[] {
  if (!Array.isArray(value) || value.length === 0) {
    throw new TypeError(`${caller}: ${place} must be a list of one or more, received ${show(value)}.`);
  }
  for (const [i, item] of value.entries()) {
    if (!isObject(item)) throw new TypeError(`${caller}: ${place}[${i}] must be an object, received ${show(item)}.`);
  }
  return value;
}

function textIn(caller: string, place: string, value: unknown): string {
  if (typeof value === 'string') return value;
  throw new TypeError(`${caller}: ${place} must be a text, received ${show(value)}.`);
}
