import { deflateSync, inflateSync, strFromU8, strToU8 } from 'fflate';
import { type TimeUnit, trainingClock } from 'lr-schedules';
import { targets } from 'lr-schedules/codegen';
import { canonicalSpec, scheduleFrom } from 'lr-schedules/recipe';
import {
  type Curve,
  initialPage,
  LONGEST_NAME,
  MOST_BATCH,
  MOST_CURVES,
  MOST_UPDATES,
  type Page,
  type Plan,
  type Range,
  tabs,
  type View,
} from './page.js';

/** The version of the form, which a link begins with. */
const VERSION = 1;
/** Characters of a link, and bytes of what is packed in it. */
const LONGEST_LINK = 64_000;
const LARGEST = 256_000;

const units: readonly TimeUnit[] = ['st', 'ep', '%'];
const optimizers = ['sgd', 'momentum', 'adam'] as const;

/** The page as the fragment of an address, with its `#`. */
export function toLink(page: Page): string {
  const bytes = deflateSync(strToU8(JSON.stringify(page)), { level: 9 });
  const text = btoa(String.fromCharCode(...bytes));
  return `#${VERSION}.${text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`;
}

/** Whether a fragment means to be a link of this page, rather than a place on it. */
export const isLink = (fragment: string) => /^#\d+\./.test(fragment);

/**
 * The page in a fragment; nothing in it is taken unchecked.
 * @throws {Error} in a sentence for the person who followed the link.
 */
export function fromLink(fragment: string): Page {
  const [, version, text = ''] = /^#(\d+)\.(.*)$/s.exec(fragment) ?? [];
  if (Number(version) !== VERSION) {
    throw new Error('This link was made by another version of this page, and cannot be read here.');
  }
  return readPage(unpack(text));
}

function unpack(text: string): unknown {
  if (text.length > LONGEST_LINK) throw new Error('This link is too long to be one of this page.');
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    const room = new Uint8Array(LARGEST);
    const bytes = inflateSync(
      Uint8Array.from(binary, (character) => character.charCodeAt(0)),
      { out: room },
    );
    // What does not fit into the room is cut off, so that nothing can fill the memory.
    if (bytes.length >= LARGEST) throw new RangeError();
    return JSON.parse(strFromU8(bytes));
  } catch {
    throw new Error('This link is damaged: copy the whole of it.');
  }
}

function readPage(value: unknown): Page {
  const { plan, view } = object(value, 'the page');
  const read = readPlan(plan);
  return { plan: read, view: readView(view) };
}

/** @throws {Error} for a plan of which something cannot be drawn. */
function readPlan(value: unknown): Plan {
  const { run, curves } = object(value, 'the plan');
  const given = object(run, 'the run') as Plan['run'];
  const clock = attempt('its run', () => trainingClock(given));
  if (clock.totalSteps === null) refuse('the run has no length');
  const read = list(curves, 'the curves', MOST_CURVES).map((curve): Curve => {
    const { slot, name, isVisible, spec } = object(curve, 'a curve');
    const called = text(name, 'the name of a curve');
    attempt(`“${called.replace(/\p{C}/gu, ' ')}”`, () => scheduleFrom(spec, { clock }));
    return {
      slot: whole(slot, 'the colour of a curve', 0, MOST_CURVES - 1),
      name: called,
      isVisible: flag(isVisible, 'whether a curve is shown'),
      spec: canonicalSpec(spec as Curve['spec']),
    };
  });
  if (new Set(read.map(({ slot }) => slot)).size < read.length) refuse('two curves have the same colour');
  return { run: given, curves: read };
}

function readView(value: unknown): View {
  const view = object(value, 'the view');
  const training = object(view['training'], 'the training');
  return {
    selected: whole(view['selected'], 'the chosen curve', 0, MOST_CURVES - 1),
    log: flag(view['log'], 'the kind of axis'),
    unit: oneOf(view['unit'], units, 'the unit'),
    range: view['range'] === null ? null : readRange(view['range']),
    tab: oneOf(view['tab'], tabs, 'the tab'),
    target: oneOf(
      view['target'],
      targets.map(({ name }) => name),
      'the kind of code',
    ),
    training: {
      updates: whole(training['updates'], 'the number of updates', 1, MOST_UPDATES),
      batchSize: whole(training['batchSize'], 'the batch size', 1, MOST_BATCH),
      seed: whole(training['seed'], 'the seed', 0, 2 ** 31),
      optimizer: oneOf(training['optimizer'], optimizers, 'the optimizer'),
    },
  };
}

function readRange(value: unknown): Range {
  const range = object(value, 'the zoom');
  const from = whole(range['from'], 'the zoom', 0, Number.MAX_SAFE_INTEGER);
  return { from, to: whole(range['to'], 'the zoom', from + 1, Number.MAX_SAFE_INTEGER) };
}

function refuse(what: string): never {
  throw new Error(`This link cannot be used: ${what}.`);
}

function attempt<T>(what: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw new Error(`This link cannot be used. In ${what}: ${error instanceof Error ? error.message : error}`);
  }
}

function object(value: unknown, what: string): Readonly<Record<string, unknown>> {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as Record<string, unknown>) : refuse(`${what} is missing`);
}

function list(value: unknown, what: string, most: number): readonly unknown[] {
  return Array.isArray(value) && value.length <= most ? value : refuse(`${what} are not a list of up to ${most}`);
}

const text = (value: unknown, what: string) =>
  typeof value === 'string' && value.length <= LONGEST_NAME ? value : refuse(`${what} is not a short text`);

const flag = (value: unknown, what: string) => (typeof value === 'boolean' ? value : refuse(`${what} is not clear`));

const whole = (value: unknown, what: string, from: number, to: number) =>
  Number.isSafeInteger(value) && (value as number) >= from && (value as number) <= to
    ? (value as number)
    : refuse(`${what} is not a whole number from ${from} to ${to}`);

const oneOf = <T extends string>(value: unknown, known: readonly T[], what: string): T =>
  known.find((item) => item === value) ?? refuse(`${what} is unknown`);

/** What the page shows at first, and why if that is not what its address asked for. */
export function startPage(fragment: string): { readonly page: Page; readonly problem: string | null } {
  if (!isLink(fragment)) return { page: initialPage, problem: null };
  try {
    return { page: fromLink(fragment), problem: null };
  } catch (error) {
    return { page: initialPage, problem: (error as Error).message };
  }
}
