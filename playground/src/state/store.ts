import { computed, effect, signal } from '@preact/signals';
import type { Path, ScheduleSpec } from 'lr-schedules/recipe';
import { type Built, buildAll, type Clock, clockOf } from './built.js';
import { History } from './history.js';
import { keptPlans, leftAt, turnPage } from './kept.js';
import { startPage } from './link.js';
import { type Curve, freeName, freeSlot, MOST_CURVES, type Page, type Plan, type View } from './page.js';
import { withValue } from './spec.js';

const address = globalThis.location?.hash ?? '';
const [kept] = keptPlans.peek();

/** How the page began. */
export const started = startPage(leftAt(address) ?? address, kept?.link ?? null);
if (started.isKept) turnPage(kept?.id);

export const history = new History<Plan>(started.page.plan);
export const view = signal<View>(started.page.view);
export const plan = computed(() => history.present);

/** The clock of the run; while the run is wrong, the one before. */
export const clock = computed<Clock>((): Clock => {
  lastClock = clockOf(plan.value.run, lastClock);
  return lastClock;
});
let lastClock: Clock = clockOf(started.page.plan.run, null);

/** Length of the run. */
export const totalSteps = computed(() => clock.value.clock.totalSteps as number);

/** What steps are shown in: a run that is not counted in epochs has none. */
export const unit = computed(() => {
  const { unit } = view.value;
  return unit === 'ep' && clock.value.clock.stepsPerEpoch === null ? 'st' : unit;
});

/** The curves with their schedules. */
export const built = computed<readonly Built[]>(() => {
  lastBuilt = buildAll(plan.value.curves, clock.value.clock, lastBuilt);
  return lastBuilt;
});
let lastBuilt: readonly Built[] = [];

/** Those that are drawn. */
export const shown = computed(() => built.value.filter(({ curve, schedule }) => curve.isVisible && schedule));

/** The curve that is edited; undefined if there is none. */
export const selected = computed(
  () => built.value.find(({ curve }) => curve.slot === view.value.selected) ?? built.value[0],
);

/** Whether all there is could be made, so that it can be shared and checked. */
export const isSound = computed(() => clock.value.problem === null && built.value.every(({ error }) => error === null));

export const page = computed<Page>(() => ({ plan: plan.value, view: view.value }));

/** Whether a slider is being dragged or the plot moved, so that each frame counts. */
export const isMoving = signal(false);

/** The step that is read off the curves; null for none. */
export const cursor = signal<number | null>(null);
effect(() => {
  // A run that has become shorter has no such step.
  if (cursor.value !== null && cursor.value >= totalSteps.value) cursor.value = null;
});

export function look(change: Partial<View>): void {
  view.value = { ...view.peek(), ...change };
}

/** Counts the pages that were opened: what was typed into fields before is not theirs. */
export const opened = signal(0);

/** Takes over another page, as an entry to undo. */
export function open(page: Page): void {
  opened.value++;
  history.change(page.plan);
  view.value = page.view;
}

export function changeRun(run: Plan['run'], gesture?: string): void {
  history.change({ ...plan.peek(), run }, gesture);
}

/** A curve with something else in it; `gesture` makes one entry of many such changes. */
export function changeCurve(slot: number, change: Partial<Curve>, gesture?: string): void {
  const curves = plan.peek().curves.map((curve) => (curve.slot === slot ? { ...curve, ...change } : curve));
  history.change({ ...plan.peek(), curves }, gesture);
}

/** Puts a value into a curve's spec; undefined takes out what is there. */
export function setValue(slot: number, path: Path, value: unknown, gesture?: string): void {
  const curve = plan.peek().curves.find((curve) => curve.slot === slot);
  if (!curve) return;
  const spec = withValue(curve.spec, path, value);
  if (spec !== curve.spec) changeCurve(slot, { spec }, gesture === undefined ? undefined : `${slot} ${gesture}`);
}

export interface NewCurve {
  readonly name: string;
  readonly spec: ScheduleSpec;
}

/** Adds curves after those there are, and selects the first of them. @returns how many there was no room for. */
export function addCurves(news: readonly NewCurve[], run = plan.peek().run): number {
  const curves = [...plan.peek().curves];
  const room = news.slice(0, MOST_CURVES - curves.length);
  if (room.length === 0) return news.length;
  const first = freeSlot(curves);
  for (const { name, spec } of room) {
    const slot = freeSlot(curves) as number;
    curves.push({ slot, name: freeName(curves, name), isVisible: true, spec });
  }
  history.change({ run, curves });
  if (first !== undefined) look({ selected: first });
  return news.length - room.length;
}

/** Takes these curves in place of all there are. */
export function replaceCurves(news: readonly NewCurve[], run: Plan['run']): void {
  const curves = news.map(({ name, spec }, slot) => ({ slot, name, isVisible: true, spec }));
  history.change({ run, curves });
  look({ selected: 0, range: null });
}

export function removeCurve(slot: number): void {
  const { curves } = plan.peek();
  const index = curves.findIndex((curve) => curve.slot === slot);
  const rest = curves.filter((curve) => curve.slot !== slot);
  history.change({ ...plan.peek(), curves: rest });
  const next = rest[Math.min(index, rest.length - 1)];
  if (next && view.peek().selected === slot) look({ selected: next.slot });
}
