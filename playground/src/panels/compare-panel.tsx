import { computed } from '@preact/signals';
import { formatRate } from 'lr-schedules/plot';
import { Swatch } from '../components/swatch.js';
import type { Differences } from '../jobs/jobs.js';
import type { Line } from '../plot/chart.js';
import { goTo } from '../plot/drawing.js';
import { formatStep } from '../plot/format.js';
import { lookOf } from '../plot/scene.js';
import { differences, others } from '../state/answers.js';
import { plan, selected, totalSteps } from '../state/store.js';
import { isDark } from '../state/theme.js';
import { TrainChart } from './train-chart.js';

/** Where and how much the other curves differ from the selected one. */
export function ComparePanel() {
  const base = selected.value;
  const { value, problem } = differences.value;
  if (!base || others.value.length === 0) {
    return (
      <p class="empty">
        Show a second curve to compare it with this one. The button with the arrows beside a curve’s name adds the same
        curve in another framework.
      </p>
    );
  }
  if (base.error) return <p class="empty">Mend what is marked in “{base.curve.name}” first.</p>;
  if (problem) return <p class="problem">The curves could not be compared. {problem}</p>;
  if (value === null) return <p class="empty">Comparing the curves…</p>;
  const nameOf = (slot: number) => plan.value.curves.find((curve) => curve.slot === slot)?.name ?? '';
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keys.
    <section class="table-box" aria-label="Differences" tabIndex={0}>
      <table>
        <caption>
          Against <Swatch slot={base.curve.slot} /> <b>{base.curve.name}</b>
        </caption>
        <thead>
          <tr>
            <th scope="col">Curve</th>
            <th scope="col">First differs</th>
            <th scope="col">Differs most</th>
            <th scope="col">Most, by</th>
            <th scope="col">Last step</th>
            <th scope="col">Steps that differ</th>
          </tr>
        </thead>
        <tbody>
          {value.map((difference) => (
            <tr key={difference.slot}>
              <th scope="row">
                <Swatch slot={difference.slot} /> {nameOf(difference.slot)}
                <small class="verdict">{verdictOn(difference)}</small>
              </th>
              <Cells {...difference} />
            </tr>
          ))}
        </tbody>
      </table>
      {value.some(({ largest }) => largest) && (
        <TrainChart title="How much higher each is, by step" updates={totalSteps.value} lines={higher} />
      )}
    </section>
  );
}

/** The differences as lines, in the colours of their curves. */
const higher = computed((): readonly Line[] =>
  (differences.value.value ?? []).map(({ slot, more }) => ({
    x: more.steps,
    y: more.rates.map((rate) => (Number.isFinite(rate) ? rate : null)),
    width: 1.75,
    alpha: 1,
    ...lookOf(slot, isDark.value),
  })),
);

/** Differences below this part of the highest rate are none that a run could feel. */
const NOTHING = 1e-4;

/** What to make of a difference, in a few words. */
function verdictOn({ first, largest, peak }: Differences): string {
  if (!first || !largest) return 'The same.';
  const by = Math.abs(largest.b - largest.a);
  const part = by / peak;
  if (part <= NOTHING) return 'The same within 0.01 % of the peak.';
  const size = Number.isFinite(part)
    ? `${formatRate(by)}, ${Number((100 * part).toPrecision(2))} % of the peak`
    : 'more than can be told';
  return `Apart by at most ${size}, from step ${formatStep(first.from)} on.`;
}

function Cells({ first, largest, last, looked, differing }: Differences) {
  const [before, after] = last;
  if (!first || !largest) return <td colSpan={5}>The same at all {formatStep(looked)} steps that were read.</td>;
  const by = largest.b - largest.a;
  return (
    <>
      <td>
        <StepButton step={first.from} />
      </td>
      <td>
        <StepButton step={largest.step} />
        <small>
          {formatRate(largest.a)} → {formatRate(largest.b)}
        </small>
      </td>
      <td>{Number.isFinite(by) ? `${by > 0 ? '+' : ''}${formatRate(by)}` : 'no number'}</td>
      <td>
        <small>
          {formatRate(before)} → {formatRate(after)}
        </small>
      </td>
      <td>{share(differing / looked)}</td>
    </>
  );
}

function StepButton({ step }: { readonly step: number }) {
  return (
    <button type="button" class="link" onClick={() => goTo(step)} aria-label={`Go to step ${formatStep(step)}`}>
      {formatStep(step)}
    </button>
  );
}

/** Not all, and not none, unless it is so. */
function share(part: number): string {
  if (part > 0 && part < 0.001) return '< 0.1 %';
  if (part < 1 && part > 0.999) return '> 99.9 %';
  return `${(100 * part).toFixed(1)} %`;
}
