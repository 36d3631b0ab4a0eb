import { type GroupsOption, optionsOf } from 'lr-schedules/recipe';
import { IconButton } from '../components/icon-button.js';
import { type OptionProps, useOption } from './editor.js';
import { TypeContext } from './help.js';
import { OptionField } from './option-field.js';

type Group = Readonly<Record<string, unknown>>;

/** An option that is a list of options, as the groups of Optax's `sgdr_schedule` are. */
export function GroupsField({ option, path, value }: OptionProps<GroupsOption>) {
  const { put } = useOption(path);
  const groups = (value ?? []) as readonly Group[];
  return (
    <div class="schedules">
      <TypeContext.Provider value="optax.warmup_cosine_decay_schedule">
        {groups.map((group, i) => (
          <details class="nested" open key={i}>
            <summary>
              <span class="nested-title">cycle {i + 1}</span>
            </summary>
            <div class="nested-body">
              <div class="nested-actions">
                <IconButton
                  icon="remove"
                  label={`Remove cycle ${i + 1}`}
                  isDisabled={groups.length === 1}
                  onClick={() => put(groups.toSpliced(i, 1))}
                />
              </div>
              {optionsOf(option.of).map((inner) => (
                <OptionField
                  key={inner.name}
                  option={inner}
                  path={[...path, i, inner.pythonName]}
                  value={group[inner.pythonName]}
                />
              ))}
            </div>
          </details>
        ))}
      </TypeContext.Provider>
      <button type="button" class="quiet" onClick={() => put([...groups, groups.at(-1) ?? {}])}>
        Add a cycle
      </button>
    </div>
  );
}
