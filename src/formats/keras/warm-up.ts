import { show } from '../../errors.js';
import { fail, isObject, type JsonObject, type ReadOptions, within } from '../reading.js';

/** The class of either is called `WarmUp`. */
export const WARM_UP = 'WarmUp';

/** Whose `WarmUp` it is: the clock of what follows starts anew in Transformers, and has been running in Model Garden. */
const CLOCKS = { transformers: 'restart', 'model-garden': 'shared' } as const;

const KEYS = ['initial_learning_rate', 'decay_schedule_fn', 'warmup_steps', 'power', 'name'];

/**
 * A saved schedule with each `WarmUp` in it as what it does: initial_learning_rate · (t / warmup_steps)^power, then
 * `decay_schedule_fn`, whose clock starts at 0 in Transformers, and is the training's in Model Garden's NLP.
 * @throws {TypeError} that asks which of the two it is, where nothing tells.
 */
export function withoutWarmUps(saved: unknown, part: string, options: ReadOptions): unknown {
  if (Array.isArray(saved)) return saved.map((item, i) => withoutWarmUps(item, within(part, String(i)), options));
  if (!isObject(saved)) return saved;
  const copy: JsonObject = {};
  for (const [key, value] of Object.entries(saved)) copy[key] = withoutWarmUps(value, within(part, key), options);
  return isWarmUp(saved, options) ? unrolled(copy, within(part, 'config'), options) : copy;
}

const isWarmUp = ({ class_name: name, config }: JsonObject, { customObjects = {} }: ReadOptions) =>
  typeof name === 'string' &&
  name.slice(name.lastIndexOf('>') + 1) === WARM_UP &&
  isObject(config) &&
  !Object.hasOwn(customObjects, WARM_UP);

function unrolled(saved: JsonObject, part: string, options: ReadOptions): unknown {
  const config = saved['config'] as JsonObject;
  const unknown = Object.keys(config).find((key) => !KEYS.includes(key));
  if (unknown !== undefined) fail(within(part, unknown), `WarmUp has no such key: it has ${KEYS.join(', ')}.`);
  const number = (key: string, fallback?: number): number => {
    const value = config[key] ?? fallback;
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    return fail(within(part, key), `a finite number is required, received ${show(value)}.`);
  };
  const decay = config['decay_schedule_fn'];
  if (typeof decay !== 'number' && !isObject(decay)) {
    fail(within(part, 'decay_schedule_fn'), `a number or a schedule is required, received ${show(decay)}.`);
  }
  const steps = number('warmup_steps');
  const factor = number('initial_learning_rate');
  const power = number('power', 1);
  if (steps <= 0) return asSchedule(decay);
  const climb = { class_name: 'Power', config: { factor, power, steps, shift: 0 } };
  const clock = typeof decay === 'number' ? 'shared' : CLOCKS[ownerOf(saved, part, options)];
  return { class_name: 'Sequence', config: { schedules: [climb, decay], boundaries: [steps], clock } };
}

const asSchedule = (decay: unknown) =>
  typeof decay === 'number' ? { class_name: 'Constant', config: { value: decay } } : decay;

function ownerOf(saved: JsonObject, part: string, { warmUp }: ReadOptions): keyof typeof CLOCKS {
  if (warmUp !== undefined) {
    if (Object.hasOwn(CLOCKS, warmUp)) return warmUp;
    throw new RangeError(
      `readSchedule: warmUp must be one of ${Object.keys(CLOCKS).join(', ')}, received ${show(warmUp)}.`,
    );
  }
  // Newer files say where a class is from.
  const from = `${String(saved['module'] ?? '')} ${String(saved['registered_name'] ?? '')}`;
  if (/\btransformers\b/.test(from)) return 'transformers';
  if (/\bofficial\b|\btfm\b/.test(from)) return 'model-garden';
  return fail(
    part,
    'there are two classes WarmUp, which differ after the warmup: the schedule then starts at step 0 in Transformers, and at the step of the training in Model Garden: pass warmUp: "transformers" or warmUp: "model-garden" (--warm-up).',
  );
}
