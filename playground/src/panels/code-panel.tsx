import { signal } from '@preact/signals';
import { targets } from 'lr-schedules/codegen';
import { Icon } from '../components/icon.js';
import { code } from '../state/answers.js';
import { tell } from '../state/notice.js';
import { look, selected, view } from '../state/store.js';
import { tokensOf } from './tokens.js';

/** When what the code defines is to be called: the commonest mistake of all. */
const calls: Readonly<Record<string, string>> = {
  keras: 'Pass it as the optimizer’s learning_rate: Keras calls it at every update.',
  optax: 'Pass it as the optimizer’s learning_rate: Optax calls it with the count of updates.',
  torch: 'Call scheduler.step() after every optimizer.step(): once an update, not once an epoch.',
  numpy: 'Call it with the count of updates, from 0: once an update, not once an epoch.',
  js: 'Call it with the count of updates, from 0: once an update, not once an epoch.',
};

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
        {calls[target] && <p class="section-note">{calls[target]}</p>}
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
