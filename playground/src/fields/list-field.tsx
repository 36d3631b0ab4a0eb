import { type Time, timeOf } from '../state/times.js';
import { labelOf, type OptionProps, useOption } from './editor.js';
import { useHelp } from './help.js';
import { type Parsed, readList, readNumber, readPairs, readTime } from './parse.js';
import { Row, wrong } from './row.js';
import { useDraft } from './use-draft.js';

/** An option that is a list or a map of numbers or texts, written with commas. */
export function ListField({ option, path, value }: OptionProps) {
  const { id, problem, set, settle } = useOption(path);
  const label = labelOf(option.pythonName);
  const readItem = option.quantity === 'steps' ? readStep : option.type === 'numbers' ? readNumber : readText;
  const parse = (text: string): Parsed<unknown> => {
    if (text.trim() === '' && !option.isRequired) return { value: undefined };
    return option.type === 'object' ? readPairs(text) : readList<unknown>(text, readItem);
  };
  const draft = useDraft(show(value ?? option.fallback), parse, set, settle);
  const wrongness = draft.problem ?? problem;
  return (
    <Row
      id={id}
      label={label}
      help={useHelp(option.pythonName)}
      problem={wrongness}
      below={
        <input
          id={id}
          class="list"
          autocomplete="off"
          spellcheck={false}
          placeholder={option.nullable ? 'none' : ''}
          {...draft.input}
          {...wrong(id, wrongness)}
        />
      }
    >
      {null}
    </Row>
  );
}

function readStep(text: string): Parsed<Time> {
  const parsed = readTime(text, 'st');
  return 'problem' in parsed ? parsed : { value: timeOf(parsed.value) };
}

const readText = (text: string): Parsed<string> => ({ value: text.trim() });

function show(value: unknown): string {
  if (Array.isArray(value)) return value.join(', ');
  if (typeof value !== 'object' || value === null) return '';
  return Object.entries(value)
    .map(([time, number]) => `${time}: ${number}`)
    .join(', ');
}
