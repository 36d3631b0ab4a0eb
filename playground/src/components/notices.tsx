import { useLayoutEffect, useRef } from 'preact/hooks';
import { dismiss, type Notice as NoticeProps, notice } from '../state/notice.js';
import { focusList } from './curve-list.js';
import { Icon } from './icon.js';
import { IconButton } from './icon-button.js';

/** What has happened, or has not. */
export function Notices() {
  const now = notice.value;
  return (
    <div class="notices" role="status" aria-live={now?.kind === 'problem' ? 'assertive' : 'polite'}>
      {now && <Notice {...now} />}
    </div>
  );
}

function Notice({ kind, text, action }: NoticeProps) {
  const root = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const own = root.current;
    let before: Element | null = null;
    // What has happened may move the focus as well, and that is in the next frame.
    const frame = requestAnimationFrame(() => {
      before = document.activeElement;
    });
    return () => {
      cancelAnimationFrame(frame);
      if (!own?.contains(document.activeElement)) return;
      if (before?.isConnected) (before as HTMLElement).focus();
      else focusList();
    };
  }, []);
  return (
    <div class={`notice is-${kind}`} ref={root}>
      <Icon name={kind === 'problem' ? 'warning' : 'check'} />
      <p>
        {text.split('\n').map((line) => (
          <span key={line} class="notice-line">
            {line}
          </span>
        ))}
      </p>
      {action && (
        <button
          type="button"
          class="quiet"
          onClick={() => {
            dismiss();
            action.run();
          }}
        >
          {action.label}
        </button>
      )}
      <IconButton icon="close" label="Close the message" onClick={dismiss} />
    </div>
  );
}
