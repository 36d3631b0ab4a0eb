import { Icon } from '../components/icon.js';
import { Swatch } from '../components/swatch.js';
import { goTo } from '../plot/drawing.js';
import { formatStep } from '../plot/format.js';
import { findings } from '../state/answers.js';
import { plan, shown } from '../state/store.js';

/** What would surprise the person who pays for the run. */
export function FindingsPanel() {
  const { value, problem } = findings.value;
  if (problem) return <p class="problem">The curves could not be checked. {problem}</p>;
  if (value === null) return <p class="empty">Checking the curves…</p>;
  if (shown.value.length === 0) return <p class="empty">There is no curve to check.</p>;
  const wrong = shown.value.filter(({ error }) => error !== null).length;
  if (value.length === 0 && wrong > 0) {
    const which = wrong === 1 ? 'One curve' : `${wrong} curves`;
    return <p class="empty">{which} cannot be checked: mend what is marked first.</p>;
  }
  if (value.length === 0) {
    return (
      <p class="empty">
        <Icon name="check" /> {shown.value.length === 1 ? 'The curve does' : 'The curves do'} nothing that would
        surprise you.
      </p>
    );
  }
  const nameOf = (slot: number) => plan.value.curves.find((curve) => curve.slot === slot)?.name ?? '';
  return (
    <ul class="findings">
      {value.map(({ slot, code, severity, step, message, remedy }) => (
        <li key={`${slot} ${code} ${step}`}>
          <button type="button" class="finding" onClick={() => goTo(step)}>
            <span class={`severity is-${severity}`}>
              <Icon name={severity} />
              <span class="visually-hidden">{severity}</span>
            </span>
            <span class="finding-text">
              {message} {remedy}
            </span>
            <span class="finding-curve">
              <Swatch slot={slot} />
              {nameOf(slot)}
            </span>
            <span class="finding-step">step {formatStep(step)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
