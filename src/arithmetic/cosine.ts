// sin(πy) = y · P(y²) on [−1/2, 1/2], by the coefficients of P: a minimax polynomial, within 2.7e−16, and exact at 0, 1/6
// and 1/2. It takes multiplications and additions alone, which every engine rounds alike: their own sines differ.
const P0 = Math.PI;
const P1 = -5.167712780049969;
const P2 = 2.5501640398773007;
const P3 = -0.5992645293189447;
const P4 = 0.0821458865731029;
const P5 = -0.007370430505916944;
const P6 = 0.0004662998161898394;
const P7 = -2.1903497074626018e-5;
const P8 = 7.697826768224191e-7;

/** The coefficients of P, for an arithmetic with operations of its own. */
export const coefficients: readonly number[] = [P0, P1, P2, P3, P4, P5, P6, P7, P8];

/** cos(πx), the same to the bit in every engine, and exact where it is −1, −1/2, 0, 1/2 or 1. */
export function cosPi(x: number): number {
  // cos(πx) = sin(π(1/2 − x)), once x is brought into [0, 1].
  const y = 0.5 - (x < 0 || x > 1 ? foldIntoUnit(x) : x);
  const z = y * y;
  return y * (P0 + z * (P1 + z * (P2 + z * (P3 + z * (P4 + z * (P5 + z * (P6 + z * (P7 + z * P8))))))));
}

/** The number in [0, 1] with the cosPi of `x`. */
function foldIntoUnit(x: number): number {
  return Math.abs(x - 2 * Math.floor(x * 0.5 + 0.5));
}
