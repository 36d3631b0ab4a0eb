import url from 'virtual:digits';
import { cast, oneHot, type Tensor2D, tensor1d, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { CLASSES, DIGIT_BYTES, DIGITS, PIXELS, TRAIN_DIGITS } from './digits-format.js';
import { shuffled } from './random.js';

/** Images, each a row of pixels from 0 to 1, and for each a row with a 1 at what it shows. */
export type Batch = { readonly images: Tensor2D; readonly labels: Tensor2D };

/** The digits, each an index, as bytes. */
export type Digits = Uint8Array;

let digits: Promise<Digits> | undefined;

/** Loads the digits, once. */
export function loadDigits(): Promise<Digits> {
  digits ??= download();
  return digits;
}

async function download(): Promise<Digits> {
  const response = await fetch(url).catch(() => null);
  if (response?.ok) {
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (bytes.length === DIGITS * DIGIT_BYTES) return bytes;
  }
  throw new Error('the handwritten digits could not be loaded, try again.');
}

export const testDigits = Array.from({ length: DIGITS - TRAIN_DIGITS }, (_, i) => TRAIN_DIGITS + i);

/** Digits to learn, batch after batch, without end: in each epoch all of them in another order, save a last few. */
export function* trainBatches(size: number, random: () => number): Generator<number[], never> {
  const full = Math.min(size, TRAIN_DIGITS);
  for (;;) {
    const order = shuffled(Array(TRAIN_DIGITS).keys(), random);
    for (let start = 0; start + full <= TRAIN_DIGITS; start += full) yield order.slice(start, start + full);
  }
}

/** These digits as tensors; the caller disposes them. */
export function batchOf(bytes: Digits, indices: readonly number[]): Batch {
  const pixels = new Float32Array(indices.length * PIXELS);
  indices.forEach((digit, row) => {
    const start = digit * DIGIT_BYTES + 1;
    for (let i = 0; i < PIXELS; i++) pixels[row * PIXELS + i] = (bytes[start + i] as number) / 255;
  });
  const classes = Int32Array.from(indices, (digit) => bytes[digit * DIGIT_BYTES] as number);
  return {
    images: tensor2d(pixels, [indices.length, PIXELS]),
    labels: tidy(() => cast(oneHot(tensor1d(classes, 'int32'), CLASSES), 'float32') as Tensor2D),
  };
}
