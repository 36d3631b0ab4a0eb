/** The file of digits: for each one a byte that says which it is, and its pixels row by row, from 0 to 255. */
export const SIDE = 14;
export const PIXELS = SIDE ** 2;
export const CLASSES = 10;
export const DIGIT_BYTES = 1 + PIXELS;

/** The first digits are learnt, the others only looked at. */
export const TRAIN_DIGITS = 3000;
export const TEST_DIGITS = 1000;
export const DIGITS = TRAIN_DIGITS + TEST_DIGITS;
