import { EXAMINED, narrow, SAME } from '../observe/run.js';
import { differences } from '../observe/witness.js';
import type { LearningRateSchedule } from '../schedule.js';
import { classNameOf, type Finding, isPowerDecay, NOTICED, numberIn, warning } from './finding.js';
import { fitRun } from './remedies.js';
import type { Restart } from './rises.js';
import type { Run } from './run.js';
import { type Wording, words } from './wording.js';

/** A rate, as a part of the highest one, with which nothing is learned any more. */
const NOTHING = 1e-4;
/** A part of a run that may be spent after the end of its schedule, for rounding. */
const WASTED = 0.001;
/** Steps that a turn may be off by rounding. */
const ROUNDING = 2 ** -10;
/** A part of a run that should not be spent at a low rate, or on the last one of stairs. */
const LONG = 0.5;
const LONG_STAIR = 0.9;
/** Turns that are looked for after the run. */
const MOST_TURNS = 8;
/** A part of a cycle's height above its end, at which a run should not stop. */
const INSIDE_CYCLE = 0.1;

/** Power decays that grow: 1, the default of their power, is upstream's. */
export function growingDecays(run: Run): Finding[] {
  const growing = run.parts.flatMap((part) => {
    if (!isPowerDecay(part) || !(part.power > 0) || !(part.initialLearningRate > 0)) return [];
    const offset = numberIn(part, 'offset');
    const grown = run.sights.flatMap(({ step, clocks }) => {
      const clock = clocks.get(part) ?? offset;
      const rate = clock > offset ? part.at(clock) : 0;
      return rate > (1 + NOTICED) * part.initialLearningRate ? { step, rate } : [];
    });
    const highest = grown.sort((a, b) => b.rate - a.rate).slice(0, EXAMINED);
    const seen = highest.find(({ step }) => run.matters(part, step));
    if (!seen) return [];
    const { step, rate } = seen;
    const message = `${classNameOf(part)} grows from ${run.show(part.initialLearningRate)} to ${run.show(rate)} at step ${step}, since its power is ${part.power}.`;
    const power = { of: classNameOf(part), option: 'power' };
    return [warning('growing-rate', step, message, words`Give ${power} less than 0 to decay.`)];
  });
  return growing.slice(0, 1);
}

/** A run in which the rate only ever grows: for good, or because the run ends before it would fall. */
export function onlyGrowing(run: Run): Finding[] {
  const { rates, steps, peak, last } = run;
  const falls = rates.some((rate, i) => i > 0 && rate < (rates[i - 1] as number) - SAME * peak);
  const middle = run.at(Math.floor((steps - 1) / 2));
  if (falls || !(last - middle > NOTICED * peak)) return [];
  let before = last;
  for (let step = steps; step <= Number.MAX_SAFE_INTEGER; step *= 2) {
    const rate = run.at(step);
    if (rate < before)
      return [endsEarly(run, `while the rate still rises, to ${run.show(last)}, before it falls at last`)];
    before = rate;
  }
  // It has come to its end: a warmup to a constant rate, say.
  if (before <= last + SAME * peak) return [];
  const end = steps - 1;
  const message = `The rate never falls, has grown to ${run.show(last)} at step ${end}, and goes on growing.`;
  return [warning('growing-rate', end, message)];
}

const endsEarly = ({ steps }: Run, how: string, remedy: Wording | null = null) =>
  warning('run-too-short', steps, `The run ends at step ${steps} ${how}.`, remedy);

/** A run that ends before the schedule does. */
export function endsBefore(run: Run): Finding[] {
  const { steps, last, schedule } = run;
  const { horizon } = schedule;
  if (horizon < Number.POSITIVE_INFINITY) {
    if (horizon <= steps) return [];
    const ahead = Array.from({ length: 257 }, (_, i) => run.at(steps + ((horizon - steps) * i) / 256));
    const highest = Math.max(run.peak, ...ahead.map(Math.abs));
    if (!ahead.some((rate) => Math.abs(rate - last) > NOTICED * highest)) return [];
    return [
      endsEarly(
        run,
        `at a rate of ${run.show(last)}, but the schedule goes on for ${Math.ceil(horizon - steps)} more, to ${run.show(run.at(horizon))}`,
        fitRun(run, Math.ceil(horizon)),
      ),
    ];
  }
  for (const part of run.parts) {
    const missed = unreached(run, part);
    if (missed !== null) {
      return [
        endsEarly(
          run,
          `before ${classNameOf(part)} comes to step ${missed} of its clock, where its rate would take another course`,
        ),
      ];
    }
  }
  return [];
}

/** The first boundary, or end of a warmup, that a part's own clock does not come to although it is asked to the end. */
function unreached(run: Run, part: LearningRateSchedule): number | null {
  if (!run.sights.at(-1)?.clocks.has(part)) return null;
  const sights = run.sights.filter(({ clocks }) => clocks.has(part));
  const latest = sights.reduce(
    (most, { clocks }) => Math.max(most, clocks.get(part) as number),
    Number.NEGATIVE_INFINITY,
  );
  const boundaries: unknown = Reflect.get(part, 'boundaries');
  const marks = Array.isArray(boundaries) ? boundaries.map(Number) : [];
  if (Reflect.get(part, 'warmupTarget') !== null) marks.push(numberIn(part, 'warmupSteps'));
  const missed = marks.map((mark) => mark + numberIn(part, 'offset')).filter((mark) => mark > latest + 1);
  return missed.length > 0 && run.where(part, sights).length > 0 ? Math.min(...missed) : null;
}

/** A run that stops inside a cycle, at a rate well above the one that the cycles before came down to. */
export function endsInsideCycle(run: Run, restarts: readonly Restart[]): Finding[] {
  const restart = restarts.at(-1);
  if (!restart) return [];
  // Just before the step, where a cycle that ends there has come down, rounding errors or not.
  const end = run.at(run.steps - ROUNDING);
  const floor = restart.end.rate;
  if (!(end - floor > INSIDE_CYCLE * (run.highest - floor))) return [];
  return [
    endsEarly(
      run,
      `inside a cycle, at a rate of ${run.show(end)}, while the cycle before came down to ${run.show(floor)} at step ${restart.low}`,
    ),
  ];
}

/** A run of a schedule without an end that stops in a fall, although the rate turns up again later: where a cycle ends. */
export function endsBeforeTurn(run: Run): Finding[] {
  const { steps, last, peak, schedule } = run;
  let here = run.look(steps - 1);
  for (let turns = 0; schedule.horizon === Number.POSITIVE_INFINITY && turns < MOST_TURNS; turns++) {
    const isOther = (step: number) => differences(here, run.look(step)).length > 0;
    let ahead = 1;
    while (!isOther(here.step + ahead)) {
      ahead *= 2;
      if (here.step + ahead > Number.MAX_SAFE_INTEGER) return [];
    }
    const [end, start] = narrow(here.step, here.step + ahead, isOther);
    const low = run.at(end);
    if (run.at(start + 1 + (start - steps) / 4) > low) {
      if (end <= steps + ROUNDING || !(last - low > NOTICED * peak)) return [];
      const fall = `while the rate still falls, from ${run.show(last)} to ${run.show(low)} at step ${Math.ceil(end)}`;
      return [endsEarly(run, fall, fitRun(run, Math.ceil(end)))];
    }
    here = run.look(start);
  }
  return [];
}

/**
 * A run that goes on long after there is anything left to learn, or after the schedule has ended. What the rate is before
 * `settled` is left out of account.
 */
export function goesOnAfter(run: Run, settled: number): Finding[] {
  const { steps, last, schedule } = run;
  const highest = Math.max(...[run.highestFrom(settled), -run.lowest].filter((rate) => rate > 0), 0);
  const isNothing = (rate: number) => Math.abs(rate) <= NOTHING * highest;
  const zero = run.since((rate) => Math.abs(rate) <= SAME * highest);
  // The curve may come within rounding errors of its end a little before that.
  const isNear = schedule.horizon - zero <= NOTICED * steps;
  const end = Math.ceil(isNear ? schedule.horizon : Math.min(schedule.horizon, zero));
  const report = (step: number, what: string) => [
    warning(
      'run-too-long',
      step,
      `From step ${step} on, for the last ${steps - step} of ${steps} updates, the rate ${what}.`,
      fitRun(run, step),
    ),
  ];
  const idle = steps - end;
  if (isNothing(last)) {
    if (idle > Math.max(1, WASTED * steps))
      return report(end, `stays at ${run.show(last)}: next to nothing is learned`);
    const faint = run.since(isNothing);
    return steps - faint > LONG * steps
      ? report(faint, `is below ${run.show(NOTHING * highest)}: next to nothing is learned`)
      : [];
  }
  const isStair = run.at(end - 1) === run.at(Math.floor(end * (1 - NOTICED)) - 1);
  if (Math.abs(last) < highest / 2 && idle > (isStair ? LONG_STAIR : LONG) * steps) {
    return report(end, `stays at ${run.show(last)}, where the schedule has ended`);
  }
  return [];
}
