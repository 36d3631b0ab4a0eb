/** Nanoseconds that one run of `body` takes. */
function once(body) {
  const start = process.hrtime.bigint();
  body();
  return Number(process.hrtime.bigint() - start);
}

/** The middle of `numbers`, and how far from it half of them lie. */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const at = (q) => sorted[Math.round(q * (sorted.length - 1))];
  return { median: at(0.5), spread: (at(0.75) - at(0.25)) / 2 };
}

/**
 * Times two bodies in turns, so that a busy machine slows both alike.
 * @returns the ratio ours / theirs and the time of each in nanoseconds, as medians with their spread.
 */
export function compare(ours, theirs, { rounds = 25, units = 1 } = {}) {
  for (let i = 0; i < 5; i++) {
    once(theirs);
    once(ours);
  }
  const pairs = Array.from({ length: rounds }, () => {
    const b = once(theirs) / units;
    const a = once(ours) / units;
    return { a, b, ratio: a / b };
  });
  return {
    ratio: median(pairs.map(({ ratio }) => ratio)),
    ours: median(pairs.map(({ a }) => a)),
    theirs: median(pairs.map(({ b }) => b)),
  };
}

export const format = ({ median, spread }, digits = 2) => `${median.toFixed(digits)} ± ${spread.toFixed(digits)}`;
