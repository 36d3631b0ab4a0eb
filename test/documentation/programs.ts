import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A program that a page or a docstring shows. */
export interface Program {
  /** Where it is: a file and, of a page, the line. */
  readonly place: string;
  readonly code: string;
  /** Whether it needs what only a browser has, so that it has types only. */
  readonly isForBrowsers: boolean;
}

/**
 * The programs in README.md and docs, whole: a block that begins with `// continued` goes on from the block before.
 */
export function programsOfPages(): readonly Program[] {
  const pages = [
    'README.md',
    ...readdirSync(`${root}/docs`).flatMap((name) => (name.endsWith('.md') ? `docs/${name}` : [])),
  ];
  return pages.flatMap((page) => {
    const text = readFileSync(`${root}/${page}`, 'utf8');
    const programs: Program[] = [];
    for (const { 1: code = '', index } of text.matchAll(/^```ts\n([\s\S]*?)^```/gm)) {
      const before = code.startsWith('// continued') ? (programs.at(-1)?.code ?? '') : '';
      const isForBrowsers = /^\/\/.*in a browser/.test(code);
      programs.push({
        isForBrowsers,
        place: `${page}:${text.slice(0, index).split('\n').length}`,
        code: before + code,
      });
    }
    return programs;
  });
}

const VALUE = String.raw`-?\d[\d.e-]*|'[^']*'|"[^"]*"|true|false|null|\[[^\]…]*\]$|\{[^}…]*\}$`;

/**
 * A program that compares what its comments say: of `schedule(20); // 0.1: why`, that the value is shown as 0.1. Comments in
 * lines of their own below an expression are its value, or its text.
 */
export const withClaims = ({ place, code }: Program): string =>
  code
    .replace(
      new RegExp(
        String.raw`^(?!//|import|const|let|await|\}|function|class| )(\S.*);( +)// (${VALUE})(?=$|[:,; ])`,
        'gm',
      ),
      (_, expression, space, value) => `claims.compare(${JSON.stringify(place)}, ${expression}, ${value});${space}// `,
    )
    .replace(
      /^(?!\/\/|import|const|let|await|\}|claims)(\S.*);\n((?:\/\/.*(?:\n|$))+)/gm,
      (_, expression, comment: string) => {
        const text = comment.replace(/^\/\/ ?/gm, '').trimEnd();
        const value = /^['[{]/.test(text) ? `(${text})` : JSON.stringify(text);
        return `claims.compare(${JSON.stringify(place)}, ${expression}, ${value});\n`;
      },
    );
