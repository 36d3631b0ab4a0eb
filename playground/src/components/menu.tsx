import type { ComponentChildren } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { moveFocus } from './move-focus.js';
import { usePopover } from './popover.js';

export interface MenuItem {
  readonly label: string;
  readonly about?: string;
  readonly onPick: () => void;
}

interface MenuProps {
  readonly label: string;
  /** What the button shows. */
  readonly children: ComponentChildren;
  readonly items: readonly MenuItem[];
  readonly isDisabled?: boolean;
  readonly class?: string;
}

/** A button that opens a list of things to do. */
export function Menu({ label, children, items, isDisabled = false, class: look = 'quiet' }: MenuProps) {
  const { isOpen, toggle, close, button, panel } = usePopover();
  useLayoutEffect(() => {
    if (isOpen) panel.ref.current?.querySelector('button')?.focus();
  }, [isOpen, panel.ref]);
  return (
    <>
      <button
        type="button"
        class={look}
        title={label}
        aria-label={label}
        aria-haspopup="menu"
        disabled={isDisabled}
        onClick={toggle}
        {...button}
      >
        {children}
      </button>
      <div class="popover menu" role="menu" aria-label={label} onKeyDown={moveFocus('[role=menuitem]')} {...panel}>
        {isOpen &&
          items.map(({ label: text, about, onPick }) => (
            <button
              key={text}
              type="button"
              role="menuitem"
              tabIndex={-1}
              onClick={() => {
                close();
                onPick();
              }}
            >
              <span>{text}</span>
              {about && <small>{about}</small>}
            </button>
          ))}
      </div>
    </>
  );
}
