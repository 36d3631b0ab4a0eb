import { signal } from '@preact/signals';

/** Something to tell the person at the page. */
export interface Notice {
  readonly kind: 'done' | 'problem';
  readonly text: string;
}

export const notice = signal<Notice | null>(null);

/** Long enough to read two lines; a problem stays until it is closed. */
const SHOWN = 6000;
let timer: ReturnType<typeof setTimeout>;

export function tell(kind: Notice['kind'], text: string): void {
  clearTimeout(timer);
  notice.value = { kind, text };
  if (kind === 'done') timer = setTimeout(dismiss, SHOWN);
}

export function dismiss(): void {
  clearTimeout(timer);
  notice.value = null;
}
