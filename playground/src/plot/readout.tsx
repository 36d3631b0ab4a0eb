import { Swatch } from '../components/swatch.js';
import { clock, cursor, shown, view } from '../state/store.js';
import { rateAt, stepInWords } from './format.js';

/** The step that the rates are read at. */
export function CursorStep() {
  const step = cursor.value;
  return <p class="cursor-step">{step === null ? 'Learning rate' : stepInWords(step, clock.value.clock)}</p>;
}

/** The curves by name, and what their rates are at the cursor. There is room for these, so that nothing moves. */
export function Readout() {
  const step = cursor.value;
  return (
    <ul class="readout">
      {shown.value.map(({ curve, schedule }) => (
        <li key={curve.slot} class={curve.slot === view.value.selected ? 'is-selected' : ''}>
          <Swatch slot={curve.slot} />
          <span class="readout-name">{curve.name}</span>
          <b>{step === null ? '' : rateAt(schedule, step)}</b>
        </li>
      ))}
    </ul>
  );
}
