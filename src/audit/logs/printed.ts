import type { RateLog } from '../log.js';

/** The largest error of a number that was rounded to float32, as a part of it. */
export const FLOAT32 = 2 ** -24;

/** As many digits as no rounded number has, only a double as it is. */
const DOUBLE = 15;
/** Up to so many different numbers of up to so many digits are taken as somebody wrote them, not for rounded ones. */
const FEW = 5;
const SHORT = 3;

/** Finds how exactly numbers are printed, from all their texts. */
export class Printed {
  /** How many numbers, each other than the one before, have so many digits and decimals. */
  private readonly shapes = new Map<number, number>();
  private different = 0;
  private last = Number.NaN;
  private isFloat32 = true;

  add(text: string, value: number): void {
    if (value === this.last || value === 0) return;
    this.last = value;
    this.different++;
    this.isFloat32 &&= Math.fround(value) === value;
    const shape = shapeOf(text);
    this.shapes.set(shape, (this.shapes.get(shape) ?? 0) + 1);
  }

  /** As many decimals of all numbers make an absolute grain, as many significant digits a relative one. */
  precision(): RateLog['precision'] {
    const shapes = [...this.shapes].map(([shape, count]) => ({ ...partsOf(shape), count }));
    const digits = Math.max(0, ...shapes.map((shape) => shape.digits));
    const decimals = Math.max(...shapes.map((shape) => shape.decimals));
    if (this.isFloat32 && digits >= 9) return { relative: FLOAT32, absolute: 0 };
    if (digits >= DOUBLE || (digits <= SHORT && this.different <= FEW)) return { relative: 0, absolute: 0 };
    // All decimals but fewer digits speak for as many decimals of each number, and the other way round.
    let forDecimals = 0;
    for (const shape of shapes) {
      if (shape.decimals === decimals && shape.digits < digits) forDecimals += shape.count;
      if (shape.decimals < decimals && shape.digits === digits) forDecimals -= shape.count;
    }
    if (forDecimals > 0 || (forDecimals === 0 && digits <= SHORT)) {
      return { relative: 0, absolute: Number(`1e${-decimals}`) };
    }
    const half = Number(`5e-${digits}`);
    // The shortest text of a float32 has eight or nine digits, and is no more exact than that.
    return { relative: digits >= 8 && digits <= 9 ? Math.max(half, FLOAT32) : half, absolute: 0 };
  }
}

const WIDTH = 1024;
const partsOf = (shape: number) => ({ digits: Math.floor(shape / WIDTH), decimals: (shape % WIDTH) - WIDTH / 2 });

/** How many significant digits a number is written with, and how many decimals, as one number. */
function shapeOf(text: string): number {
  let digits = 0;
  let decimals = 0;
  let isBehindPoint = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 48 && code <= 57) {
      if (digits > 0 || code !== 48) digits++;
      if (isBehindPoint) decimals++;
    } else if (code === 46) isBehindPoint = true;
    else if (code === 69 || code === 101) {
      decimals -= Number(text.slice(i + 1));
      break;
    }
  }
  return digits * WIDTH + Math.max(0, Math.min(decimals + WIDTH / 2, WIDTH - 1));
}
