import { signal } from '@preact/signals';
import { targets } from 'lr-schedules/codegen';
import { Icon } from '../components/icon.js';
import { code } from '../state/answers.js';
import { tell } from '../state/notice.js';
import { look, selected, view } from '../state/store.js';
import { tokensOf } from './tokens.js';

/** Whether the code has just been copied. */
const isCopied = signal(false);

/** The selected curve as code. */
export function CodePanel() {
  const base = selected.value;
  const { target } = view.value;
  const { value, problem, isPending } = code.value;
  if (!base) return <p class="empty">There is no curve to write.</p>;
  return (
    <>
      <div class="panel-tools">
        <label>
          <span>
            <b>{base.curve.name}</b> for
          </span>
          <select value={target} onChange={({ currentTarget }) => look({ target: currentTarget.value })}>
            {targets.map(({ name, title }) => (
              <option key={name} value={name}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <button
          type="button"
          class="quiet"
          disabled={value === null || isPending || base.error !== null}
          onClick={copy}
        >
          <Icon name={isCopied.value ? 'check' : 'copy'} />
          {isCopied.value ? 'Copied' : 'Copy'}
        </button>
      </div>
      {base.error ? (
        <p class="empty">Mend what is marked in “{base.curve.name}” first.</p>
      ) : problem ? (
        <p class="problem">{problem}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keys.
        <section class="code" aria-label="Code" tabIndex={0}>
          <pre>
            {tokensOf(value ?? '', target).map(({ kind, text }, i) => (
              <span key={i} class={kind}>
                {text}
              </span>
            ))}
          </pre>
        </section>
      )}
    </>
  );
}

async function copy(): Promise<void> {
  try {
    await navigator.clipboard.writeText(code.peek().value ?? '');
    isCopied.value = true;
    setTimeout(() => {
      isCopied.value = false;
    }, 2000);
  } catch {
    tell('problem', 'The browser does not let the page copy: select the code and copy it yourself.');
  }
}
