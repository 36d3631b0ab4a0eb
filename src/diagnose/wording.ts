/** An option of a schedule, which each reader knows under another spelling: `tMax`, `T_max`, `--t-max`. */
export interface OptionName {
  /** The schedule: the name of its class, or a name of the catalog such as `'torch.CosineAnnealingLR'`. */
  readonly of: string;
  /** The option in camelCase. */
  readonly option: string;
}

/** A text with the options in it kept apart, for whoever shows it to spell them. */
export type Wording = readonly (string | OptionName)[];

/** A wording of a template: what is put in is an option's name, or becomes text. */
export function words(texts: TemplateStringsArray, ...values: readonly (string | number | OptionName)[]): Wording {
  return texts.flatMap((text, i) => {
    const value = values[i];
    return value === undefined ? [text] : [text, typeof value === 'object' ? value : String(value)];
  });
}

/**
 * A wording as text, its options spelled as the reader knows them. Default in camelCase.
 *
 * ```ts
 * inWords(finding.parts.message, ({ option }) => option.toUpperCase()); // the names of options in capitals
 * ```
 */
export const inWords = (wording: Wording, spell = ({ option }: OptionName) => option): string =>
  wording.map((part) => (typeof part === 'string' ? part : spell(part))).join('');
