import type { ScheduleSpec } from 'lr-schedules/recipe';
import { IconButton } from '../components/icon-button.js';
import { starter } from '../state/starter.js';
import { labelOf, type OptionProps, useOption } from './editor.js';
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
              onClick={() => put(specs.toSpliced(i, 1))}
            />
          </div>
          <ScheduleEditor label={`${label}, ${i + 1}`} path={[...path, i]} spec={spec} />
        </Nested>
      ))}
      <button
        type="button"
        class="quiet"
        onClick={() => put([...specs, starter('CosineDecay', last === undefined ? 0.1 : peakOf(last))])}
      >
        Add a schedule
      </button>
    </div>
  );
}
