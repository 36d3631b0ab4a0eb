/** A list of numbers that grows, as compact as numbers are. */
export class Numbers {
  length = 0;
  private values = new Float64Array(8);

  push(value: number): void {
    if (this.length === this.values.length) {
      const longer = new Float64Array(2 * this.length);
      longer.set(this.values);
      this.values = longer;
    }
    this.values[this.length++] = value;
  }

  at(index: number): number {
    return index < this.length ? (this.values[index] as number) : Number.NaN;
  }

  /** The numbers so far; the same memory, so to be read before more are added. */
  view(): Float64Array {
    return this.values.subarray(0, this.length);
  }
}
