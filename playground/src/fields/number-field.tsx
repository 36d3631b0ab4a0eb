import type { NumberOption } from 'lr-schedules/recipe';
import { shownAmount } from '../state/times.js';
import type { OptionProps } from './editor.js';
import { readNumber } from './parse.js';
import { Row } from './row.js';
import { Slider } from './slider.js';
import { scaleFor } from './slider-scale.js';
import { useTyped } from './use-typed.js';

/** An option that is a number: typed, or dragged. */
export function NumberField(props: OptionProps<NumberOption>) {
  const { option, value } = props;
  const number = value === undefined ? option.default : value;
  const { row, input, set, settle } = useTyped(
    props,
    typeof number === 'number' ? shownAmount(number) : '',
    readNumber,
  );
  return (
    <Row
      {...row}
      below={
        typeof number === 'number' && (
          <Slider
            label={`${row.label}, slider`}
            value={number}
            scale={scaleFor(option, number)}
            text={shownAmount(number)}
            onValue={set}
            onSettle={settle}
          />
        )
      }
    >
      <input class={value === undefined ? 'number is-default' : 'number'} inputMode="decimal" {...input} />
    </Row>
  );
}
