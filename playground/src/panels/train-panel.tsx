import { computed } from '@preact/signals';
import { formatRate } from 'lr-schedules/plot';
import { Icon } from '../components/icon.js';
import { Swatch } from '../components/swatch.js';
import { type Parsed, readNumber } from '../fields/parse.js';
import { useDraft } from '../fields/use-draft.js';
import type { Line } from '../plot/chart.js';
import { lookOf } from '../plot/scene.js';
import { MOST_BATCH, MOST_UPDATES, type Training } from '../state/page.js';
import { look, view } from '../state/store.js';
import { isDark } from '../state/theme.js';
import {
  candidates,
  hasDiverged,
  isStale,
  isUnderWay,
  pause,
  progress,
  type RunProgress,
  resume,
  session,
  start,
  stop,
} from './session.js';
import { TrainChart } from './train-chart.js';

type Lines = (run: RunProgress) => readonly Pick<Line, 'y' | 'alpha'>[];

const linesOf = (of: Lines) =>
  computed((): readonly Line[] => {
    progress.value;
    return session.value.runs.flatMap((run) =>
      of(run).map((line) => ({ x: run.steps, width: 2, ...lookOf(run.slot, isDark.value), ...line })),
    );
  });
const losses = linesOf(({ losses, smoothed }) => [
  { y: losses, alpha: 0.18 },
  { y: smoothed, alpha: 1 },
]);
const rates = linesOf(({ rates }) => [{ y: rates, alpha: 1 }]);

/** A small network that learns with each schedule, so that one sees what it does. */
export function TrainPanel() {
  const { status, updates, runs, problem } = session.value;
  return (
    <div class="train">
      <Controls />
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      {runs.length === 0 ? (
        <p class="empty">
          A network of one hidden layer learns handwritten digits, here in the page: once for each curve that is shown,
          up to four, from the same weights and on the same batches. The whole run goes by in the updates that you
          choose.
        </p>
      ) : (
        <div class="train-body">
          <TrainChart title="Loss, smoothed" updates={updates} lines={losses} />
          <TrainChart title="Learning rate" updates={updates} lines={rates} />
          <Results status={status} />
        </div>
      )}
    </div>
  );
}

function Controls() {
  const { status } = session.value;
  const { training } = view.value;
  const set = (change: Partial<Training>) => look({ training: { ...view.peek().training, ...change } });
  return (
    <div class="panel-tools">
      {/* One button for both, so that the focus stays on it. */}
      <button
        type="button"
        class="primary"
        disabled={!isUnderWay.value && candidates.value.length === 0}
        onClick={isUnderWay.value ? stop : start}
      >
        <Icon name={isUnderWay.value ? 'stop' : 'play'} />
        {isUnderWay.value ? 'Stop' : 'Train'}
      </button>
      {isUnderWay.value && (
        <button type="button" class="quiet" onClick={status === 'paused' ? resume : pause}>
          <Icon name={status === 'paused' ? 'play' : 'pause'} />
          {status === 'paused' ? 'Go on' : 'Pause'}
        </button>
      )}
      <label>
        <span>Optimizer</span>
        <select
          value={training.optimizer}
          onChange={({ currentTarget }) => set({ optimizer: currentTarget.value as Training['optimizer'] })}
        >
          <option value="sgd">SGD</option>
          <option value="momentum">SGD, momentum 0.9</option>
          <option value="adam">Adam</option>
        </select>
      </label>
      <Count
        label="Updates"
        value={training.updates}
        from={1}
        to={MOST_UPDATES}
        onValue={(updates) => set({ updates })}
      />
      <Count
        label="Batch"
        value={training.batchSize}
        from={1}
        to={MOST_BATCH}
        onValue={(batchSize) => set({ batchSize })}
      />
      <Count label="Seed" value={training.seed} from={0} to={2 ** 31} onValue={(seed) => set({ seed })} />
    </div>
  );
}

interface CountProps {
  readonly label: string;
  readonly value: number;
  readonly from: number;
  readonly to: number;
  readonly onValue: (value: number) => void;
}

function Count({ label, value, from, to, onValue }: CountProps) {
  const id = `train-${label.toLowerCase()}`;
  const parse = (text: string): Parsed<number> => {
    const parsed = readNumber(text);
    if ('problem' in parsed) return parsed;
    const isFine = Number.isInteger(parsed.value) && parsed.value >= from && parsed.value <= to;
    return isFine ? parsed : { problem: `A whole number from ${from} to ${to}.` };
  };
  const { input, problem } = useDraft(String(value), parse, onValue, () => {});
  return (
    <label>
      <span>{label}</span>
      <input
        class="number"
        inputMode="numeric"
        autocomplete="off"
        aria-invalid={problem !== null}
        aria-describedby={problem ? id : undefined}
        {...input}
      />
      {problem && (
        <span class="problem" id={id} role="alert">
          {problem}
        </span>
      )}
    </label>
  );
}

const inWords = {
  idle: '',
  starting: 'Loading TensorFlow.js…',
  running: 'Training',
  paused: 'Paused',
  stopped: 'Stopped',
  finished: 'Done',
  failed: 'Not trained',
};

function Results({ status }: { readonly status: keyof typeof inWords }) {
  progress.value;
  const { backend, refused, runs } = session.value;
  const missing = refused.map(({ backend: name, reason }) => `${name}: ${reason}`).join('\n');
  return (
    <div class="train-results">
      <p class="train-status" role="status">
        {inWords[status]}
        {isStale.value && ', of an earlier plan'}
        {backend && ` with ${backend}`}
        {refused.length > 0 && (
          <span title={missing}>
            {', without '}
            {refused.map(({ backend: name }) => name).join(' and ')}
            <span class="visually-hidden"> ({missing})</span>
          </span>
        )}
      </p>
      <table>
        <caption class="visually-hidden">How well the networks learn</caption>
        <thead>
          <tr>
            <th scope="col">Curve</th>
            <th scope="col">Loss</th>
            <th scope="col">Test accuracy</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => {
            const { slot, name, smoothed, accuracy, end } = run;
            return (
              <tr key={slot}>
                <th scope="row">
                  <Swatch slot={slot} /> {name}
                </th>
                <td>
                  {end === null
                    ? formatRate(smoothed.at(-1) ?? Number.NaN)
                    : `ended at update ${end.step}: ${end.reason}`}
                </td>
                <td>
                  {accuracy === null ? '–' : `${(100 * accuracy).toFixed(1)} %`}
                  {hasDiverged(run) && <b class="problem"> diverged</b>}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
