import type { ReadonlySignal } from '@preact/signals';
import { moveFocus } from '../components/move-focus.js';
import { audits, code, differences, findings } from '../state/answers.js';
import type { Tab } from '../state/page.js';
import { tabs } from '../state/page.js';
import { look, view } from '../state/store.js';
import { AuditPanel } from './audit-panel.js';
import { CodePanel } from './code-panel.js';
import { ComparePanel } from './compare-panel.js';
import { FindingsPanel } from './findings-panel.js';
import { TrainPanel } from './train-panel.js';

const titles: Readonly<Record<Tab, string>> = {
  findings: 'Findings',
  compare: 'Compare',
  code: 'Code',
  train: 'Train',
  audit: 'Audit',
};

const panels: Readonly<Record<Tab, () => preact.JSX.Element>> = {
  findings: FindingsPanel,
  compare: ComparePanel,
  code: CodePanel,
  train: TrainPanel,
  audit: AuditPanel,
};

/** What the panels wait for. */
const answers: Partial<Record<Tab, ReadonlySignal<{ readonly isPending: boolean }>>> = {
  findings,
  compare: differences,
  code,
  audit: audits,
};

/** What can be made of the curves, a panel at a time. */
export function Panels() {
  const { tab } = view.value;
  const Panel = panels[tab];
  return (
    <section class="panels" aria-label="Findings, comparison, code, training and audit">
      <div class="tabs" role="tablist" aria-label="Panels" onKeyDown={moveFocus('[role=tab]')}>
        {tabs.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`tab-${name}`}
            aria-selected={name === tab}
            aria-controls={`panel-${name}`}
            tabIndex={name === tab ? 0 : -1}
            onClick={() => look({ tab: name })}
            onFocus={() => {
              if (name !== view.peek().tab) look({ tab: name });
            }}
          >
            {titles[name]}
            {name === 'findings' && <FindingsCount />}
          </button>
        ))}
      </div>
      {tabs.map((name) => (
        <div
          key={name}
          class="panel"
          role="tabpanel"
          id={`panel-${name}`}
          aria-labelledby={`tab-${name}`}
          hidden={name !== tab}
          aria-busy={name === tab && answers[name]?.value.isPending}
        >
          {name === tab && <Panel />}
        </div>
      ))}
    </section>
  );
}

function FindingsCount() {
  const list = (findings.value.value ?? []).filter(({ severity }) => severity !== 'note');
  if (list.length === 0) return null;
  const isError = list.some(({ severity }) => severity === 'error');
  return <span class={`count${isError ? ' is-error' : ''}`}>{list.length}</span>;
}
