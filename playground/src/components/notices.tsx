import { dismiss, notice } from '../state/notice.js';
import { Icon } from './icon.js';
import { IconButton } from './icon-button.js';

/** What has happened, or has not. */
export function Notices() {
  const { kind, text } = notice.value ?? {};
  return (
    <div class="notices" role="status" aria-live={kind === 'problem' ? 'assertive' : 'polite'}>
      {text && (
        <div class={`notice is-${kind}`}>
          <Icon name={kind === 'problem' ? 'warning' : 'check'} />
          <p>{text}</p>
          <IconButton icon="close" label="Close the message" onClick={dismiss} />
        </div>
      )}
    </div>
  );
}
