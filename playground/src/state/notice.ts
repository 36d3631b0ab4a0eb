import { signal } from '@preact/signals';

/** Something to tell the person at the page. */
export interface Notice {
  readonly kind: 'done' | 'problem';
  readonly text: string;
  /** What can be done about it. */
  readonly action: { readonly label: string; readonly run: () => void } | null;
}

export const notice = signal<Notice | null>(null);

/** Long enough to read two lines; a problem stays until it is closed. */
const SHOWN = 6000;
let timer: ReturnType<typeof setTimeout>;

export function tell(kind: Notice['kind'], text: string, action: Notice['action'] = null): void {
  clearTimeout(timer);
  notice.value = { kind, text, action };
  if (kind === 'done') timer = setTimeout(dismiss, action ? 3 * SHOWN : SHOWN);
}

export function dismiss(): void {
  clearTimeout(timer);
  notice.value = null;
}
