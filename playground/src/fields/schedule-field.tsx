import type { ScheduleSpec } from 'lr-schedules/recipe';
import type { ComponentChildren } from 'preact';
import { isNamed } from '../state/spec.js';
import { labelOf, type OptionProps } from './editor.js';
import { ScheduleEditor } from './schedule-editor.js';

/** An option that is a schedule itself, or a number for a constant rate. */
export function ScheduleField({ option, path, value }: OptionProps) {
  const label = labelOf(option.pythonName);
  return (
    <Nested title={label} spec={value as ScheduleSpec}>
      <ScheduleEditor label={label} path={path} spec={value as ScheduleSpec} />
    </Nested>
  );
}

interface NestedProps {
  readonly title: string;
  readonly spec: ScheduleSpec;
  readonly children: ComponentChildren;
}

/** A schedule inside another one, to open and close. */
export function Nested({ title, spec, children }: NestedProps) {
  return (
    <details class="nested" open>
      <summary>
        <span class="nested-title">{title}</span>
        <span class="nested-kind">{isNamed(spec) ? spec.type : `constant ${spec}`}</span>
      </summary>
      <div class="nested-body">{children}</div>
    </details>
  );
}
