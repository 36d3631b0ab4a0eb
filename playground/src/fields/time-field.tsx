import type { TimeUnit } from 'lr-schedules';
import type { NumberOption } from 'lr-schedules/recipe';
import { clock } from '../state/store.js';
import { inUnit, partsOf, shownAmount, type Time, timeOf } from '../state/times.js';
import type { OptionProps } from './editor.js';
import { type Parsed, readTime } from './parse.js';
import { Row } from './row.js';
import { Slider } from './slider.js';
import { linearScale, within } from './slider-scale.js';
import { useTyped } from './use-typed.js';

const units: Readonly<Record<TimeUnit, string>> = { st: 'steps', ep: 'epochs', '%': '%' };

/** An option that counts steps, in steps, epochs or percent of the run. */
export function TimeField(props: OptionProps) {
  const { option, value } = props;
  const { clock: run } = clock.value;
  const time = (value === undefined ? option.default : value) as Time | null;
  const parts = partsOf(time);
  const unit = parts?.unit ?? 'st';
  const read = (text: string): Parsed<Time> => {
    const parsed = readTime(text, unit);
    if ('problem' in parsed) return parsed;
    const { amount, unit: own } = parsed.value;
    const isNegative = amount < 0 && own !== 'st';
    return isNegative ? { problem: `A time in ${units[own]} must be 0 or more.` } : { value: timeOf(parsed.value) };
  };
  const { row, input, set, put, settle } = useTyped(props, parts ? shownAmount(parts.amount) : '', read);
  const longest = { st: run.totalSteps, ep: run.epochs, '%': 100 }[unit] ?? 1000;
  const from = Math.min(0, parts?.amount ?? 0);
  const to = Math.max(longest, parts?.amount ?? 0);
  return (
    <Row
      {...row}
      below={
        parts && (
          <Slider
            label={`${row.label}, slider`}
            value={parts.amount}
            scale={within(linearScale(from, to > from ? to : from + 1, unit === 'st'), option as NumberOption)}
            text={`${shownAmount(parts.amount)} ${units[unit]}`}
            onValue={(amount) => set(timeOf({ amount, unit }))}
            onSettle={settle}
          />
        )
      }
    >
      <input class={value === undefined ? 'number is-default' : 'number'} inputMode="decimal" {...input} />
      <select
        class="unit"
        aria-label={`unit of ${row.label}`}
        value={unit}
        onChange={({ currentTarget }) => put(inUnit(time ?? 0, currentTarget.value as TimeUnit, run))}
      >
        <option value="st">{units.st}</option>
        <option value="ep" disabled={run.stepsPerEpoch === null}>
          {units.ep}
        </option>
        <option value="%">{units['%']}</option>
      </select>
    </Row>
  );
}
