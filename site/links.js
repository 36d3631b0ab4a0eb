// Whether every link of the site leads to something.
import { dirname, join } from 'node:path/posix';

/** Addresses of elsewhere that the text names; nothing is asked for from there. */
const isElsewhere = (href) => /^(https?:|mailto:)/.test(href);

/**
 * The links that lead nowhere, with the pages that they are on.
 * @param files the paths of all files of the site, the text of pages with them.
 */
export function brokenLinks(files) {
  const ids = new Map();
  const idsOf = (path) => {
    if (!ids.has(path)) ids.set(path, new Set([...files.get(path).matchAll(/ id="([^"]*)"/g)].map(([, id]) => id)));
    return ids.get(path);
  };
  return [...files].flatMap(([path, text]) =>
    path.endsWith('.html') && typeof text === 'string'
      ? [...text.matchAll(/ (?:href|src)="([^"]*)"/g)].flatMap(([, href]) => {
          if (isElsewhere(href)) return [];
          const [file, anchor] = href.replaceAll('&amp;', '&').split('#');
          const target = file ? join(dirname(path), file) : path;
          if (file.startsWith('/') || !files.has(target)) return [`${path} → ${href}`];
          // What a link of the playground says is not for anchors.
          if (!anchor || target.startsWith('playground/')) return [];
          return idsOf(target).has(decodeURIComponent(anchor)) ? [] : [`${path} → ${href}`];
        })
      : [],
  );
}
