import type { TrainingClock } from 'lr-schedules';
import type { Shape, SpecShape } from 'lr-schedules/recipe';
import type { Time } from '../state/times.js';

/** A place of a curve that can be dragged. */
export interface Corner {
  readonly name: string;
  readonly step: number;
  readonly rate: number;
  /** The time to the side of which it moves, and what that becomes at another step. */
  readonly time: Time | null;
  /** The shape with the corner at another time and rate; null where it stays. */
  moved(time: Time | null, rate: number | null): Partial<Shape>;
  /** From the time, as it is written, to the step at which the corner is, and back. */
  readonly toStep: (time: number) => number;
  readonly toTime: (step: number) => number;
}

/** The corners that the options of a shape can move. */
export function cornersOf({ family, parameters }: SpecShape, clock: TrainingClock): readonly Corner[] {
  const has = (...names: (keyof Shape)[]) => names.every((name) => parameters[name] !== undefined);
  const number = (name: keyof Shape, otherwise = 0) => (parameters[name] ?? otherwise) as number;
  const steps = (name: 'warmup' | 'total' | 'decay') => (has(name) ? clock.steps(parameters[name] as Time) : 0);
  const corner = (
    name: string,
    rate: keyof Shape,
    time: 'warmup' | 'total' | 'decay' | null,
    [toStep, toTime]: Axis = [(own) => own, (step) => step],
  ): Corner => ({
    name,
    step: toStep(time ? steps(time) : 0),
    rate: number(rate),
    time: time && has(time) ? (parameters[time] as Time) : null,
    moved: (at, to) => ({
      ...(time && at !== null ? { [time]: at } : {}),
      ...(to !== null && has(rate) ? { [rate]: to } : {}),
    }),
    toStep,
    toTime,
  });
  const found: Corner[] = [];
  if (has('start') && family !== 'one cycle') found.push(corner('start', 'start', null));
  if (family === 'one cycle') {
    const top = corner('peak', 'peak', null);
    found.push({ ...top, step: Math.round(number('climb', 0.3) * steps('total')) });
  } else if (has('peak')) found.push(corner(has('warmup') ? 'peak and end of the warmup' : 'peak', 'peak', 'warmup'));
  if (family === 'warmup, stable, decay') {
    const total = steps('total');
    found.push(corner('start of the decay', 'peak', 'decay', [(own) => total - own, (step) => total - step]));
  }
  if (has('total') && family !== 'one cycle') found.push(corner('end of the decay and floor', 'floor', 'total'));
  if (has('factor', 'decay')) {
    const peak = number('peak');
    const first = corner('factor', 'factor', 'decay');
    found.push({
      ...first,
      rate: peak * number('factor'),
      moved: (at, to) => ({ ...first.moved(at, null), ...(to === null ? {} : { factor: tidy(to / peak) }) }),
    });
  }
  return found;
}

type Axis = readonly [toStep: (time: number) => number, toTime: (step: number) => number];

const tidy = (value: number) => Number(value.toPrecision(3));
