// The pages that are written by hand: those of the repository, which read well there too.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What people come for, and the pages for it, in the order of the menu. A page of docs that is missing here is an error. */
const groups = {
  Start: ['README', 'docs/start', 'docs/plan', 'docs/choose', 'docs/installing'],
  Do: ['docs/formats', 'docs/port', 'docs/resume', 'docs/units', 'docs/keras', 'docs/audit', 'docs/own-schedule'],
  'Look up': [
    'docs/contents',
    'docs/command-line',
    'docs/frameworks',
    'docs/codegen',
    'docs/recipes',
    'docs/playground',
  ],
  Trust: ['docs/differences', 'docs/verified', 'docs/architecture', 'CONTRIBUTING', 'SECURITY', 'CHANGELOG'],
};

const textOf = (path) => readFileSync(`${root}${path}.md`, 'utf8');
const titleOf = (path) => /^# (.*)$/m.exec(textOf(path))?.[1].replaceAll('`', '') ?? path;

const listed = Object.values(groups).flat();
const unlisted = readdirSync(`${root}docs`).flatMap((name) => {
  const path = `docs/${name.replace(/\.md$/, '')}`;
  return name.endsWith('.md') && !listed.includes(path) ? [name] : [];
});
if (unlisted.length > 0) throw new Error(`site/guides.js: no group has ${unlisted.join(', ')} of docs.`);
const missing = listed.filter((path) => !existsSync(`${root}${path}.md`));
if (missing.length > 0) throw new Error(`site/guides.js: there is no ${missing.join(', ')}.`);

/** The path of a page of the repository on the site: the README is where one arrives. */
export const siteOf = (path) => (path === 'README' ? 'index' : path);

/** The groups, each with the titles and paths of its pages. */
export const guides = Object.entries(groups).map(([title, paths]) => ({
  title,
  pages: paths.map((path) => ({ title: path === 'README' ? 'What it is' : titleOf(path), path: siteOf(path) })),
}));
guides.find(({ title }) => title === 'Trust').pages.push({ title: 'What was compared', path: 'docs/counts' });

export const guidePages = () =>
  listed.map((path) => ({ path: siteOf(path), source: path, title: titleOf(path), markdown: textOf(path) }));
