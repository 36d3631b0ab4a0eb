// Builds the site into a folder of static files, with the playground if that is built: `npm run site`.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path/posix';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { guidePages, siteOf } from './guides.js';
import { documentOf } from './layout.js';
import { brokenLinks } from './links.js';
import { render } from './markdown.js';
import { referencePages } from './reference.js';
import { schedulePages } from './schedules.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const isPage = (path) => existsSync(join(root, path));

/** The files of the site by path: texts, and bytes. */
const files = new Map();
const entriesForSearch = [];

const guidesByPath = guidePages();
const pages = [...guidesByPath, ...referencePages(), ...(await schedulePages())];
const paths = new Set(pages.map(({ path }) => path));

for (const page of pages) {
  const { html, title, headings, sections } = render(page.markdown, (href) => linkOn(page, href));
  const description = sections[0]?.text.trim().slice(0, 200) ?? '';
  files.set(`${page.path}.html`, documentOf({ ...page, title: page.title ?? title, description, html, headings }));
  for (const { path, body } of page.assets ?? []) files.set(path, body);
  for (const [i, { id, title: heading, text }] of sections.entries()) {
    const place = i === 0 ? `${page.path}.html` : `${page.path}.html#${id}`;
    entriesForSearch.push([place, i === 0 ? page.title : heading, i === 0 ? '' : page.title, text.trim().slice(0, 600)]);
  }
}

/**
 * Where a link of a page leads on the site: from `/` on, or from the folder of the page's source. A file of the repository that
 * is no page comes along.
 */
function linkOn({ path, source = path }, href) {
  if (/^(https?:|#|mailto:)/.test(href)) return href;
  const [, file, rest] = /^([^#]*)(#.*)?$/.exec(href);
  const target = file.startsWith('/') ? file.slice(1) : normalize(join(dirname(source), file));
  const page = siteOf(target.replace(/\.md$/, ''));
  const found = target.endsWith('.md') && paths.has(page) ? `${page}.html` : target;
  if (found === target && !target.startsWith('playground/') && isPage(target) && statSync(join(root, target)).isFile()) {
    files.set(target, readFileSync(join(root, target)));
  }
  return `${'../'.repeat(path.split('/').length - 1)}${found}${rest ?? ''}`;
}

files.set('assets/search.json', JSON.stringify(entriesForSearch));
files.set('assets/theme.js', readFileSync(join(root, 'playground/public/theme.js')));
const { outputFiles } = await build({
  entryPoints: [join(root, 'site/client/site.js'), join(root, 'site/client/site.css')],
  bundle: true,
  minify: true,
  write: false,
  format: 'esm',
  target: 'es2022',
  outdir: 'assets',
  loader: { '.woff2': 'file' },
  assetNames: '[name]',
});
for (const { path, contents } of outputFiles) files.set(`assets/${path.split('/').at(-1)}`, contents);

const playground = join(root, 'playground/dist');
if (!existsSync(playground)) throw new Error('The playground is not built: run `npm run site`, or `npm run playground:build` first.');
for (const name of readdirSync(playground, { recursive: true })) files.set(`playground/${name}`, undefined);

const broken = brokenLinks(files);
if (broken.length > 0) throw new Error(`${broken.length} links lead nowhere:\n${broken.join('\n')}`);

const out = join(root, 'site/dist');
rmSync(out, { recursive: true, force: true });
for (const [path, body] of files) {
  if (body === undefined) continue;
  mkdirSync(dirname(join(out, path)), { recursive: true });
  writeFileSync(join(out, path), body);
}
cpSync(playground, join(out, 'playground'), { recursive: true });
console.log(`site/dist: ${pages.length} pages, ${files.size} files; every link leads somewhere.`);
