import type { Found, ReadOptions } from './reading.js';
import type { FormRun } from './run.js';
import type { YamlFile } from './syntax/yaml.js';

/** What a text is written in; `binary` where it is none. */
export type Syntax = 'binary' | 'json' | 'yaml' | 'toml' | 'python' | 'shell' | 'text-proto';

/** A file that was opened: its syntax is known, and of JSON, YAML and TOML what is in it. */
export interface FormFile {
  /** What messages call it: its name, or its syntax. */
  readonly name: string;
  /** Its name without folders; null where it is not known. */
  readonly file: string | null;
  readonly syntax: Syntax;
  /** Empty where it is binary. */
  readonly text: string;
  readonly bytes: Uint8Array;
  /** Of JSON, YAML and TOML; null otherwise. It has no `__proto__`, and no end of nesting. */
  readonly value: unknown;
  /** Of YAML, what its parser knows besides. */
  readonly yaml?: YamlFile;
  /** What messages call a place in it: `args.yaml:3:1 → warmup_epochs`. */
  at(path: readonly (string | number)[]): string;
}

/** What a form's reader is given besides the file. */
export interface FormOptions extends ReadOptions {
  readonly run: FormRun;
}

/** A kind of file, of one trainer. */
export interface Form {
  /** As the option `form` takes it. */
  readonly name: string;
  /** What people call it. */
  readonly title: string;
  /** Whether it is of this form, by what only this form has: a weak key makes no form. */
  recognise(file: FormFile): boolean;
  /** Its reader, which brings the libraries that it needs. */
  load(): Promise<(file: FormFile, options: FormOptions) => Found | Promise<Found>>;
}
