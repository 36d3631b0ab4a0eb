import { type Time, timeOf } from '../state/times.js';
import type { OptionProps } from './editor.js';
import { type Parsed, readList, readNumber, readPairs, readTime } from './parse.js';
import { Row } from './row.js';
import { useTyped } from './use-typed.js';

/** An option that is a list or a map of numbers or texts, written with commas. */
export function ListField(props: OptionProps) {
  const { option, value } = props;
  const readItem = option.is === 'steps' ? readStep : option.is === 'choice' ? readText : readNumber;
  const read = (text: string): Parsed<unknown> =>
    option.is === 'by-step' ? readPairs(text) : readList<unknown>(text, readItem);
  const { row, input } = useTyped(props, show(value ?? option.default), read);
  return (
    <Row {...row} below={<input class="list" spellcheck={false} {...input} />}>
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
