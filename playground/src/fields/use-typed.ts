import { isNullable, isRequired } from 'lr-schedules/recipe';
import { labelOf, type OptionProps, useOption } from './editor.js';
import { useHelp } from './help.js';
import type { Parsed } from './parse.js';
import { wrong } from './row.js';
import { useDraft } from './use-draft.js';

/**
 * What the field of an option needs that is typed: of its row and of its input, which has `shown` in it until something
 * else is typed. Emptied, an option that is not required is left out.
 */
export function useTyped<T>({ option, path }: OptionProps, shown: string, read: (text: string) => Parsed<T>) {
  const { id, problem, ...change } = useOption(path);
  const parse = (text: string): Parsed<T | undefined> =>
    text.trim() === '' && !isRequired(option) ? { value: undefined } : read(text);
  const draft = useDraft(shown, parse, change.set, change.settle);
  const wrongness = draft.problem ?? problem;
  return {
    ...change,
    row: { id, label: labelOf(option.pythonName), help: useHelp(option.pythonName), problem: wrongness },
    input: {
      id,
      autocomplete: 'off',
      placeholder: isNullable(option) ? 'none' : '',
      ...draft.input,
      ...wrong(id, wrongness),
    },
  };
}
