import type { ChoiceOption } from 'lr-schedules/recipe';
import { labelOf, type OptionProps, useOption } from './editor.js';
import { useHelp } from './help.js';
import { Row, wrong } from './row.js';

/** An option that is one of a few texts. */
export function ChoiceField({ option, path, value = option.default }: OptionProps<ChoiceOption>) {
  const { id, problem, put } = useOption(path);
  return (
    <Row id={id} label={labelOf(option.pythonName)} help={useHelp(option.pythonName)} problem={problem}>
      <select
        id={id}
        value={String(value)}
        onChange={({ currentTarget }) => put(currentTarget.value)}
        {...wrong(id, problem)}
      >
        {option.of.map((choice) => (
          <option key={choice} value={choice}>
            {choice}
          </option>
        ))}
      </select>
    </Row>
  );
}

/** An option that is on or off. */
export function FlagField({ option, path, value = option.default }: OptionProps) {
  const { id, problem, put } = useOption(path);
  return (
    <Row id={id} label={labelOf(option.pythonName)} help={useHelp(option.pythonName)} problem={problem}>
      <input
        id={id}
        class="switch"
        type="checkbox"
        checked={value === true}
        onChange={({ currentTarget }) => put(currentTarget.checked)}
        {...wrong(id, problem)}
      />
    </Row>
  );
}
