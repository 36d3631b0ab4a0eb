/** The number that a numeric literal is; null for an imaginary one. */
export function readNumber(literal: string): { value: number; isFloat: boolean } | null {
  const text = literal.replaceAll('_', '').toLowerCase();
  if (text.endsWith('j') && !text.startsWith('0x')) return null;
  const isFloat = !/^0[xob]/.test(text) && /[.e]/.test(text);
  const value = Number(text);
  return Number.isNaN(value) ? null : { value, isFloat };
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** The text that a string literal is; null for bytes and for a name of a character, which would need a table. */
export function readString(literal: string): string | null {
  const [, prefix = '', quote = '', body = ''] = /^(\w*)('''|"""|'|")([\s\S]*)\2$/.exec(literal) ?? [];
  if (quote === '' || /[bf]/i.test(prefix)) return null;
  if (/r/i.test(prefix)) return body;
  let known = true;
  const text = body.replace(
    /\\(\r\n|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{1,3}|[\s\S])/g,
    (whole, mark: string) => {
      if (mark.length === 1 && Object.hasOwn(ESCAPES, mark)) return ESCAPES[mark] as string;
      if (mark === '\r\n') return '';
      if (/^[xuU][0-9a-fA-F]+$/.test(mark)) {
        const point = Number.parseInt(mark.slice(1), 16);
        if (point <= 0x10ffff) return String.fromCodePoint(point);
        known = false;
      }
      if (/^[0-7]+$/.test(mark)) return String.fromCodePoint(Number.parseInt(mark, 8));
      if (mark === 'N' || mark === 'x' || mark === 'u' || mark === 'U') known = false;
      return whole;
    },
  );
  return known ? text : null;
}
