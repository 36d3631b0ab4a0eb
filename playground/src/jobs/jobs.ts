import {
  compare,
  type DifferentRange,
  diagnose,
  type Finding,
  type LearningRateSchedule,
  type TimeUnit,
  type TrainingClockOptions,
  trainingClock,
} from 'lr-schedules';
import type { Target } from 'lr-schedules/codegen';
import { plotSvg } from 'lr-schedules/plot';
import {
  type Apart,
  findSchedule,
  type ScheduleSpec,
  sameIn,
  sameInFrameworks,
  scheduleFrom,
} from 'lr-schedules/recipe';
import type { Range } from '../state/page.js';
import type { Audited, audit } from './audit.js';
import type { Opened, open } from './open.js';
import type { paste } from './paste.js';

interface Slotted {
  readonly slot: number;
  readonly spec: ScheduleSpec;
}

interface Named {
  readonly name: string;
  readonly spec: ScheduleSpec;
  /** Of the palette; a curve keeps its own when others are hidden. */
  readonly colour?: number;
}

/** A finding of the curve in a slot. */
export interface PlacedFinding extends Finding {
  readonly slot: number;
}

/** How the curve in a slot differs from another. */
export interface Differences {
  readonly slot: number;
  /** Where they first do; null if they never do. */
  readonly first: DifferentRange | null;
  readonly largest: DifferentRange | null;
  readonly looked: number;
  readonly differing: number;
  /** The rates at the last step, the other one's first. */
  readonly last: readonly [number, number];
  /** About the highest rate of the first. */
  readonly peak: number;
  /** What the second has more, at some steps of the run. */
  readonly more: { readonly steps: readonly number[]; readonly rates: readonly number[] };
}

/** Steps at which a difference is drawn. */
const COLUMNS = 600;

/** The same curve in another framework. */
export interface SameElsewhere {
  readonly framework: string;
  readonly spec: ScheduleSpec;
  readonly apart: Apart | null;
}

/** Rows of a table that programs for tables still open. */
const MOST_ROWS = 1e5;

/** What takes too long for the thread that draws. All of it is plain data in and out. */
export const jobs = {
  diagnose({ run, curves }: { run: TrainingClockOptions; curves: readonly Slotted[] }): PlacedFinding[] {
    const { make, steps, clock } = makerFor(run);
    const epochs = clock.stepsPerEpoch && steps / clock.stepsPerEpoch;
    return curves.flatMap(({ slot, spec }) =>
      diagnose(make(spec), { steps, epochs }).map((finding) => ({ slot, ...finding })),
    );
  },

  compare({
    run,
    base,
    others,
  }: {
    run: TrainingClockOptions;
    base: ScheduleSpec;
    others: readonly Slotted[];
  }): Differences[] {
    const { make, steps } = makerFor(run);
    const own = make(base);
    const seen = Array.from({ length: Math.min(steps, COLUMNS) }, (_, i) =>
      Math.floor((i * steps) / Math.min(steps, COLUMNS)),
    );
    const peak = seen.reduce((highest, step) => Math.max(highest, Math.abs(own(step))), 0);
    return others.map(({ slot, spec }) => {
      const other = make(spec);
      const { ranges, ...rest } = compare(own, other, { steps });
      const at = [...new Set([...seen, ...(rest.largest ? [rest.largest.step] : [])])].sort((a, b) => a - b);
      return {
        slot,
        ...rest,
        first: ranges[0] ?? null,
        last: [own(steps - 1), other(steps - 1)],
        peak,
        more: { steps: at, rates: at.map((step) => other(step) - own(step)) },
      };
    });
  },

  same({ run, spec }: { run: TrainingClockOptions; spec: ScheduleSpec }): SameElsewhere[] {
    const clock = trainingClock(run);
    const own = findSchedule(typeof spec === 'number' ? 'Constant' : spec.type).framework;
    return sameInFrameworks.flatMap((framework) => {
      const same = framework === own ? null : sameIn(spec, framework, { clock });
      return same ? [{ framework, spec: same.spec, apart: same.apart }] : [];
    });
  },

  async code({
    run,
    spec,
    target,
  }: {
    run: TrainingClockOptions;
    spec: ScheduleSpec;
    target: string;
  }): Promise<string> {
    const { targets } = await import('lr-schedules/codegen');
    const { write } = targets.find(({ name }) => name === target) as Target;
    const recipe = { run: snakeCase(run), learning_rate: spec };
    return write({ schedule: makerFor(run).make(spec), recipe });
  },

  svg({
    run,
    curves,
    range: { from, to },
    ...look
  }: {
    run: TrainingClockOptions;
    curves: readonly Named[];
    range: Range;
    log: boolean;
    unit: TimeUnit;
    dark: boolean;
    width: number;
    height: number;
  }): string {
    const { make, clock } = makerFor(run);
    const drawn = curves.map(({ spec, ...rest }) => ({ ...rest, schedule: make(spec) }));
    return plotSvg([{ title: 'Learning rate', curves: drawn }], { ...look, start: from, steps: to - from, clock });
  },

  csv({ run, curves }: { run: TrainingClockOptions; curves: readonly Named[] }): string {
    const { make, steps } = makerFor(run);
    const schedules = curves.map(({ spec }) => make(spec));
    const every = Math.ceil(steps / MOST_ROWS);
    const rows = [['step', ...curves.map(({ name }) => quoted(name))].join(',')];
    for (let step = 0; step < steps; step += every) {
      rows.push([step, ...schedules.map((schedule) => schedule(step))].join(','));
    }
    return `${rows.join('\n')}\n`;
  },

  // What reads files, source and logs is loaded once there is one.
  async open(input: Parameters<typeof open>[0]): Promise<Opened> {
    return (await import('./open.js')).open(input);
  },

  async paste(input: Parameters<typeof paste>[0]): Promise<Opened> {
    return (await import('./paste.js')).paste(input);
  },

  async audit(input: Parameters<typeof audit>[0]): Promise<Audited[]> {
    return (await import('./audit.js')).audit(input);
  },
};

export type Jobs = typeof jobs;

function makerFor(run: TrainingClockOptions) {
  const clock = trainingClock(run);
  const make = (spec: ScheduleSpec): LearningRateSchedule => scheduleFrom(spec, { clock });
  return { clock, make, steps: clock.totalSteps as number };
}

/** A name for a table; programs for tables would compute what begins like a formula. */
const quoted = (name: string) => `"${name.replace(/^[=+\-@]/, "'$&").replaceAll('"', '""')}"`;

const renamed = (options: object, rename: (key: string) => string) =>
  Object.fromEntries(Object.entries(options).map(([key, value]) => [rename(key), value]));
const snakeCase = (options: object) =>
  renamed(options, (key) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
