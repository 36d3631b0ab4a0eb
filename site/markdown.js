// Markdown as the site has it: headings with anchors, code in colours, formulas as MathML.
import hljs from 'highlight.js';
import markdownIt from 'markdown-it';
import temml from 'temml';

/** What blocks of code are called here, by what their fence says. */
const LANGUAGES = { console: 'shell', ts: 'typescript', js: 'javascript', py: 'python', sh: 'bash', html: 'xml' };

const markdown = markdownIt({ html: true, highlight });

function highlight(code, name) {
  const language = LANGUAGES[name] ?? name;
  return hljs.getLanguage(language) ? hljs.highlight(code, { language }).value : markdown.utils.escapeHtml(code);
}

/** The anchor of a heading, as GitHub has it. */
const slugOf = (text) =>
  text
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');

const plainOf = (inline) => inline.children.map(({ content, type }) => (type === 'softbreak' ? ' ' : content)).join('');

const { fence } = markdown.renderer.rules;
markdown.renderer.rules.fence = (tokens, i, ...rest) => {
  const { info, content } = tokens[i];
  if (info === 'math') return `<div class="formula" tabindex="0">${mathOf(content)}</div>\n`;
  // A box that scrolls has to be reached by the keys alone.
  return fence(tokens, i, ...rest).replace('<pre>', '<pre tabindex="0">');
};
markdown.renderer.rules.table_open = () => '<div class="table" tabindex="0"><table>\n';
markdown.renderer.rules.table_close = () => '</table></div>\n';

/** A formula, with its spaces left to the style sheet. */
const mathOf = (latex) =>
  temml.renderToString(latex, { displayMode: true, throwOnError: true }).replace(/ style="[^"]*"/g, '');

/**
 * A page of Markdown as HTML; `link` says where the links of the text lead.
 * @returns its title, which is its first heading, the headings, and the text below each, for the search.
 */
export function render(text, link = (href) => href) {
  const tokens = markdown.parse(text, {});
  const headings = [];
  const sections = [];
  const used = new Map();
  for (const [i, token] of tokens.entries()) {
    if (token.type === 'heading_open') {
      const title = plainOf(tokens[i + 1]);
      const slug = slugOf(title);
      const before = used.get(slug) ?? 0;
      used.set(slug, before + 1);
      const id = before > 0 ? `${slug}-${before}` : slug;
      token.attrSet('id', id);
      headings.push({ id, title, level: Number(token.tag.slice(1)) });
      sections.push({ id, title, text: '' });
    } else if (token.attrGet('style') === 'text-align:right') {
      token.attrs = [['class', 'right']];
    } else if (token.type === 'inline') {
      for (const child of token.children) {
        if (child.type === 'link_open') child.attrSet('href', link(child.attrGet('href')));
        if (child.type === 'image') child.attrSet('src', link(child.attrGet('src')));
      }
      const section = sections.at(-1);
      if (section && tokens[i - 1]?.type !== 'heading_open') section.text += `${plainOf(token)} `;
    }
  }
  // A head without a text is none.
  const html = markdown.renderer.render(tokens, markdown.options, {}).replace(/<th><\/th>/g, '<td></td>');
  return {
    html,
    title: headings[0]?.title,
    headings,
    sections,
  };
}

export const escapeHtml = markdown.utils.escapeHtml;
