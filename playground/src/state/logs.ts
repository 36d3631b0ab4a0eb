import { signal } from '@preact/signals';
import type { LoggedRates } from '../jobs/logged.js';

/** More would cover one another. */
export const MOST_LOGS = 4;

/** What runs have logged: drawn over the plan, and no part of it. */
export const logs = signal<readonly LoggedRates[]>([]);
