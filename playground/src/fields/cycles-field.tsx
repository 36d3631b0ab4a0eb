import { IconButton } from '../components/icon-button.js';
import { cycleOptions } from '../state/spec.js';
import { type OptionProps, useOption } from './editor.js';
import { TypeContext } from './help.js';
import { OptionField } from './option-field.js';

type Cycle = Readonly<Record<string, unknown>>;

/** The cycles of Optax's `sgdr_schedule`, each with the options of a warmup and a cosine. */
export function CyclesField({ path, value }: OptionProps) {
  const { put } = useOption(path);
  const cycles = (value ?? []) as readonly Cycle[];
  return (
    <div class="schedules">
      <TypeContext.Provider value="optax.warmup_cosine_decay_schedule">
        {cycles.map((cycle, i) => (
          <details class="nested" open key={i}>
            <summary>
              <span class="nested-title">cycle {i + 1}</span>
            </summary>
            <div class="nested-body">
              <div class="nested-actions">
                <IconButton
                  icon="remove"
                  label={`Remove cycle ${i + 1}`}
                  isDisabled={cycles.length === 1}
                  onClick={() => put(cycles.toSpliced(i, 1))}
                />
              </div>
              {cycleOptions().map((option) => (
                <OptionField
                  key={option.name}
                  option={option}
                  path={[...path, i, option.pythonName]}
                  value={cycle[option.pythonName]}
                />
              ))}
            </div>
          </details>
        ))}
      </TypeContext.Provider>
      <button type="button" class="quiet" onClick={() => put([...cycles, cycles.at(-1) ?? {}])}>
        Add a cycle
      </button>
    </div>
  );
}
