import { computed, signal } from '@preact/signals';

/** Far more than anyone goes back. */
const LONGEST = 500;

/** A value with what it was before, and after what was undone. */
export class History<T> {
  private readonly now;
  private readonly past = signal<readonly T[]>([]);
  private readonly future = signal<readonly T[]>([]);
  private gesture: string | null = null;

  readonly canUndo = computed(() => this.past.value.length > 0);
  readonly canRedo = computed(() => this.future.value.length > 0);

  constructor(first: T) {
    this.now = signal(first);
  }

  get present(): T {
    return this.now.value;
  }

  /** Takes a new value. All changes of one gesture, such as a drag, are one entry, until it is settled. */
  change(value: T, gesture: string | null = null): void {
    const before = this.now.peek();
    if (value === before) return;
    if (gesture === null || gesture !== this.gesture) this.past.value = [...this.past.peek(), before].slice(-LONGEST);
    this.gesture = gesture;
    this.future.value = [];
    this.now.value = value;
  }

  settle(): void {
    this.gesture = null;
  }

  undo(): void {
    this.move(this.past, this.future);
  }

  redo(): void {
    this.move(this.future, this.past);
  }

  private move(from: typeof this.past, to: typeof this.past): void {
    const value = from.peek().at(-1);
    if (value === undefined) return;
    this.settle();
    from.value = from.peek().slice(0, -1);
    to.value = [...to.peek(), this.now.peek()];
    this.now.value = value;
  }
}
