import fc from 'fast-check';
import { deflateSync, strToU8 } from 'fflate';
import { describe, expect, test } from 'vitest';
import { fromLink, isLink, startPage, toLink } from '../../playground/src/state/link.js';
import { initialPage, type Page } from '../../playground/src/state/page.js';
import { pages } from './arbitrary-page.js';

/** A link with anything in it. */
function forged(value: unknown): string {
  const bytes = deflateSync(strToU8(typeof value === 'string' ? value : JSON.stringify(value)));
  return `#1.${Buffer.from(bytes).toString('base64url')}`;
}

function changed(change: (page: { plan: Record<string, unknown>; view: Record<string, unknown> }) => void): string {
  const page = structuredClone(initialPage) as never;
  change(page);
  return forged(page);
}

const withSpec = (spec: unknown) =>
  changed(({ plan }) => {
    plan['curves'] = [{ slot: 0, name: 'x', isVisible: true, spec }];
  });

test('any page comes back from its link as it was', () => {
  fc.assert(
    fc.property(pages, (page) => {
      expect(fromLink(toLink(page))).toEqual(page);
    }),
    { numRuns: 200 },
  );
});

test('a link is plain ASCII that no program breaks', () => {
  fc.assert(fc.property(pages, (page) => /^#1\.[\w-]+$/.test(toLink(page))));
});

test('a link cut off anywhere is refused, never half read', () => {
  const link = toLink(initialPage);
  for (let length = 3; length < link.length; length++) {
    expect(() => fromLink(link.slice(0, length))).toThrow('damaged');
  }
});

test('whatever a link has in it, the answer is a page or a sentence', () => {
  const check = (link: string) => {
    let page: Page;
    try {
      page = fromLink(link);
    } catch (error) {
      expect((error as Error).message).toMatch(/^This link .*\.$/s);
      return;
    }
    expect(fromLink(toLink(page))).toEqual(page);
  };
  fc.assert(fc.property(fc.jsonValue(), (value) => check(forged(value))));
  fc.assert(fc.property(fc.string(), (text) => check(`#1.${text}`)));
  // One value of a good page is something else.
  const page = JSON.parse(JSON.stringify(initialPage));
  const places: [object, string][] = [];
  const visit = (tree: object) => {
    for (const [key, value] of Object.entries(tree)) {
      places.push([tree, key]);
      if (typeof value === 'object' && value !== null) visit(value);
    }
  };
  visit(page);
  fc.assert(
    fc.property(fc.constantFrom(...places), fc.jsonValue({ maxDepth: 1 }), ([tree, key], value) => {
      const before = Reflect.get(tree, key);
      Reflect.set(tree, key, value);
      check(forged(page));
      Reflect.set(tree, key, before);
    }),
    { numRuns: 500 },
  );
});

describe('a link is refused', () => {
  test.each([
    ['of another version', '#2.abc', 'This link was made by another version of this page, and cannot be read here.'],
    ['that is no base64', '#1.ä', 'This link is damaged: copy the whole of it.'],
    ['that is no JSON', forged('{'), 'This link is damaged: copy the whole of it.'],
    ['that is too long', `#1.${'A'.repeat(70_000)}`, 'This link is too long to be one of this page.'],
    ['that would fill the memory', forged(`"${' '.repeat(4_000_000)}"`), 'This link is damaged: copy the whole of it.'],
    ['without a plan', forged({}), 'This link cannot be used: the plan is missing.'],
    [
      'with an unknown schedule',
      withSpec({ type: 'CosinusDecay' }),
      'This link cannot be used. In “x”: no schedule is called CosinusDecay; did you mean CosineDecay?',
    ],
    [
      'with a schedule out of range',
      withSpec({ type: 'CosineDecay', initial_learning_rate: 1, decay_steps: -1 }),
      'In “x”:',
    ],
    ['with a key of the prototype', withSpec(JSON.parse('{"type":"CosineDecay","__proto__":{}}')), 'In “x”:'],
    [
      'with a run without a length',
      changed(({ plan }) => Object.assign(plan, { run: { examples: 5 } })),
      'has no length',
    ],
    ['with a run that cannot be', changed(({ plan }) => Object.assign(plan, { run: { epochs: -1 } })), 'In its run:'],
    [
      'with two curves of one colour',
      changed(({ plan }) => {
        const [first] = plan['curves'] as object[];
        plan['curves'] = [first, first];
      }),
      'two curves have the same colour',
    ],
    ['with an unknown tab', changed(({ view }) => Object.assign(view, { tab: 'x' })), 'the tab is unknown'],
    [
      'with a zoom to nowhere',
      changed(({ view }) => Object.assign(view, { range: { from: 5, to: 5 } })),
      'the zoom is',
    ],
  ])('%s', (_, link, message) => {
    expect(() => fromLink(link)).toThrow(message);
  });
});

test('a recipe’s other spelling becomes the one that the fields know', () => {
  const { plan } = fromLink(withSpec({ type: 'torch.oneCycleLR', maxLr: 0.1, totalSteps: '100%' }));
  expect(plan.curves[0]?.spec).toEqual({ type: 'torch.OneCycleLR', max_lr: 0.1, total_steps: '100%' });
});

test('the page starts with its link, or says why not', () => {
  const first = { page: initialPage, problem: null, isKept: false };
  expect(startPage('')).toEqual(first);
  expect(startPage('#plot')).toEqual(first);
  const link = changed(({ view }) => Object.assign(view, { log: true }));
  expect(startPage('', link)).toMatchObject({ isKept: true, page: { view: { log: true } } });
  // By a newer page, perhaps.
  expect(startPage('', '#9.x')).toEqual(first);
  expect(startPage(changed(({ view }) => Object.assign(view, { log: true }))).page.view.log).toBe(true);
  expect(startPage('#1.x')).toEqual({ ...first, problem: 'This link is damaged: copy the whole of it.' });
  expect(isLink('#13.x')).toBe(true);
});
