/** What any file may cost, however small; a unit is about what it takes to look at a byte, or to make one. */
const LEAST = 32 << 20;
/** What it may cost for each of its bytes: well compressed files become this much larger. */
const FOR_EACH_BYTE = 16;

/**
 * What is left of the work that reading one file may cost, which grows with its size. Whoever reads spends it first, so
 * that no file, whatever is in it, takes more time or memory than an honest one of its size could.
 */
export class Budget {
  private left: number;

  /** @param size bytes, or characters, of the file. */
  constructor(private size: number) {
    this.left = LEAST + FOR_EACH_BYTE * size;
  }

  /** More of a file has come, whose size nobody knew. */
  grow(size: number): void {
    this.size += size;
    this.left += FOR_EACH_BYTE * size;
  }

  /** @throws {RangeError} that starts with the part of the file, once all is spent. */
  spend(cost: number, part: string): void {
    this.left -= cost;
    if (this.isSpent) {
      throw new RangeError(
        `${part}: reading it takes more work than an honest file of ${this.size} bytes does: it is damaged, or made to do harm.`,
      );
    }
  }

  /** Whether there is none left. */
  get isSpent(): boolean {
    // NaN has no end either.
    return !(this.left >= 0);
  }
}
