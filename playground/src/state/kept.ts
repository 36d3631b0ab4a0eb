import { signal } from '@preact/signals';

/** A plan that was worked on, as its link. */
export interface KeptPlan {
  readonly id: number;
  readonly title: string;
  readonly link: string;
}

const KEY = 'plans';
const LEFT = 'left';
const MOST = 12;

/** The plans of this browser, the newest first. They are kept here only, and can be deleted. */
export const keptPlans = signal<readonly KeptPlan[]>(read());

/** Which of them is the one on the page; another one that is opened gets another number. */
let current = Date.now();

/** Keeps the plan on the page in place of what it was before. */
export function keepPlan(title: string, link: string): void {
  const others = keptPlans.peek().filter((plan) => plan.id !== current && plan.link !== link);
  write([{ id: current, title, link }, ...others].slice(0, MOST));
}

/** What comes is another plan: the one that was is kept as it is. */
export function turnPage(id = Date.now()): void {
  current = id;
}

export function forgetPlan(id: number): void {
  write(keptPlans.peek().filter((plan) => plan.id !== id));
}

export const forgetAllPlans = () => write([]);

/** Notes the link to a page that is left, at an address that could not be brought up to date any more. */
export function noteLeaving(address: string, link: string): void {
  attempt(() => sessionStorage.setItem(LEFT, JSON.stringify([address, link])));
}

/** The link to the page as it was left at this address; null if it was left otherwise. */
export function leftAt(address: string): string | null {
  return attempt(() => {
    const [from, link] = JSON.parse(sessionStorage.getItem(LEFT) ?? '[]');
    sessionStorage.removeItem(LEFT);
    return from === address && typeof link === 'string' ? link : null;
  });
}

function read(): readonly KeptPlan[] {
  const isKept = (plan: KeptPlan) =>
    Number.isFinite(plan?.id) && typeof plan.title === 'string' && typeof plan.link === 'string';
  return attempt(() => (JSON.parse(localStorage.getItem(KEY) ?? '[]') as KeptPlan[]).filter(isKept)) ?? [];
}

function write(plans: readonly KeptPlan[]): void {
  keptPlans.value = plans;
  attempt(() => localStorage.setItem(KEY, JSON.stringify(plans)));
}

/** Storage may be refused, full, or have in it what nobody here wrote: the page works without. */
function attempt<T>(act: () => T): T | null {
  try {
    return act();
  } catch {
    return null;
  }
}
