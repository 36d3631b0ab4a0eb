import { labelOf, type OptionProps, useOption } from './editor.js';
import { useHelp } from './help.js';
import { type Parsed, readNumber } from './parse.js';
import { Row, wrong } from './row.js';
import { Slider } from './slider.js';
import { scaleFor } from './slider-scale.js';
import { useDraft } from './use-draft.js';

/** An option that is a number: typed, or dragged. */
export function NumberField({ option, path, value }: OptionProps) {
  const { id, problem, set, settle } = useOption(path);
  const label = labelOf(option.pythonName);
  const number = value === undefined ? option.fallback : value;
  const canBeEmpty = !option.isRequired;
  const parse = (text: string): Parsed<number | undefined> =>
    text.trim() === '' && canBeEmpty ? { value: undefined } : readNumber(text);
  const draft = useDraft(typeof number === 'number' ? String(number) : '', parse, set, settle);
  const wrongness = draft.problem ?? problem;
  return (
    <Row
      id={id}
      label={label}
      help={useHelp(option.pythonName)}
      problem={wrongness}
      below={
        typeof number === 'number' && (
          <Slider
            label={`${label}, slider`}
            value={number}
            scale={scaleFor(option, number)}
            text={String(number)}
            onValue={set}
            onSettle={settle}
          />
        )
      }
    >
      <input
        id={id}
        class={value === undefined ? 'number is-default' : 'number'}
        inputMode="decimal"
        autocomplete="off"
        placeholder={option.nullable ? 'none' : ''}
        {...draft.input}
        {...wrong(id, wrongness)}
      />
    </Row>
  );
}
