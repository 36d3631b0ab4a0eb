import { show } from '../../errors.js';
import { fail } from '../reading.js';
import { at, placesIn } from './places.js';
import type { Place } from './yaml.js';

/** Far more than any config has. */
export const LARGEST_TEXT_PROTO = 1 << 20;
const DEEPEST = 100;

/** A message in protobuf's text format: its fields by name, each with all its values. */
export interface ProtoMessage {
  readonly place: Place;
  readonly fields: ReadonlyMap<string, readonly ProtoValue[]>;
}

export type ProtoValue =
  | { readonly kind: 'message'; readonly message: ProtoMessage; readonly place: Place }
  | { readonly kind: 'text'; readonly value: string; readonly place: Place }
  /** A number or a name, as written. */
  | { readonly kind: 'word'; readonly value: string; readonly place: Place };

type Token = { readonly kind: 'word' | 'text' | 'mark' | 'end'; readonly value: string; readonly offset: number };

/**
 * Reads protobuf's text format, of any message: `name: value`, `name { … }`, `name: [a, b]`, comments, commas.
 * @throws {TypeError} with line and column for anything else. @throws {RangeError} for deep nesting.
 */
export function parseTextProto(text: string, part: string): ProtoMessage {
  const placeOf = placesIn(text);
  const tokens = tokenize(text, part, placeOf);
  let next = 0;
  const peek = () => tokens[next] as Token;
  const isMark = (...marks: string[]) => peek().kind === 'mark' && marks.includes(peek().value);
  const refuse = (what: string): never => {
    const { kind, value, offset } = peek();
    return fail(
      at(part, placeOf(offset)),
      `${what} is required, received ${kind === 'end' ? 'the end' : show(value)}.`,
    );
  };
  const skip = (mark: string): void => {
    if (!isMark(mark)) refuse(show(mark));
    next++;
  };

  const readMessage = (end: string, depth: number): ProtoMessage => {
    const place = placeOf(peek().offset);
    if (depth > DEEPEST) throw new RangeError(`${at(part, place)}: it is nested deeper than ${DEEPEST}.`);
    const fields = new Map<string, ProtoValue[]>();
    while (end === '' ? peek().kind !== 'end' : !isMark(end)) {
      const name = readName();
      const isPlain = isMark(':');
      if (isPlain) next++;
      else if (!isMark('{', '<')) refuse("':' or '{'");
      const values = fields.get(name) ?? [];
      fields.set(name, values);
      if (isMark('[')) {
        next++;
        while (!isMark(']')) {
          values.push(readValue(depth));
          if (!isMark(']')) skip(',');
        }
        next++;
      } else values.push(readValue(depth));
      if (isMark(',', ';')) next++;
    }
    if (end !== '') next++;
    return { place, fields };
  };
  const readName = (): string => {
    if (isMark('[')) {
      const start = peek().offset;
      while (!isMark(']')) {
        if (peek().kind === 'end') refuse("']'");
        next++;
      }
      next++;
      return text.slice(start, (tokens[next - 1] as Token).offset + 1);
    }
    const { kind, value } = peek();
    if (kind !== 'word' || !/^[A-Za-z_]/.test(value)) refuse("a field's name");
    next++;
    return value;
  };
  const readValue = (depth: number): ProtoValue => {
    const { kind, value, offset } = peek();
    const place = placeOf(offset);
    if (isMark('{', '<')) {
      next++;
      return { kind: 'message', message: readMessage(value === '{' ? '}' : '>', depth + 1), place };
    }
    if (kind === 'text') {
      let joined = '';
      for (; peek().kind === 'text'; next++) joined += peek().value;
      return { kind, value: joined, place };
    }
    let sign = '';
    if (isMark('-')) {
      sign = '-';
      next++;
    }
    if (peek().kind !== 'word') refuse('a value');
    const word = sign + peek().value;
    next++;
    return { kind: 'word', value: word, place };
  };
  return readMessage('', 0);
}

/** The number that a word is; null for a name. Whole numbers may be hexadecimal or octal. */
export function toNumber(word: string): number | null {
  const [, sign = '', digits = ''] = /^(-?)(.*)$/s.exec(word) ?? [];
  const size = /^0[0-7]+$/.test(digits)
    ? Number.parseInt(digits, 8)
    : /^(?:0x[0-9a-f]+|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?f?)$/i.test(digits)
      ? Number(/^0x/i.test(digits) ? digits : digits.replace(/f$/i, ''))
      : null;
  return size === null ? null : sign === '-' ? -size : size;
}

const TOKEN =
  /(?:[ \t\r\n\f\v]|#[^\n]*(?:\n|$))*(?:((?:\d|\.\d)(?:[\w.]|(?<=[eE])[+-])*|[A-Za-z_]\w*)|("(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*')|([{}<>[\]:,;\-./]))/y;
const BLANK = /(?:[ \t\r\n\f\v]|#[^\n]*(?:\n|$))*/y;

function tokenize(text: string, part: string, placeOf: (offset: number) => Place): readonly Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (;;) {
    const start = TOKEN.lastIndex;
    const found = TOKEN.exec(text);
    if (!found) {
      BLANK.lastIndex = start;
      BLANK.exec(text);
      const offset = BLANK.lastIndex;
      if (offset < text.length) {
        fail(at(part, placeOf(offset)), `it is no text format of protobuf: ${show(text.slice(offset, offset + 10))}.`);
      }
      tokens.push({ kind: 'end', value: '', offset });
      return tokens;
    }
    const [, word, quoted, mark] = found;
    const value = word ?? quoted?.slice(1, -1) ?? (mark as string);
    const kind = word === undefined ? (quoted === undefined ? 'mark' : 'text') : 'word';
    tokens.push({ kind, value, offset: TOKEN.lastIndex - (word ?? quoted ?? (mark as string)).length });
  }
}
