import { expect, test } from 'vitest';
import { bundle, findEngines, type Result } from './engines.js';
import { POWERS, ulpsBetween } from './rates.js';

/**
 * By how many units in the last place of the largest rate the powers of engines may differ. JavaScriptCore multiplies whole
 * powers out, which rounds at each step.
 */
const MOST_ULPS = 64;

const program = await bundle();
const [node, ...others] = await Promise.all(
  findEngines().map(async ({ name, run }) => ({ name, ...(await run(program)) })),
);

const differing = (rows: Result['classes'], ours: Result['classes']) =>
  Object.keys(ours).filter((name) => rows[name]?.digest !== ours[name]?.digest);

test.skipIf(others.length === 0)(
  '10^5 rates of each class are the same to the bit in every engine, powers aside',
  () => {
    const ours = (node as Result).classes;
    expect(Object.keys(ours).length).toBeGreaterThan(60);
    for (const { name, classes, functions } of others) {
      expect(Object.keys(classes)).toEqual(Object.keys(ours));
      const ulps = (rows: Result['classes'], own: Result['classes']) =>
        differing(rows, own).map((row) => [row, ulpsBetween(rows[row]?.values ?? [], own[row]?.values ?? [])] as const);
      const left = ulps(classes, ours);
      console.log(
        `${name} differs from Node in ${JSON.stringify([...ulps(functions, (node as Result).functions), ...left])}`,
      );
      expect(left.filter(([row]) => !row.includes(POWERS))).toEqual([]);
      expect(left.filter(([, most]) => !(most <= MOST_ULPS))).toEqual([]);
    }
  },
);
