import type { LearningRateSchedule, TrainingClock, TrainingClockOptions } from 'lr-schedules';
import { identify, isLog, type ReadLog, readLog } from 'lr-schedules/audit';
import { canonicalSpec, readInput, type ScheduleSpec, specOf } from 'lr-schedules/recipe';
import { inUpdates, type LoggedRates, pointsOf } from './logged.js';

/** What was in a file. */
export interface Opened {
  /** The run, if the file has one with a length. */
  readonly run: TrainingClockOptions | null;
  /** Whether its schedules are written in the units of that run. */
  readonly isRecipe: boolean;
  readonly curves: readonly { readonly name: string; readonly spec: ScheduleSpec }[];
  /** The optimizer's class, the step it has come to, and what nothing here can use. */
  readonly optimizer: string | null;
  readonly iterations: number | null;
  readonly ignored: readonly string[];
  /** What the file left open, and the page's run has. */
  readonly lacked: readonly string[];
  /** What a run has logged, where the file is that. */
  readonly log: LoggedRates | null;
}

/** How much of a file tells that it is a log. */
const START = 2 ** 16;

export async function open({
  file,
  name,
  run,
}: {
  file: Blob;
  name: string;
  run: TrainingClockOptions;
}): Promise<Opened> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const title = name.replace(/\.\w+$/, '');
  return isLog(bytes.subarray(0, START))
    ? openLog(readLog(bytes, { file: name }), title, run)
    : openPlan(bytes, name, title, run);
}

async function openPlan(bytes: Uint8Array, file: string, title: string, page: TrainingClockOptions): Promise<Opened> {
  const { input, lacked } = await readWith(bytes, file, page);
  const { clock, document, schedules, optimizer, iterations, ignored } = input;
  const rest = { optimizer: optimizer?.className ?? null, iterations, ignored, lacked, log: null };
  const nameOf = (of: string) => (of === 'learning_rate' ? title : `${title}, ${of.replace(/^learning_rate_/, '')}`);
  if (!document) {
    const found = Object.entries(schedules) as [string, LearningRateSchedule][];
    const curves = found.map(([of, schedule]) => ({ name: nameOf(of), spec: specOf(schedule) }));
    return { run: runOf(clock), isRecipe: false, curves, ...rest };
  }
  const { run, learning_rate: rate, hyper_parameters: others = {} } = plain(document);
  const curves = Object.entries(others).map(([other, spec]) => ({ name: other, spec: canonicalSpec(spec) }));
  if (rate !== undefined) curves.unshift({ name: title, spec: canonicalSpec(rate) });
  return { run: clock.totalSteps === null ? null : camelCase(run ?? {}), isRecipe: true, curves, ...rest };
}

/** Reads a file; what it leaves open about the run is the page's. */
async function readWith(bytes: Uint8Array, file: string, page: TrainingClockOptions) {
  const known: Record<string, unknown> = {};
  for (;;) {
    try {
      return { input: await readInput(bytes, { file, known }), lacked: Object.keys(known) };
    } catch (error) {
      const needs: readonly string[] = Reflect.get(error as object, 'needs') ?? [];
      const need = needs.find((name) => Reflect.get(page, name) != null && !(name in known));
      if (need === undefined) throw error;
      known[need] = Reflect.get(page, need);
    }
  }
}

function openLog(log: ReadLog, name: string, page: TrainingClockOptions): Opened {
  const found = identify(log);
  const explained = Math.round(1000 * found.explained) / 10;
  const sentence = `It is ${/^[aeiou]/.test(found.family) ? 'an' : 'a'} ${found.family} schedule: ${explained} % of ${log.steps.length.toLocaleString('en')} points are explained.`;
  const identified = inUpdates(found.schedule, log, page);
  return {
    run: log.totalSteps === null ? null : { totalSteps: log.totalSteps },
    isRecipe: false,
    curves: [],
    optimizer: null,
    iterations: null,
    ignored: [],
    lacked: [],
    log: {
      name,
      ...pointsOf(log, page),
      form: log.form,
      precision: log.precision,
      notes: [...log.notes, ...found.open],
      identified: identified && { spec: specOf(identified), sentence },
    },
  };
}

/** What a file says of its run, in the fewest words. */
function runOf({ totalSteps, stepsPerEpoch, epochs }: TrainingClock): TrainingClockOptions | null {
  if (totalSteps === null) return null;
  return stepsPerEpoch !== null && epochs !== null && Math.round(stepsPerEpoch * epochs) === totalSteps
    ? { batchesPerEpoch: stepsPerEpoch, epochs }
    : { totalSteps };
}

/** A tree without what a recipe's aliases share. */
const plain = <T>(tree: T): T => JSON.parse(JSON.stringify(tree));

const camelCase = (options: object) =>
  Object.fromEntries(
    Object.entries(options).map(([key, value]) => [
      key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  );
