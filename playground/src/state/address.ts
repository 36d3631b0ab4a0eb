import { effect } from '@preact/signals';
import { fromLink, isLink, toLink } from './link.js';
import { tell } from './notice.js';
import { isSound, open, page, startProblem } from './store.js';

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
  if (startProblem) tell('problem', startProblem);
  let timer: ReturnType<typeof setTimeout>;
  /** The last link that can be followed. */
  let link = isSound.peek() ? toLink(page.peek()) : '';
  const write = () => {
    clearTimeout(timer);
    if (!isSound.peek() || location.hash !== seen) return;
    link = toLink(page.peek());
    putAddress(link);
  };
  effect(() => {
    page.value;
    clearTimeout(timer);
    timer = setTimeout(write, PAUSE);
  });
  // Who leaves right after a change finds it when they come back.
  addEventListener('pagehide', write);
  addEventListener('hashchange', () => {
    const { hash } = location;
    seen = hash;
    if (!isLink(hash) || hash === toLink(page.peek())) return;
    try {
      open(fromLink(hash));
      link = hash;
    } catch (error) {
      tell('problem', (error as Error).message);
      putAddress(link || location.pathname);
    }
  });
}
