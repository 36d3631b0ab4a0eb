import type { ComponentChildren } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { Icon } from './icon.js';
import { moveFocus } from './move-focus.js';
import { usePopover } from './popover.js';

export interface MenuItem {
  readonly label: string;
  readonly about?: string;
  readonly onPick: () => void;
  /** Takes the item itself away: by a button beside it, or by the key Delete on it. */
  readonly onRemove?: () => void;
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
  const focusFirst = () => panel.ref.current?.querySelector('button')?.focus();
  const remove = (action: () => void) => {
    action();
    // The item had the focus, and is gone.
    requestAnimationFrame(focusFirst);
  };
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
          items.map(({ label: text, about, onPick, onRemove }, i) => (
            <div class="menu-row" role="none" key={`${text} ${i}`}>
              <button
                type="button"
                role="menuitem"
                tabIndex={-1}
                title={onRemove && `${text}\nThe key Delete takes it off the list.`}
                onClick={() => {
                  close();
                  onPick();
                }}
                onKeyDown={({ key }) => {
                  if (key === 'Delete' && onRemove) remove(onRemove);
                }}
              >
                <span>{text}</span>
                {about && <small>{about}</small>}
              </button>
              {onRemove && (
                <button
                  type="button"
                  role="menuitem"
                  class="icon-button"
                  tabIndex={-1}
                  title={`Delete ${text}`}
                  aria-label={`Delete ${text}`}
                  onClick={() => remove(onRemove)}
                >
                  <Icon name="remove" />
                </button>
              )}
            </div>
          ))}
      </div>
    </>
  );
}
