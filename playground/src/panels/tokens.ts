import { type Target, targets } from 'lr-schedules/codegen';

/** A piece of code of one kind. */
export interface Token {
  readonly kind: 'comment' | 'string' | 'number' | 'keyword' | 'plain';
  readonly text: string;
}

const words = (list: string) => `\\b(?:${list.replaceAll(' ', '|')})\\b`;
const python = words('and as class def else for from if import in is lambda None not or return self True False while');
const javascript = words('const else export for function if let return while true false null');

const data = words('null true false');
const languages: Readonly<Record<Target['language'], { readonly comment: string; readonly keyword: string }>> = {
  python: { comment: '#.*', keyword: python },
  javascript: { comment: '//.*|/\\*[^]*?\\*/', keyword: javascript },
  latex: { comment: '%.*', keyword: '\\\\[a-zA-Z]+' },
  json: { comment: '(?!)', keyword: data },
  yaml: { comment: '#.*', keyword: data },
};

const STRING = '"""[^]*?"""|"(?:[^"\\\\\\n]|\\\\.)*"|\'(?:[^\'\\\\\\n]|\\\\.)*\'';
const NUMBER = '(?<![\\w.])\\d[\\d_]*\\.?\\d*(?:e[-+]?\\d+)?\\b';

/** Code in its pieces, as far as colours go; `target` is the name of what it is for. */
export function tokensOf(code: string, target: string): Token[] {
  const { language } = targets.find(({ name }) => name === target) as Target;
  const { comment, keyword } = languages[language];
  const pattern = new RegExp(
    `(?<string>${STRING})|(?<comment>${comment})|(?<number>${NUMBER})|(?<keyword>${keyword})`,
    'g',
  );
  const tokens: Token[] = [];
  let end = 0;
  for (const { 0: text, index, groups = {} } of code.matchAll(pattern)) {
    if (index > end) tokens.push({ kind: 'plain', text: code.slice(end, index) });
    const [kind] = Object.entries(groups).find(([, found]) => found !== undefined) as [Token['kind'], string];
    tokens.push({ kind, text });
    end = index + text.length;
  }
  if (end < code.length) tokens.push({ kind: 'plain', text: code.slice(end) });
  return tokens;
}
