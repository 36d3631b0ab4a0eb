import { formatRate } from 'lr-schedules/plot';
import { Icon } from '../components/icon.js';
import { IconButton } from '../components/icon-button.js';
import { openPicker } from '../files/open-files.js';
import type { Audited } from '../jobs/audit.js';
import type { LoggedRates } from '../jobs/logged.js';
import { goTo } from '../plot/drawing.js';
import { formatStep } from '../plot/format.js';
import { audits } from '../state/answers.js';
import { logs } from '../state/logs.js';
import { addCurves, selected } from '../state/store.js';

/** What runs have done, against the selected curve. */
export function AuditPanel() {
  const { value, problem } = audits.value;
  if (logs.value.length === 0) {
    return (
      <div class="empty">
        <p>
          Drop the log of a run here to see where its learning rate left the plan: trainer_state.json, CSV, JSON lines,
          an event file of TensorBoard. It stays in this page.
        </p>
        <button type="button" class="quiet" onClick={openPicker}>
          <Icon name="file" />
          Open a log
        </button>
      </div>
    );
  }
  return (
    <ul class="findings">
      {logs.value.map((log) => (
        <LogItem key={log.name} log={log} audited={value?.find(({ name }) => name === log.name)} problem={problem} />
      ))}
    </ul>
  );
}

interface LogItemProps {
  readonly log: LoggedRates;
  readonly audited: Audited | undefined;
  readonly problem: string | null;
}

function LogItem({ log, audited, problem }: LogItemProps) {
  const { identified } = log;
  const base = selected.value?.curve.name;
  const first = audited?.departures[0]?.step ?? audited?.first?.step;
  return (
    <li class="audit">
      <div class="audit-head">
        <span class={`severity is-${audited?.follows === false ? 'error' : 'note'}`}>
          <Icon name={audited?.follows === false ? 'error' : 'check'} />
        </span>
        <b>{log.name}</b>
        {base && <span> against “{base}”</span>}
        <IconButton
          icon="remove"
          label={`Remove the log ${log.name}`}
          onClick={() => {
            logs.value = logs.peek().filter((other) => other !== log);
          }}
        />
      </div>
      <p>{problem ?? audited?.message ?? 'Comparing…'}</p>
      {audited?.first && (
        <p>
          First at step {formatStep(audited.first.step)}: {formatRate(audited.first.logged)} in place of{' '}
          {formatRate(audited.first.planned)}.
        </p>
      )}
      {audited?.remedy && <pre class="remedy">{audited.remedy}</pre>}
      {identified && <p>{identified.sentence}</p>}
      {log.notes.map((note) => (
        <p key={note} class="note">
          {note}
        </p>
      ))}
      <div class="audit-tools">
        {first !== undefined && (
          <button type="button" class="quiet" onClick={() => goTo(Math.round(first))}>
            Go to step {formatStep(Math.round(first))}
          </button>
        )}
        {identified && (
          <button
            type="button"
            class="quiet"
            onClick={() => addCurves([{ name: `${log.name}, identified`, spec: identified.spec }])}
          >
            <Icon name="add" />
            Add the identified schedule
          </button>
        )}
      </div>
    </li>
  );
}
