import { hint } from '../fields/hint.js';

/** What the field is for that one is at. */
export function HintBar() {
  return (
    <div class="hint" role="status" aria-label="Help">
      {hint.value && (
        <p>
          <b>{hint.value.title}</b> {hint.value.text}
        </p>
      )}
    </div>
  );
}
