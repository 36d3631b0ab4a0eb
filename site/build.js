// Builds the site into a folder of static files.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path/posix';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { countsPage } from './counts.js';
import { guidePages, siteOf } from './guides.js';
import { documentOf } from './layout.js';
import { brokenLinks } from './links.js';
import { render } from './markdown.js';
import { referencePages } from './reference.js';
import { schedulePages } from './schedules.js';

const root = fileURLToPath(new URL('..', import.meta.url));
/** How much of a section's text is searched. */
const SEARCHED = 600;

/** All pages: each has the path that it is at, without `.html`, and its text as Markdown. */
export const allPages = async () => [...guidePages(), countsPage(), ...referencePages(), ...(await schedulePages())];

/**
 * Builds the pages into a folder, with the playground that was built into another.
 * @returns how many pages there are.
 * @throws {Error} for links that lead nowhere.
 */
export async function buildSite(pages, out, playground) {
  const files = new Map();
  const paths = new Set(pages.map(({ path }) => path));
  const searched = [];
  for (const page of pages) {
    const { html, headings, sections } = render(page.markdown, (href) => linkOn(page, href, paths, files));
    const description = sections[0]?.text.trim().slice(0, 200) ?? '';
    files.set(`${page.path}.html`, documentOf({ ...page, description, html, headings }));
    for (const { path, body } of page.assets ?? []) files.set(path, body);
    searched.push(...searchedIn(page, sections));
  }
  files.set('assets/search.json', JSON.stringify(searched));
  for (const [path, body] of await clientFiles()) files.set(path, body);
  for (const name of readdirSync(playground, { recursive: true })) {
    files.set(`playground/${name.replaceAll('\\', '/')}`, undefined);
  }
  const broken = brokenLinks(files);
  if (broken.length > 0) throw new Error(`${broken.length} links lead nowhere:\n${broken.join('\n')}`);

  rmSync(out, { recursive: true, force: true });
  for (const [path, body] of files) {
    if (body === undefined) continue;
    mkdirSync(dirname(join(out, path)), { recursive: true });
    writeFileSync(join(out, path), body);
  }
  cpSync(playground, join(out, 'playground'), { recursive: true });
  return pages.length;
}

/**
 * Where a link of a page leads on the site: from the root for one that begins with `/`, else from where the page's source lies. A
 * file of the repository that is no page comes along.
 */
function linkOn({ path, source = path }, href, paths, files) {
  if (/^(https?:|#|mailto:)/.test(href)) return href;
  const [, file, rest = ''] = /^([^#]*)(#.*)?$/.exec(href);
  const target = file.startsWith('/') ? file.slice(1) : normalize(join(dirname(source), file));
  const page = siteOf(target.replace(/\.md$/, ''));
  const isPage = target.endsWith('.md') && paths.has(page);
  if (!isPage && existsSync(join(root, target)) && statSync(join(root, target)).isFile()) {
    files.set(target, readFileSync(join(root, target)));
  }
  return `${'../'.repeat(path.split('/').length - 1)}${isPage ? `${page}.html` : target}${rest}`;
}

/** What the search knows of a page: a schedule as a whole, of others each section. */
function searchedIn({ path, title }, sections) {
  if (/^schedules\/.+\//.test(path)) {
    const [first, ...rest] = sections;
    const options = rest.find((section) => section.id === 'options');
    return [[`${path}.html`, title, '', `${first.text} ${options.text}`.slice(0, 2 * SEARCHED)]];
  }
  return sections.map(({ id, title: heading, text }, i) =>
    i === 0
      ? [`${path}.html`, title, '', text.slice(0, SEARCHED)]
      : [`${path}.html#${id}`, heading, title, text.slice(0, SEARCHED)],
  );
}

/** The scripts and styles of all pages. */
async function clientFiles() {
  const { outputFiles } = await build({
    entryPoints: ['site.js', 'site.css'].map((name) => join(root, 'site/client', name)),
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    outdir: 'assets',
    loader: { '.woff2': 'file' },
    assetNames: '[name]',
  });
  return [
    ['assets/theme.js', readFileSync(join(root, 'playground/public/theme.js'))],
    ...outputFiles.map(({ path, contents }) => [`assets/${path.split(/[\\/]/).at(-1)}`, contents]),
  ];
}
