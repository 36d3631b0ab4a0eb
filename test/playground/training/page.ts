import type { TrainingEvent } from '../../../playground/src/training/protocol.js';
import { Trainer } from '../../../playground/src/training/trainer.js';

const violations: string[] = [];
document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
  violations.push(`${violatedDirective}: ${blockedURI}`);
});

let events: TrainingEvent[] = [];
/** Looks at each event that comes. */
let look = (_: TrainingEvent) => {};

const trainer = new Trainer((event) => {
  events.push(event);
  look(event);
});

// Requests come as text, since TypeScript does not see through playwright's types for what nests without end.
const tests = {
  violations,

  /** Starts a training and gives its events up to the first of one of these types. */
  async start(request: string, ...until: readonly TrainingEvent['type'][]): Promise<readonly TrainingEvent[]> {
    events = [];
    const found = tests.next(...until);
    trainer.start(JSON.parse(request));
    await found;
    return events;
  },

  /** Waits for the next event of one of these types. */
  next(...types: readonly TrainingEvent['type'][]): Promise<void> {
    return new Promise((found) => {
      look = ({ type }) => types.includes(type) && found();
    });
  },

  pause: () => trainer.pause(),
  resume: () => trainer.resume(),
  stop: () => trainer.stop(),
  events: () => events,

  /** The tensors that there are after a training in the page's own thread, which may be stopped at an event. */
  async tensorsAfter(request: string, stopAt?: TrainingEvent['type']): Promise<number> {
    const [{ train }, { Control }, { memory }] = await Promise.all([
      import('../../../playground/src/training/train.js'),
      import('../../../playground/src/training/control.js'),
      import('@tensorflow/tfjs-core'),
    ]);
    const control = new Control();
    await train(JSON.parse(request), ({ type }) => type === stopAt && control.tell('stop'), control);
    return memory().numTensors;
  },
};

/** What the page offers to the tests, as its one global. */
export type Tests = typeof tests;

Object.assign(globalThis, { tests });
