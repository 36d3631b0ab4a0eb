import { moveFocus } from './move-focus.js';

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly text: string; readonly isDisabled?: boolean }[];
  readonly onPick: (value: T) => void;
}

/** One of a few, side by side. */
export function Choice<T extends string>({ label, value, options, onPick }: ChoiceProps<T>) {
  return (
    <div class="choice" role="radiogroup" aria-label={label} onKeyDown={moveFocus('button:not(:disabled)')}>
      {options.map(({ value: own, text, isDisabled = false }) => {
        const pick = () => {
          if (own !== value) onPick(own);
        };
        return (
          // biome-ignore lint/a11y/useSemanticElements: a radio button has no look of its own to do without.
          <button
            key={own}
            type="button"
            role="radio"
            aria-checked={own === value}
            tabIndex={own === value ? 0 : -1}
            disabled={isDisabled}
            onClick={pick}
            // The arrow keys move the focus; some browsers give buttons none when they are clicked.
            onFocus={pick}
          >
            {text}
          </button>
        );
      })}
    </div>
  );
}
