import { effect } from '@preact/signals';
import { formatStep } from '../plot/format.js';
import { keepPlan, noteLeaving, turnPage } from './kept.js';
import { fromLink, isLink, toLink } from './link.js';
import { tell } from './notice.js';
import { initialPage } from './page.js';
import { history, isSound, open, page, plan, started, totalSteps } from './store.js';

/** Browsers allow some hundred changes of the address a minute. */
const PAUSE = 300;

/** The address as it was last seen: another one is a link that was followed, the event of which is still to come. */
let seen = location.hash;

export function putAddress(address: string): void {
  window.history.replaceState(null, '', address);
  seen = location.hash;
}

/** Keeps the address and the page the same: what is shown is in the link, and a link that comes in is shown. */
export function followAddress(): void {
  if (started.problem) tell('problem', started.problem);
  if (started.isKept) {
    tell('done', 'Your last plan is here again. It is kept in this browser only.', {
      label: 'Start afresh',
      run: () => {
        turnPage();
        open(initialPage);
      },
    });
  }
  let timer: ReturnType<typeof setTimeout>;
  /** The last link that can be followed. */
  let link = isSound.peek() ? toLink(page.peek()) : '';
  const write = () => {
    clearTimeout(timer);
    if (!isSound.peek() || location.hash !== seen) return;
    const before = seen;
    link = toLink(page.peek());
    putAddress(link);
    // What nobody has touched need not be kept.
    if (history.canUndo.peek()) keepPlan(titleOfPlan(), link);
    return before;
  };
  effect(() => {
    page.value;
    clearTimeout(timer);
    timer = setTimeout(write, PAUSE);
  });
  // Who leaves right after a change finds it when they come back: who reloads is sent to the address before this.
  addEventListener('pagehide', () => {
    const before = write();
    if (before !== undefined && before !== link) noteLeaving(before, link);
  });
  addEventListener('hashchange', () => {
    const { hash } = location;
    seen = hash;
    if (!isLink(hash) || hash === toLink(page.peek())) return;
    if (openLink(hash)) link = hash;
    else putAddress(link || location.pathname);
  });
}

/** Opens the plan in a link, as another one than that on the page. @returns whether it could be read. */
export function openLink(link: string, id?: number): boolean {
  try {
    const next = fromLink(link);
    turnPage(id);
    open(next);
    return true;
  } catch (error) {
    tell('problem', (error as Error).message);
    return false;
  }
}

/** The plan in a few words. */
function titleOfPlan(): string {
  const names = plan.peek().curves.map(({ name }) => name);
  return `${names.join(', ') || 'No curves'} · ${formatStep(totalSteps.peek())} updates`.slice(0, 120);
}
