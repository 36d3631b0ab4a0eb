import type { ComponentChildren } from 'preact';
import { hint } from './hint.js';

interface RowProps {
  /** What the control is, and its label's and problem's ids begin with. */
  readonly id: string;
  readonly label: string;
  readonly help: string | undefined;
  readonly problem: string | null;
  readonly children: ComponentChildren;
  /** Below the label and the control. */
  readonly below?: ComponentChildren;
}

/** A label with its control, and what is wrong with what is in it. */
export function Row({ id, label, help, problem, children, below }: RowProps) {
  const tell = () => {
    hint.value = help ? { title: label, text: help } : null;
  };
  return (
    <div class="row" onFocusIn={tell} onPointerEnter={tell}>
      <label class="row-label" for={id} id={`${id}-label`}>
        {label}
      </label>
      <div class="row-control">{children}</div>
      {below}
      {problem && (
        <p class="problem" id={`${id}-problem`} role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

/** The attributes of a control that may be wrong. */
export const wrong = (id: string, problem: string | null) =>
  problem ? { 'aria-invalid': true, 'aria-describedby': `${id}-problem` } : {};
