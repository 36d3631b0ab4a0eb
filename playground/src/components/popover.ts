import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Pixels between a button and what it opens, and between that and the edge of the window. */
const GAP = 4;
const MARGIN = 8;

/** Something that a button opens above all else; a click elsewhere or Escape closes it, and the focus returns. */
export function usePopover() {
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);

  useLayoutEffect(() => {
    if (!isOpen || !button.current || !panel.current) return;
    const { left, top, bottom, width } = button.current.getBoundingClientRect();
    const { style } = panel.current;
    style.minWidth = `${width}px`;
    const room = innerHeight - bottom - GAP - MARGIN;
    const isAbove = room < 200 && top > room;
    style.maxHeight = `${(isAbove ? top - GAP - MARGIN : room).toFixed()}px`;
    style.left = `${Math.max(MARGIN, Math.min(left, innerWidth - panel.current.offsetWidth - MARGIN))}px`;
    style.top = isAbove ? 'auto' : `${bottom + GAP}px`;
    style.bottom = isAbove ? `${innerHeight - top + GAP}px` : 'auto';
  }, [isOpen]);

  return {
    isOpen,
    close: () => panel.current?.hidePopover(),
    toggle: () => panel.current?.togglePopover(),
    button: { ref: button, 'aria-expanded': isOpen },
    panel: {
      ref: panel,
      popover: 'auto' as const,
      onBeforeToggle: ({ newState }: { readonly newState: string }) => {
        if (newState === 'open') setOpen(true);
      },
      // Not before, since what had the focus would be gone, and the focus with it.
      onToggle: ({ newState }: { readonly newState: string }) => {
        if (newState === 'closed') setOpen(false);
      },
    },
  };
}
