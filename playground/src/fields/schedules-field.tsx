import type { ScheduleSpec } from 'lr-schedules/recipe';
import { useContext } from 'preact/hooks';
import { IconButton } from '../components/icon-button.js';
import { partsIn, valueAt, withoutPart, withPart } from '../state/parts.js';
import { starter } from '../state/starter.js';
import { clock, plan } from '../state/store.js';
import { EditorContext, labelOf, type OptionProps, useOption } from './editor.js';
import { peakOf } from './peak.js';
import { ScheduleEditor } from './schedule-editor.js';
import { Nested } from './schedule-field.js';

/** An option that is a list of schedules, in their order. */
export function SchedulesField({ option, path, value }: OptionProps) {
  const { put } = useOption(path);
  const specs = (value ?? []) as readonly ScheduleSpec[];
  const label = labelOf(option.pythonName);
  const swap = (i: number, j: number) => put(specs.with(i, specs[j] as ScheduleSpec).with(j, specs[i] as ScheduleSpec));
  const last = specs.at(-1);
  const { slot } = useContext(EditorContext);
  const outer = useOption(path.slice(0, -1));
  /** The whole, if its parts have boundaries, which come and go with them. */
  const whole = () =>
    partsIn(valueAt(plan.peek().curves.find((curve) => curve.slot === slot)?.spec, path.slice(0, -1)));
  const add = (spec: ScheduleSpec) => {
    const parts = whole();
    if (parts) outer.put(withPart(parts, spec, clock.peek().clock));
    else put([...specs, spec]);
  };
  const remove = (i: number) => {
    const parts = whole();
    if (parts) outer.put(withoutPart(parts, i));
    else put(specs.toSpliced(i, 1));
  };
  return (
    <div class="schedules">
      {specs.map((spec, i) => (
        <Nested key={i} title={`${label} ${i + 1}`} spec={spec}>
          <div class="nested-actions">
            <IconButton icon="up" label={`Move ${i + 1} up`} isDisabled={i === 0} onClick={() => swap(i, i - 1)} />
            <IconButton
              icon="down"
              label={`Move ${i + 1} down`}
              isDisabled={i === specs.length - 1}
              onClick={() => swap(i, i + 1)}
            />
            <IconButton
              icon="remove"
              label={`Remove ${i + 1}`}
              isDisabled={specs.length === 1}
              onClick={() => remove(i)}
            />
          </div>
          <ScheduleEditor label={`${label}, ${i + 1}`} path={[...path, i]} spec={spec} />
        </Nested>
      ))}
      <button
        type="button"
        class="quiet"
        onClick={() => add(starter('CosineDecay', last === undefined ? 0.1 : peakOf(last)))}
      >
        Add a schedule
      </button>
    </div>
  );
}
