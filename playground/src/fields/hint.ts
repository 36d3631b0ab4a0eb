import { signal } from '@preact/signals';

/** What the field is for that has the focus, or that was pointed at last. */
export const hint = signal<{ readonly title: string; readonly text: string } | null>(null);
