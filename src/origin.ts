import type { LearningRateSchedule } from './schedule.js';

/** The framework's function, or the known curve of this package, that made a schedule out of blocks. */
export interface Origin {
  readonly framework: 'optax' | 'torch' | 'timm' | 'transformers' | 'blocks';
  /** Its name in the framework, or in this package: `'CosineAnnealingLR'`, `'noam'`. */
  readonly name: string;
  /** The options it was called with, under this package's names. */
  readonly options: Readonly<Record<string, unknown>>;
}

const origins = /* @__PURE__ */ new WeakMap<LearningRateSchedule, Origin>();

/** Notes what made a schedule, for findings and printed code that speak its language. @returns that schedule. */
export function madeBy<S extends LearningRateSchedule>(
  framework: Origin['framework'],
  name: string,
  options: object,
  schedule: S,
): S {
  origins.set(schedule, { framework, name, options: copyOf(options) as Origin['options'] });
  return schedule;
}

/** What made a schedule; undefined for one made by its class, or loaded from its JSON. */
export const originOf = (schedule: LearningRateSchedule): Origin | undefined => origins.get(schedule);

/** A copy that nobody else can change. Schedules are functions, and cannot be changed anyway. */
function copyOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return Object.freeze(value.map(copyOf));
  return Object.freeze(Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copyOf(inner)])));
}
