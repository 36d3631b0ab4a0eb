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
  const write = () => {
    clearTimeout(timer);
    if (isSound.peek()) window.history.replaceState(null, '', toLink(page.peek()));
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
    } catch (error) {
      tell('problem', (error as Error).message);
      window.history.replaceState(null, '', toLink(page.peek()));
    }
  });
}
