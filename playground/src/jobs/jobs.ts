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
import { type Target, targets } from 'lr-schedules/codegen';
import { plotSvg } from 'lr-schedules/plot';
import {
  type Apart,
  canonicalSpec,
  findSchedule,
  readInput,
  type ScheduleSpec,
  sameIn,
  sameInFrameworks,
  scheduleFrom,
  specOf,
} from 'lr-schedules/recipe';
import type { Range } from '../state/page.js';

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
}

/** The same curve in another framework. */
export interface SameElsewhere {
  readonly framework: string;
  readonly spec: ScheduleSpec;
  readonly apart: Apart | null;
}

/** What was in a file. */
export interface Opened {
  /** The run, if the file has one with a length. */
  readonly run: TrainingClockOptions | null;
  readonly curves: readonly Named[];
  /** The optimizer's class, the step it has come to, and what nothing here can use. */
  readonly optimizer: string | null;
  readonly iterations: number | null;
  readonly ignored: readonly string[];
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
    return others.map(({ slot, spec }) => {
      const other = make(spec);
      const { ranges, ...rest } = compare(own, other, { steps });
      return { slot, ...rest, first: ranges[0] ?? null, last: [own(steps - 1), other(steps - 1)] };
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

  async open({ file, name }: { file: Blob; name: string }): Promise<Opened> {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const { clock, document, schedules, optimizer, iterations, ignored } = await readInput(bytes, { file: name });
    const title = name.replace(/\.\w+$/, '');
    const rest = { optimizer: optimizer?.className ?? null, iterations, ignored };
    if (!document) {
      const [schedule] = Object.values(schedules) as [LearningRateSchedule];
      return { run: null, curves: [{ name: title, spec: specOf(schedule) }], ...rest };
    }
    const { run, learning_rate: rate, hyper_parameters: others = {} } = plain(document);
    const curves = Object.entries(others).map(([other, spec]) => ({ name: other, spec: canonicalSpec(spec) }));
    if (rate !== undefined) curves.unshift({ name: title, spec: canonicalSpec(rate) });
    return { run: clock.totalSteps === null ? null : camelCase(run ?? {}), curves, ...rest };
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

/** A tree without what a recipe's aliases share. */
const plain = <T>(tree: T): T => JSON.parse(JSON.stringify(tree));

const renamed = (options: object, rename: (key: string) => string) =>
  Object.fromEntries(Object.entries(options).map(([key, value]) => [rename(key), value]));
const snakeCase = (options: object) =>
  renamed(options, (key) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
const camelCase = (options: object) =>
  renamed(options, (key) => key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()));
