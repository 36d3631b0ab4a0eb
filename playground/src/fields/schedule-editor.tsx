import { findSchedule, type Path, type ScheduleSpec } from 'lr-schedules/recipe';
import { isNamed, shownOptions } from '../state/spec.js';
import { starter } from '../state/starter.js';
import { useOption } from './editor.js';
import { TypeContext } from './help.js';
import { OptionField } from './option-field.js';
import { peakOf } from './peak.js';
import { SchedulePicker } from './schedule-picker.js';

interface ScheduleEditorProps {
  readonly label: string;
  readonly path: Path;
  readonly spec: ScheduleSpec;
  /** Told the name of the schedule that is taken instead. */
  readonly onType?: (name: string) => void;
}

/** A schedule's kind and its options. */
export function ScheduleEditor({ label, path, spec, onType }: ScheduleEditorProps) {
  const { id, put } = useOption(path);
  const { problem } = useOption([...path, 'type']);
  const name = isNamed(spec) ? spec.type : 'Constant';
  return (
    <div class="schedule">
      <SchedulePicker
        id={`${id}-kind`}
        label={label}
        name={name}
        problem={problem}
        onPick={(picked) => {
          put(starter(picked, peakOf(spec)));
          onType?.(picked);
        }}
      />
      <TypeContext.Provider value={name}>
        {isNamed(spec) ? (
          shownOptions(findSchedule(name)).map((option) => (
            <OptionField
              key={`${name} ${option.name}`}
              option={option}
              path={[...path, option.pythonName]}
              value={spec[option.pythonName]}
            />
          ))
        ) : (
          <ConstantField path={path} rate={spec} />
        )}
      </TypeContext.Provider>
    </div>
  );
}

/** A constant rate, which is a bare number in place of options. */
function ConstantField({ path, rate }: { readonly path: Path; readonly rate: number }) {
  const [option] = findSchedule('Constant').options;
  return option ? <OptionField option={option} path={path} value={rate} /> : null;
}
