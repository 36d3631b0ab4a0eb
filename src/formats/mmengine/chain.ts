import type { LearningRateSchedule } from '../../schedule.js';
import { Constant } from '../../schedules/blocks/constant.js';
import { Product } from '../../schedules/blocks/product.js';
import { Sequence } from '../../schedules/blocks/sequence.js';
import { Staircase } from '../../schedules/blocks/staircase.js';
import { Stretch } from '../../schedules/blocks/stretch.js';
import type { Effect } from './effect.js';

/** Batches for which there is no formula, so that each has a value of its own. */
const LONGEST_TABLE = 20_000;
const MOST_PIECES = 100_000;

/** How long a run is: in batches, of which so many make an epoch; null where epochs do not end. */
export interface Run {
  readonly batches: number;
  readonly epoch: number | null;
}

/**
 * The schedule that several schedulers make, each of which changes the value that the ones before it left. They act before
 * the first batch in the order of the list, and then after each batch; those that move by epochs after these, at the end
 * of an epoch.
 *
 * @throws {RangeError} where two of them move one value for so long that there is no formula and too long a table.
 */
export function chain(base: number, effects: readonly Effect[], run: Run): LearningRateSchedule {
  const { epoch } = run;
  if (effects.length > 0 && epoch !== null && effects.every(({ byEpoch }) => byEpoch)) {
    const perEpoch = effects.map((effect) => ({ ...effect, byEpoch: false }));
    const schedule = pieces(base, perEpoch, { batches: Math.ceil(run.batches / epoch), epoch: null });
    if (schedule instanceof Constant) return schedule;
    return new Staircase({ schedule: new Stretch({ schedule, steps: epoch }), steps: epoch });
  }
  return pieces(base, effects, run);
}

function pieces(base: number, effects: readonly Effect[], run: Run): LearningRateSchedule {
  const starts = eventsOf(effects, run);
  const schedules: LearningRateSchedule[] = [];
  const boundaries: number[] = [];
  let value = base;
  for (const [i, start] of starts.entries()) {
    value = moved(value, effects, start, run);
    const piece = pieceAt(value, effects, start, starts[i + 1] ?? run.batches, run);
    const before = schedules.at(-1);
    const end = (starts[i + 1] ?? start + 1) - start - 1;
    value = piece.at(end);
    if (before instanceof Constant && piece instanceof Constant && before.value === piece.value) continue;
    if (start > 0) boundaries.push(start);
    schedules.push(piece);
  }
  const [only] = schedules;
  return schedules.length === 1 ? (only as LearningRateSchedule) : new Sequence({ schedules, boundaries });
}

/** The batches at which a formula begins, those at which schedulers begin, end, jump or move by epochs. */
function eventsOf(effects: readonly Effect[], { batches, epoch }: Run): readonly number[] {
  const events = new Set([0]);
  for (const { byEpoch, begin, ticks, breaks, piece } of effects) {
    if (byEpoch && epoch === null) continue;
    const moves = byEpoch && piece(1, 0) !== null;
    const own = moves ? Array.from({ length: Math.min(ticks, MOST_PIECES) }, (_, k) => k) : [0, ...breaks, ticks];
    for (const k of own) if (k <= ticks) events.add((begin + k) * (byEpoch ? (epoch as number) : 1));
  }
  const rising = [...events].filter((event) => event < batches).sort((a, b) => a - b);
  if (rising.length > MOST_PIECES) {
    throw new RangeError(`the schedulers change the value at more than ${MOST_PIECES} batches of their own.`);
  }
  return rising;
}

/** The own tick of an effect at a batch, if it has one there. */
function tickAt({ byEpoch, begin, ticks }: Effect, batch: number, { epoch }: Run): number | null {
  if (byEpoch && batch > 0 && (epoch === null || batch % epoch !== 0)) return null;
  const tick = (byEpoch && batch > 0 ? batch / (epoch as number) : batch) - begin;
  return tick >= 0 && tick < ticks ? tick : null;
}

/** The value for a batch, of the one for the batch before. */
function moved(before: number, effects: readonly Effect[], batch: number, run: Run): number {
  // All act when they are made; after that, those that move by epochs come last.
  const inTurn = batch === 0 ? effects : [...effects.filter((e) => !e.byEpoch), ...effects.filter((e) => e.byEpoch)];
  return inTurn.reduce((value, effect) => {
    const k = tickAt(effect, batch, run);
    return k === null ? value : effect.next(value, k);
  }, before);
}

/** What follows a value at `start`, until `end`. */
function pieceAt(
  value: number,
  effects: readonly Effect[],
  start: number,
  end: number,
  run: Run,
): LearningRateSchedule {
  const active = effects.flatMap((effect) => {
    const k = effect.byEpoch ? null : tickAt(effect, start, run);
    return k === null || effect.piece(value, k) === null ? [] : [{ effect, k }];
  });
  const [first, ...others] = active;
  if (!first || end - start <= 1) return new Constant({ value });
  if (others.length === 0) {
    const piece = first.effect.piece(value, first.k) as LearningRateSchedule;
    if (Math.abs(piece.at(0) - value) <= 1e-9 * Math.abs(value)) return piece;
    // What a scheduler sets, another one may have changed, for that one batch.
    return new Sequence({ schedules: [value, piece], boundaries: [1], clock: 'shared' });
  }
  if (active.every(({ effect, k }) => effect.isFactor(k))) {
    const factors = others.map(({ effect, k }) => effect.piece(1, k) as LearningRateSchedule);
    return new Product({ schedules: [first.effect.piece(value, first.k) as LearningRateSchedule, ...factors] });
  }
  const count = end - start;
  if (count > LONGEST_TABLE) {
    throw new RangeError(
      `two schedulers move the value together for ${count} batches, for which there is no formula; a table of at most ${LONGEST_TABLE} is made: let one begin where the other ends.`,
    );
  }
  const schedules = [value];
  for (let batch = start + 1; batch < end; batch++)
    schedules.push(moved(schedules.at(-1) as number, effects, batch, run));
  return new Sequence({ schedules, boundaries: schedules.slice(1).map((_, i) => i + 1) });
}
