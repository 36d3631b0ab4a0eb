import { fail } from '../reading.js';
import { at, placesIn } from './places.js';
import type { Place } from './yaml.js';

/** Far more than any command has. */
const LARGEST_SHELL = 1 << 17;
const MOST_WORDS = 10_000;

/** A word of a command; of what a variable holds, the place where the variable is used. */
export interface ShellWord {
  readonly text: string;
  readonly place: Place;
}

/** A variable's words, as it is used without quotes. */
type Words = readonly ShellWord[];

/**
 * The commands in a shell script, each as its words, with line continuations, quotes, comments, arrays and variables that
 * the script itself assigns. A variable that it does not assign stays as it is written. Nothing is executed: `$(…)` stays,
 * too, and of `if`, `for` and functions every line counts as a command.
 * @throws {TypeError} with line and column for a quote that does not end. @throws {RangeError} for too much of it.
 */
export function parseShell(text: string, part: string): readonly Words[] {
  if (text.length > LARGEST_SHELL) {
    throw new RangeError(`${part}: at most ${LARGEST_SHELL} characters are read, received ${text.length}.`);
  }
  return new Reader(text, part).commands();
}

class Reader {
  private offset = 0;
  private words = 0;
  private readonly placeOf: (offset: number) => Place;
  private readonly variables = new Map<string, Words>();

  constructor(
    private readonly text: string,
    private readonly part: string,
  ) {
    this.placeOf = placesIn(text);
  }

  commands(): readonly Words[] {
    const commands: Words[] = [];
    while (this.offset < this.text.length) {
      const command = this.command();
      if (command.length > 0) commands.push(command);
    }
    return commands;
  }

  private command(): Words {
    const words: ShellWord[] = [];
    for (;;) {
      this.blank();
      const character = this.text[this.offset];
      if (character === undefined) return words;
      if ('\n;|&()'.includes(character)) {
        this.offset++;
        return words;
      }
      if (words.length === 0 && this.assignment()) continue;
      words.push(...this.word());
    }
  }

  /** Blanks, line continuations and comments. */
  private blank(): void {
    const blank = /(?:[ \t\r]|\\\r?\n|(?<=^|[\s;])#[^\n]*)+/y;
    blank.lastIndex = this.offset;
    if (blank.test(this.text)) this.offset = blank.lastIndex;
  }

  /** `NAME=value`, `NAME+=value` or `NAME=(values)`. */
  private assignment(): boolean {
    const start = /(?:(?:export|local|readonly|declare)[ \t]+(?:-\w+[ \t]+)*)?([A-Za-z_]\w*)(\+?)=/y;
    start.lastIndex = this.offset;
    const [, name = '', plus = ''] = start.exec(this.text) ?? [];
    if (name === '') return false;
    this.offset = start.lastIndex;
    const before = plus ? (this.variables.get(name) ?? []) : [];
    const words = this.text[this.offset] === '(' ? this.array() : this.value();
    const joined = plus && before.length === 1 && words.length === 1 && this.text[start.lastIndex] !== '(';
    this.variables.set(
      name,
      joined ? split(`${before[0]?.text}${words[0]?.text}`, words[0] as ShellWord) : [...before, ...words],
    );
    return true;
  }

  private array(): Words {
    this.offset++;
    const words: ShellWord[] = [];
    for (;;) {
      this.blank();
      const character = this.text[this.offset];
      if (character === undefined || character === ')') {
        this.offset++;
        return words;
      }
      if (character === '\n') this.offset++;
      else words.push(...this.word());
    }
  }

  /** One word, which is cut where it is used. */
  private value(): Words {
    if (/[\s;]/.test(this.text[this.offset] ?? '\n')) return [];
    const words = this.word();
    const [first] = words;
    return first ? split(words.map(({ text }) => text).join(' '), first) : [];
  }

  /** A word, or several that a variable without quotes is. */
  private word(): Words {
    if (++this.words > MOST_WORDS) throw new RangeError(`${this.part}: more than ${MOST_WORDS} words are refused.`);
    const begin = this.offset;
    const place = this.placeOf(begin);
    const words: string[] = [''];
    const add = (text: string) => words.push((words.pop() ?? '') + text);
    for (;;) {
      const character = this.text[this.offset];
      if (character === undefined || ' \t\r\n;|&()'.includes(character)) break;
      this.offset++;
      if (character === "'") add(this.until("'", begin));
      else if (character === '"') add(this.quoted(begin));
      else if (character === '\\') add(this.text[this.offset++] === '\n' ? '' : (this.text[this.offset - 1] ?? ''));
      else if (character === '$') {
        const found = this.variable();
        if (typeof found === 'string') add(found);
        else {
          const [first, ...others] = found.map(({ text }) => text);
          add(first ?? '');
          words.push(...others);
        }
      } else if (character === '`') add(`\`${this.until('`', begin)}\``);
      else add(character);
    }
    const isEmpty = words.length === 1 && words[0] === '' && !/["']/.test(this.text.slice(begin, this.offset));
    return isEmpty ? [] : words.map((text) => ({ text, place }));
  }

  private quoted(begin: number): string {
    let text = '';
    for (;;) {
      const character = this.text[this.offset++];
      if (character === undefined) return this.endless(begin);
      if (character === '"') return text;
      if (character === '\\') {
        const next = this.text[this.offset++] ?? '';
        text += next === '\n' ? '' : '"\\$`'.includes(next) ? next : `\\${next}`;
      } else if (character === '$') {
        const found = this.variable();
        text += typeof found === 'string' ? found : found.map((word) => word.text).join(' ');
      } else text += character;
      if (text.length > LARGEST_SHELL) throw new RangeError(`${this.part}: its variables make too long a text.`);
    }
  }

  private until(end: string, begin: number): string {
    const close = this.text.indexOf(end, this.offset);
    if (close < 0) return this.endless(begin);
    const text = this.text.slice(this.offset, close);
    this.offset = close + 1;
    return text;
  }

  private endless(begin: number): never {
    return fail(at(this.part, this.placeOf(begin)), 'a quote is not closed.');
  }

  /** What a variable holds, or as a text what is written, where that is not known. */
  private variable(): Words | string {
    const reference =
      /(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?:\[[@*]\])?(?::?-([^}"'$`]*))?\}|(\(\([^()]*\)\)|\([^()]*\)|\{[^}]*\}|.)?)/y;
    reference.lastIndex = this.offset;
    const [written = '', bare, braced, fallback] = reference.exec(this.text) ?? [];
    this.offset += written.length;
    const name = bare ?? braced;
    const known = name === undefined ? undefined : this.variables.get(name);
    if (known && (known.length > 0 || fallback === undefined)) return known.slice(0, MOST_WORDS);
    return fallback ?? `$${written}`;
  }
}

const split = (text: string, { place }: ShellWord): Words =>
  text
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, MOST_WORDS)
    .map((word) => ({ text: word, place }));
