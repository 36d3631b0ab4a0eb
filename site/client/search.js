import MiniSearch from 'minisearch';

const MOST = 12;

/** Words of names too: `warmup_cosine_decay_schedule` and `oneCycleLR` are found by their parts. */
const tokenize = (text) =>
  [...text.split(/[^\p{L}\p{N}_]+/u), ...text.split(/[^\p{L}\p{N}]+|(?<=\p{Ll})(?=\p{Lu})/u)].filter(Boolean);

/** The pages' texts, indexed once somebody searches. */
async function load(root) {
  const response = await fetch(`${root}assets/search.json`);
  const rows = await response.json();
  const index = new MiniSearch({
    fields: ['title', 'page', 'text'],
    storeFields: ['place', 'title', 'page'],
    tokenize,
    searchOptions: {
      boost: { title: 4, page: 2 },
      // A page before its sections, and what people read before the list of all exports.
      boostDocument: (_, __, { page, place }) => (page ? 1 : 3) * (place.startsWith('reference/') ? 0.4 : 1),
      prefix: true,
      fuzzy: (term) => (term.length > 5 ? 0.15 : false),
      combineWith: 'AND',
    },
  });
  index.addAll(rows.map(([place, title, page, text], id) => ({ id, place, title, page, text })));
  return index;
}

/** The search of the header: what it finds stands below it while it is used. */
export function startSearch(place, root) {
  const [input, results] = place.children;
  let loading;
  const start = () => {
    loading ??= load(root).catch(() => {
      loading = undefined;
    });
    return loading;
  };

  const show = async () => {
    const index = await start();
    const asked = input.value.trim();
    results.hidden = asked === '';
    results.replaceChildren(...(index && asked ? found(index, asked, root) : []));
  };

  input.hidden = false;
  input.addEventListener('focus', start, { once: true });
  input.addEventListener('input', show);
  place.addEventListener('keydown', (event) => {
    const links = [...results.querySelectorAll('a')];
    const at = links.indexOf(document.activeElement);
    if (event.key === 'ArrowDown') links[at + 1]?.focus();
    else if (event.key === 'ArrowUp') (links[at - 1] ?? input).focus();
    else if (event.key === 'Enter' && at < 0) links[0]?.click();
    else if (event.key === 'Escape') {
      results.hidden = true;
      input.focus();
    } else return;
    event.preventDefault();
  });
  document.addEventListener('click', ({ target }) => {
    if (!place.contains(target)) results.hidden = true;
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName)) return;
    event.preventDefault();
    input.focus();
  });
}

function found(index, asked, root) {
  const hits = index.search(asked).slice(0, MOST);
  if (hits.length === 0) return [element('p', `Nothing here has “${asked}”.`)];
  return hits.map(({ place, title, page }) => {
    const link = element('a', title);
    link.href = root + place;
    if (page) link.append(element('span', page));
    return link;
  });
}

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}
