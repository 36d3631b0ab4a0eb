import { effect } from '@preact/signals';
import { fromLink, isLink, toLink } from './link.js';
import { tell } from './notice.js';
import { isSound, open, page, startProblem } from './store.js';

/** Browsers allow some hundred changes of the address a minute. */
const PAUSE = 300;

/** Keeps the address and the page the same: what is shown is in the link, and a link that comes in is shown. */
export function followAddress(): void {
  if (startProblem) tell('problem', startProblem);
  let timer: ReturnType<typeof setTimeout>;
  /** The last link that can be followed. */
  let link = isSound.peek() ? toLink(page.peek()) : '';
  const write = () => {
    clearTimeout(timer);
    if (!isSound.peek()) return;
    link = toLink(page.peek());
    window.history.replaceState(null, '', link);
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
    if (!isLink(hash) || hash === toLink(page.peek())) return;
    try {
      open(fromLink(hash));
      link = hash;
    } catch (error) {
      tell('problem', (error as Error).message);
      window.history.replaceState(null, '', link || location.pathname);
    }
  });
}
