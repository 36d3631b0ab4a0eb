import { useState } from 'preact/hooks';
import type { Parsed } from './parse.js';

interface Draft {
  readonly text: string;
  readonly problem: string | null;
  /** What was shown in its place when it was typed. */
  readonly instead: string;
}

/** What is typed into a field: taken over while it makes sense, kept with what is wrong about it while it does not. */
export function useDraft<T>(
  shown: string,
  parse: (text: string) => Parsed<T>,
  take: (value: T) => void,
  settle: () => void,
) {
  const [draft, setDraft] = useState<Draft | null>(null);
  const [hasFocus, setFocus] = useState(false);
  // A value that has changed otherwise, as by undo, takes the place of what could not be read.
  const current = draft && (hasFocus || draft.instead === shown) ? draft : null;
  return {
    problem: current?.problem ?? null,
    input: {
      value: current?.text ?? shown,
      onFocus: () => setFocus(true),
      onInput: ({ currentTarget }: { currentTarget: HTMLInputElement }) => {
        const text = currentTarget.value;
        const parsed = parse(text);
        setDraft({ text, problem: 'problem' in parsed ? parsed.problem : null, instead: shown });
        if ('value' in parsed) take(parsed.value);
      },
      onBlur: () => {
        setFocus(false);
        if (current?.problem == null) setDraft(null);
        settle();
      },
      onKeyDown: ({ key, currentTarget }: { key: string; currentTarget: HTMLInputElement }) => {
        if (key === 'Enter') {
          if (current?.problem == null) setDraft(null);
          settle();
        }
        if (key === 'Escape' && current?.problem != null) {
          setDraft(null);
          currentTarget.value = shown;
        }
      },
    },
  };
}
