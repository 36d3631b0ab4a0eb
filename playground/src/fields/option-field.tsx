import { isList } from 'lr-schedules/recipe';
import { ChoiceField, FlagField } from './choice-field.js';
import type { OptionProps } from './editor.js';
import { GroupsField } from './groups-field.js';
import { ListField } from './list-field.js';
import { NumberField } from './number-field.js';
import { ScheduleField } from './schedule-field.js';
import { SchedulesField } from './schedules-field.js';
import { TimeField } from './time-field.js';

/** The field for an option, by what values the option takes. */
export function OptionField(props: OptionProps) {
  const { option } = props;
  if (isList(option)) return option.is === 'schedule' ? <SchedulesField {...props} /> : <ListField {...props} />;
  switch (option.is) {
    case 'steps':
      return <TimeField {...props} />;
    case 'rate':
    case 'fraction':
    case 'number':
      return <NumberField {...props} option={option} />;
    case 'flag':
      return <FlagField {...props} />;
    case 'choice':
      return <ChoiceField {...props} option={option} />;
    case 'schedule':
      return <ScheduleField {...props} />;
    case 'groups':
      return <GroupsField {...props} option={option} />;
    default:
      return <ListField {...props} />;
  }
}
