import { warmupCosineLR, warmupMultiStepLR, warmupStepWithFixedGammaLR } from '../../dialects/detectron2/index.js';
import { nearest, show } from '../../errors.js';
import type { LearningRateSchedule } from '../../schedule.js';
import { Scale } from '../../schedules/blocks/scale.js';
import { type Base, readBase } from '../base.js';
import type { FormFile, FormOptions } from '../form.js';
import { mapOf, openFile } from '../open-file.js';
import { type Found, fail, inPart, isObject, type JsonObject } from '../reading.js';
import { roundHalfEven } from '../rounding.js';
import { LackingError } from '../run.js';
import { Settings } from '../settings.js';

/** The keys of `SOLVER` that there are; yacs refuses others. */
const KNOWN =
  'OPTIMIZER LR_SCHEDULER_NAME MAX_ITER BASE_LR BASE_LR_END MOMENTUM NESTEROV WEIGHT_DECAY WEIGHT_DECAY_NORM WEIGHT_DECAY_BIAS BIAS_LR_FACTOR GAMMA STEPS NUM_DECAYS WARMUP_FACTOR WARMUP_ITERS WARMUP_METHOD RESCALE_INTERVAL CHECKPOINT_PERIOD IMS_PER_BATCH REFERENCE_WORLD_SIZE CLIP_GRADIENTS AMP'.split(
    ' ',
  );

/** @throws {TypeError | RangeError} that names the place, for what detectron2 refuses and for a base that is not given. */
export async function readDetectron2(file: FormFile, options: FormOptions): Promise<Found> {
  const map = mapOf(file);
  const inherited = await solverOfBase(file, map, options, null);
  const own = map['SOLVER'] ?? {};
  if (!isObject(own)) fail(file.at(['SOLVER']), `a map is required, received ${show(own)}.`);
  const solver = new Settings(file, withTuples({ ...inherited, ...own }), ['SOLVER']);
  for (const key of Object.keys(solver.map)) {
    if (KNOWN.includes(key)) continue;
    const meant = nearest(key, KNOWN);
    fail(
      solver.at(key),
      `there is no key ${show(key)}: ${meant ? `did you mean ${meant}?` : `it has ${KNOWN.join(', ')}.`}`,
    );
  }
  const scale = scaleOf(file, solver, options.run.workers);
  const count = (key: string, atLeast: number, fallback: number) =>
    roundHalfEven(solver.count(key, atLeast, fallback) / scale);
  const baseLr = solver.number('BASE_LR', {}, 0.001) * scale;
  const maxIter = scale === 1 ? solver.count('MAX_ITER', 1, 40_000) : count('MAX_ITER', 1, 40_000);
  const method = solver.text('WARMUP_METHOD', 'linear');
  const common = {
    baseLr,
    maxIter,
    warmupFactor: solver.number('WARMUP_FACTOR', {}, 0.001),
    warmupIters: count('WARMUP_ITERS', 0, 1000),
    warmupMethod:
      method === 'linear' || method === 'constant' ? method : solver.refuse('WARMUP_METHOD', "'linear' or 'constant'"),
    rescaleInterval: solver.flag('RESCALE_INTERVAL', false),
  } as const;
  const gamma = solver.number('GAMMA', {}, 0.1);
  const steps = (solver.numbers('STEPS', [30_000]) as readonly number[]).map((step) => roundHalfEven(step / scale));
  const name = solver.text('LR_SCHEDULER_NAME', 'WarmupMultiStepLR');
  const schedules: Readonly<Record<string, () => LearningRateSchedule>> = {
    WarmupMultiStepLR: () => warmupMultiStepLR({ ...common, steps, gamma }),
    WarmupCosineLR: () => warmupCosineLR({ ...common, baseLrEnd: solver.number('BASE_LR_END', {}, 0) }),
    WarmupStepWithFixedGammaLR: () =>
      warmupStepWithFixedGammaLR({ ...common, gamma, numDecays: solver.count('NUM_DECAYS', 0, 3) }),
  };
  if (!Object.hasOwn(schedules, name)) {
    const names = Object.keys(schedules);
    const meant = nearest(name, names);
    solver.refuse('LR_SCHEDULER_NAME', `one of ${names.join(', ')}${meant ? ` (did you mean ${meant}?)` : ''}`);
  }
  const schedule = inPart(solver.at(), schedules[name] as () => LearningRateSchedule);
  const factor = solver.number('BIAS_LR_FACTOR', {}, 1);
  const batchSize = solver.count('IMS_PER_BATCH', 1, null);
  const known = { ...options.run, totalSteps: maxIter };
  return {
    schedule,
    groups: factor === 1 ? {} : { bias: new Scale({ schedule, factor }) },
    run: batchSize === null || options.run.workers !== undefined ? known : { ...known, batchSize },
    ignored: solver.unused(),
  };
}

/** With a number of workers that the file is written for, another number scales the rate and the lengths. */
function scaleOf(file: FormFile, solver: Settings, workers: number | undefined): number {
  const reference = solver.count('REFERENCE_WORLD_SIZE', 0, 0);
  if (reference === 0) return 1;
  if (workers === undefined) {
    throw new LackingError(file.name, `the number of workers, which SOLVER.REFERENCE_WORLD_SIZE is compared with,`, [
      'workers',
    ]);
  }
  if (workers !== reference && solver.count('IMS_PER_BATCH', 1, 16) % reference !== 0) {
    solver.refuse('IMS_PER_BATCH', `a multiple of REFERENCE_WORLD_SIZE (${reference})`);
  }
  return workers / reference;
}

async function solverOfBase(
  file: FormFile,
  map: JsonObject,
  options: FormOptions,
  from: Base | null,
): Promise<JsonObject> {
  const written = map['_BASE_'];
  if (written === undefined || written === null) return {};
  if (typeof written !== 'string') fail(file.at(['_BASE_']), `a text is required, received ${show(written)}.`);
  const base = await readBase(file, options, written, from);
  const parent = mapOf(await openFile(base.text, base.path));
  const solver = parent['SOLVER'];
  return { ...(await solverOfBase(file, parent, options, base)), ...(isObject(solver) ? solver : {}) };
}

/** Texts that are Python's tuples, as detectron2 reads them: `(60000, 80000)` is a text in YAML. */
function withTuples(map: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(map).map(([key, value]) => {
      const inside = typeof value === 'string' ? /^\s*[([]([\d\s.,e+-]*)[)\]]\s*$/i.exec(value)?.[1] : undefined;
      const items = inside?.split(',').map((item) => item.trim());
      if (items?.at(-1) === '') items.pop();
      return [key, items ? items.map((item) => (item === '' ? Number.NaN : Number(item))) : value];
    }),
  );
}
