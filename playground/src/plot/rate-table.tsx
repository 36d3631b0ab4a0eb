import { clock, shown, totalSteps } from '../state/store.js';
import { rateAt, stepInWords } from './format.js';

const ROWS = 10;

/** The curves for those who hear them: their rates at every tenth of the run. */
export function RateTable() {
  const last = totalSteps.value - 1;
  const steps = [...new Set(Array.from({ length: ROWS + 1 }, (_, i) => Math.round((i * last) / ROWS)))];
  return (
    <div class="visually-hidden">
      <table>
        <caption>Rates along the run</caption>
        <thead>
          <tr>
            <th scope="col">Step</th>
            {shown.value.map(({ curve }) => (
              <th key={curve.slot} scope="col">
                {curve.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {steps.map((step) => (
            <tr key={step}>
              <th scope="row">{stepInWords(step, clock.value.clock)}</th>
              {shown.value.map(({ curve, schedule }) => (
                <td key={curve.slot}>{rateAt(schedule, step)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
