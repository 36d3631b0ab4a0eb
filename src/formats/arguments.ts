import type { FormFile } from './form.js';
import type { JsonObject } from './reading.js';
import { Settings } from './settings.js';
import { at as placed } from './syntax/places.js';
import { parseShell, type ShellWord } from './syntax/shell.js';
import type { Place } from './syntax/yaml.js';

/** The command with most arguments that start with `--`, whose first words fit. */
export function commandOf(file: FormFile, program: RegExp): readonly ShellWord[] | null {
  const flags = (words: readonly ShellWord[]) => words.filter(({ text }) => text.startsWith('--')).length;
  const commands = parseShell(file.text, file.name).filter((words) => words.some(({ text }) => program.test(text)));
  return [...commands].sort((a, b) => flags(b) - flags(a))[0] ?? null;
}

/**
 * The arguments of a command, `--name value` or `--name=value`, by their names with underscores; one without a value is
 * true, one with several is a list, and of one that is there twice the last counts.
 */
export function argumentsOf(file: FormFile, words: readonly ShellWord[]): Settings {
  const map: JsonObject = {};
  const places = new Map<string, Place>();
  for (let i = 0; i < words.length; i++) {
    const { text, place } = words[i] as ShellWord;
    const [, flag, inline] = /^--([A-Za-z][\w-]*)(?:=([\s\S]*))?$/.exec(text) ?? [];
    if (flag === undefined) continue;
    const values = inline === undefined ? [] : [inline];
    while (inline === undefined && words[i + 1] && !isFlag((words[i + 1] as ShellWord).text)) {
      values.push((words[++i] as ShellWord).text);
    }
    const name = flag.replaceAll('-', '_');
    map[name] = values.length === 0 ? true : values.length === 1 ? values[0] : values;
    places.set(name, place);
  }
  const at: FormFile['at'] = ([name]) => {
    const place = places.get(String(name));
    if (name === undefined) return file.name;
    return `${place ? placed(file.name, place) : file.name} → ${name}`;
  };
  return new Settings({ ...file, at }, map);
}

/** A negative number is a value. */
const isFlag = (text: string) => /^--?[A-Za-z]/.test(text);
