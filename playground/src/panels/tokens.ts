import type { Target } from '../state/page.js';

/** A piece of code of one kind. */
export interface Token {
  readonly kind: 'comment' | 'string' | 'number' | 'keyword' | 'plain';
  readonly text: string;
}

const words = (list: string) => `\\b(?:${list.replaceAll(' ', '|')})\\b`;
const python = words('and as class def else for from if import in is lambda None not or return self True False while');
const javascript = words('const else export for function if let return while true false null');

const languages: Readonly<Record<Target, { readonly comment: string; readonly keyword: string }>> = {
  keras: { comment: '#.*', keyword: python },
  optax: { comment: '#.*', keyword: python },
  torch: { comment: '#.*', keyword: python },
  numpy: { comment: '#.*', keyword: python },
  javascript: { comment: '//.*|/\\*[^]*?\\*/', keyword: javascript },
  latex: { comment: '%.*', keyword: '\\\\[a-zA-Z]+' },
  'keras-json': { comment: '(?!)', keyword: words('null true false') },
  'model-garden': { comment: '#.*', keyword: words('null true false') },
  recipe: { comment: '#.*', keyword: words('null true false') },
};

const STRING = '"""[^]*?"""|"(?:[^"\\\\\\n]|\\\\.)*"|\'(?:[^\'\\\\\\n]|\\\\.)*\'';
const NUMBER = '(?<![\\w.])\\d[\\d_]*\\.?\\d*(?:e[-+]?\\d+)?\\b';

/** Code in its pieces, as far as colours go. */
export function tokensOf(code: string, target: Target): Token[] {
  const { comment, keyword } = languages[target];
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
