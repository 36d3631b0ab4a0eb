import type { TimeUnit } from 'lr-schedules';
import { clock } from '../state/store.js';
import { inUnit, partsOf, type Time, timeOf } from '../state/times.js';
import { labelOf, type OptionProps, useOption } from './editor.js';
import { useHelp } from './help.js';
import { type Parsed, readTime } from './parse.js';
import { Row, wrong } from './row.js';
import { Slider } from './slider.js';
import { linearScale, within } from './slider-scale.js';
import { useDraft } from './use-draft.js';

const units: Readonly<Record<TimeUnit, string>> = { st: 'steps', ep: 'epochs', '%': '%' };

/** An option that counts steps, in steps, epochs or percent of the run. */
export function TimeField({ option, path, value }: OptionProps) {
  const { id, problem, set, put, settle } = useOption(path);
  const { clock: run } = clock.value;
  const label = labelOf(option.pythonName);
  const time = (value === undefined ? option.fallback : value) as Time | null;
  const parts = partsOf(time);
  const unit = parts?.unit ?? 'st';
  const parse = (text: string): Parsed<Time | undefined> => {
    if (text.trim() === '' && !option.isRequired) return { value: undefined };
    const parsed = readTime(text, unit);
    if ('problem' in parsed) return parsed;
    const { amount, unit: own } = parsed.value;
    const isNegative = amount < 0 && own !== 'st';
    return isNegative ? { problem: `A time in ${units[own]} must be 0 or more.` } : { value: timeOf(parsed.value) };
  };
  const draft = useDraft(parts ? String(parts.amount) : '', parse, set, settle);
  const wrongness = draft.problem ?? problem;
  const longest = { st: run.totalSteps, ep: run.epochs, '%': 100 }[unit] ?? 1000;
  const from = Math.min(0, parts?.amount ?? 0);
  const to = Math.max(longest, parts?.amount ?? 0);
  return (
    <Row
      id={id}
      label={label}
      help={useHelp(option.pythonName)}
      problem={wrongness}
      below={
        parts && (
          <Slider
            label={`${label}, slider`}
            value={parts.amount}
            scale={within(linearScale(from, to > from ? to : from + 1, unit === 'st'), option)}
            text={`${parts.amount} ${units[unit]}`}
            onValue={(amount) => set(timeOf({ amount, unit }))}
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
      <select
        class="unit"
        aria-label={`unit of ${label}`}
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
