const moves: Readonly<Record<string, (index: number, count: number) => number>> = {
  ArrowDown: (index, count) => (index + 1) % count,
  ArrowRight: (index, count) => (index + 1) % count,
  ArrowUp: (index, count) => (index - 1 + count) % count,
  ArrowLeft: (index, count) => (index - 1 + count) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** Lets the arrow keys go from one to another of the elements inside that `selector` finds. */
export const moveFocus =
  (selector: string) =>
  (event: KeyboardEvent): void => {
    const items = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>(selector)];
    const move = moves[event.key];
    if (!move || items.length === 0) return;
    event.preventDefault();
    items[move(items.indexOf(document.activeElement as HTMLElement), items.length)]?.focus();
  };
