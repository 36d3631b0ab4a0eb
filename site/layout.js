// The frame of every page.
import { entries } from './declarations.js';
import { guides } from './guides.js';
import { escapeHtml } from './markdown.js';
import { frameworks } from './schedules.js';

const reference = [
  { title: 'Reference', pages: entries.map(({ name, slug }) => ({ title: name, path: `reference/${slug}` })) },
];
const schedules = frameworks.map(({ title, schedules }) => ({ title, pages: schedules }));

/** The parts of the site, each with the pages that its menu has. */
const parts = [
  { title: 'Guides', path: 'index', menu: guides, has: (path) => !/^(schedules|reference)\//.test(path) },
  { title: 'Schedules', path: 'schedules/index', menu: schedules, has: (path) => path.startsWith('schedules/') },
  { title: 'Reference', path: 'reference/index', menu: reference, has: (path) => path.startsWith('reference/') },
];

/** Nothing from elsewhere. */
const policy = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'";

/** A page as a document; all its addresses are relative, so that it works under any path of any host. */
export function documentOf({ path, title, description, html, headings }) {
  const up = '../'.repeat(path.split('/').length - 1);
  const part = parts.find(({ has }) => has(path));
  const current = (other) => (other === path ? ' aria-current="page"' : '');
  const link = (page) => `<a href="${up}${page.path}.html"${current(page.path)}>${escapeHtml(page.title)}</a>`;
  const groups = part.menu.map((group) => {
    const isOpen = part.menu.length < 5 || group.pages.some((page) => page.path === path);
    return `<details${isOpen ? ' open' : ''}><summary>${escapeHtml(group.title)}</summary><ul>${group.pages
      .map((page) => `<li>${link(page)}</li>`)
      .join('')}</ul></details>`;
  });
  const outline = headings.filter(({ level }) => level === 2);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(path === 'index' ? title : `${title} · lr-schedules`)}</title>
<meta name="description" content="${escapeHtml(description)}">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="${up}playground/icon.svg" type="image/svg+xml">
<script src="${up}assets/theme.js"></script>
<link rel="preload" href="${up}assets/inter-latin-wght-normal.woff2" as="font" type="font/woff2" crossorigin>
<link rel="stylesheet" href="${up}assets/site.css">
<script type="module" src="${up}assets/site.js" data-root="${up}"></script>
</head>
<body>
<a class="skip" href="#content">To the text</a>
<header>
<a class="brand" href="${up}index.html">lr-schedules</a>
<nav aria-label="Parts">${parts
    .map((one) => `<a href="${up}${one.path}.html"${one === part ? ' aria-current="true"' : ''}>${one.title}</a>`)
    .join('')}<a href="${up}playground/index.html">Playground</a></nav>
<search><input type="search" placeholder="Search" aria-label="Search" autocomplete="off" hidden><div class="results" hidden></div></search>
<button type="button" class="theme" hidden>Auto</button>
<a class="to-menu" href="#menu">Menu</a>
</header>
<div class="columns">
<main id="content">
${html}
</main>
${
  outline.length > 1
    ? `<nav class="outline" aria-label="On this page"><p>On this page</p><ul>${outline
        .map(({ id, title }) => `<li><a href="#${id}">${escapeHtml(title)}</a></li>`)
        .join('')}</ul></nav>`
    : ''
}
<nav id="menu" class="menu" aria-label="${part.title}">${groups.join('\n')}</nav>
</div>
</body>
</html>
`;
}
