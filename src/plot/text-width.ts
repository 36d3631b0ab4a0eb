const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;
const NO_WIDTH = /\p{M}/u;

/** Columns of a terminal that a character takes. */
const widthOfCharacter = (character: string) => (NO_WIDTH.test(character) ? 0 : WIDE.test(character) ? 2 : 1);

/** Columns of a terminal that a text takes: a letter one, a Chinese character two. */
export const widthOf = (text: string) => [...text].reduce((sum, character) => sum + widthOfCharacter(character), 0);

/** A text on one line: what would move the cursor, reverse the direction or is no character becomes a space. */
export const oneLine = (text: string) => text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, ' ');

/** A name for a message, which may be of any length and have anything in it. */
export const brief = (name: string) => oneLine(name.length > 60 ? `${name.slice(0, 60)}…` : name);

/** A text cut to a width, with `…` in place of what was cut off. */
export function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let kept = '';
  let left = width - 1;
  for (const character of text) {
    left -= widthOfCharacter(character);
    if (left < 0) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}

/** A text in lines of at most some width, broken between words; a word that is longer is cut. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const joined = `${lines.at(-1) ?? ''} ${word}`;
    if (lines.length > 0 && widthOf(joined) <= width) lines[lines.length - 1] = joined;
    else lines.push(cut(word, width));
  }
  return lines;
}
