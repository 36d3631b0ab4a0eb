import { ChoiceField, FlagField } from './choice-field.js';
import { CyclesField } from './cycles-field.js';
import type { OptionProps } from './editor.js';
import { ListField } from './list-field.js';
import { NumberField } from './number-field.js';
import { ScheduleField } from './schedule-field.js';
import { SchedulesField } from './schedules-field.js';
import { TimeField } from './time-field.js';

/** The field for an option, by what values the option takes. */
export function OptionField(props: OptionProps) {
  const { type, quantity, pythonName } = props.option;
  switch (type) {
    case 'number':
      return quantity === 'steps' ? <TimeField {...props} /> : <NumberField {...props} />;
    case 'flag':
      return <FlagField {...props} />;
    case 'choice':
      return <ChoiceField {...props} />;
    case 'schedule':
      return <ScheduleField {...props} />;
    case 'schedules':
      return <SchedulesField {...props} />;
    case 'list':
      return pythonName === 'cosine_kwargs' ? <CyclesField {...props} /> : <ListField {...props} />;
    default:
      return <ListField {...props} />;
  }
}
