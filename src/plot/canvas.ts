/** Where Unicode begins to have a character for each set of the eight dots of a cell. */
const BRAILLE = 0x2800;
/** The bit of each dot, row by row. */
const DOTS = [1, 8, 2, 16, 4, 32, 64, 128];

/** Cells of a terminal, each of some dots, that curves are drawn on. */
export class Canvas {
  /** Which dots of each cell are set, and by which curve last; −1 is none. */
  private readonly dots: Uint8Array;
  private readonly owners: Int16Array;
  private readonly letters = new Map<number, string>();
  /** Of each curve the row of its last dot in each column of cells. */
  private readonly paths: Map<number, number>[] = [];

  /** With `fine` cells of 2 × 4 dots, which Braille has characters for; else each cell is a dot. */
  constructor(
    readonly width: number,
    readonly height: number,
    readonly fine: boolean,
  ) {
    this.dots = new Uint8Array(width * height);
    this.owners = new Int16Array(width * height).fill(-1);
  }

  get columns(): number {
    return this.fine ? this.width * 2 : this.width;
  }
  get rows(): number {
    return this.fine ? this.height * 4 : this.height;
  }

  /**
   * Joins points by lines; where one is NaN there is none. What is outside of the canvas is left out.
   * @param points columns and rows of dots, by turns
   */
  draw(points: readonly number[], owner: number): void {
    let [x, y] = [Number.NaN, Number.NaN];
    for (let i = 0; i < points.length; i += 2) {
      const [nextX, nextY] = [points[i] as number, points[i + 1] as number];
      if (!Number.isNaN(nextY)) {
        const isJoined = !Number.isNaN(y);
        this.line(isJoined ? x : nextX, isJoined ? y : nextY, nextX, nextY, owner);
      }
      [x, y] = [nextX, nextY];
    }
  }

  /** Sets each point alone. */
  dot(points: readonly number[], owner: number): void {
    for (let i = 0; i < points.length; i += 2) {
      // The end of the run is the edge of the canvas.
      this.set(Math.min(points[i] as number, this.columns - 1), points[i + 1] as number, owner);
    }
  }

  /** Puts a letter on a curve every few cells, also where another one hides it. */
  label(owner: number, letter: string, first: number, every: number): void {
    for (let column = first; column < this.width; column += every) {
      const row = this.paths[owner]?.get(column);
      if (row === undefined) continue;
      this.letters.set(row * this.width + column, letter);
      this.owners[row * this.width + column] = owner;
    }
  }

  /** A row as pieces of text, each by one curve. */
  row(row: number, character: (owner: number) => string): { text: string; owner: number }[] {
    const pieces: { text: string; owner: number }[] = [];
    for (let cell = row * this.width; cell < (row + 1) * this.width; cell++) {
      const owner = this.owners[cell] as number;
      const drawn = this.fine ? String.fromCharCode(BRAILLE + (this.dots[cell] as number)) : character(owner);
      const text = owner < 0 ? ' ' : (this.letters.get(cell) ?? drawn);
      const last = pieces.at(-1);
      if (last && last.owner === owner) last.text += text;
      else pieces.push({ text, owner });
    }
    return pieces;
  }

  private line(fromX: number, fromY: number, toX: number, toY: number, owner: number): void {
    const length = Math.max(Math.abs(toX - fromX), Math.abs(toY - fromY), 1);
    for (let i = 0; i <= length; i++) {
      this.set(
        Math.round(fromX + ((toX - fromX) * i) / length),
        Math.round(fromY + ((toY - fromY) * i) / length),
        owner,
      );
    }
  }

  private set(x: number, y: number, owner: number): void {
    if (y < 0 || y >= this.rows) return;
    const column = this.fine ? x >> 1 : x;
    const row = this.fine ? y >> 2 : y;
    const cell = row * this.width + column;
    this.dots[cell] = (this.dots[cell] as number) | (DOTS[(y & 3) * 2 + (x & 1)] as number);
    this.owners[cell] = owner;
    const path = this.paths[owner] ?? new Map<number, number>();
    this.paths[owner] = path.set(column, row);
  }
}
