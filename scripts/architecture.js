// Draws the parts of the sources in layers, by their imports, into docs/architecture.md: each imports from those below only.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const page = join(root, 'docs/architecture.md');
const WIDTH = 78;

/** What the files that lie in src itself, and some small folders, belong to; every other folder is a part of its own. */
const PARTS = {
  base: ['errors', 'options', 'option-types', 'arithmetic', 'schedule', 'origin', 'catalog-entry', 'training-clock'],
  schedules: ['schedules', 'serialization'],
  catalog: ['registry', 'schedule-aliases'],
  recipe: ['recipe', 'same'],
};

function partOf(path) {
  // What `sameIn` knows of a framework lies beside the schedules of it.
  if (/\/field-maps?\.ts$/.test(path)) return 'recipe';
  const name = path.split('/')[0].replace(/\.ts$/, '');
  const [part] = Object.entries(PARTS).find(([, names]) => names.includes(name)) ?? [name];
  return part;
}

/** What each part imports from. */
export function importsOfParts() {
  const parts = new Map();
  for (const file of readdirSync(join(root, 'src'), { recursive: true }).map((path) => path.replaceAll('\\', '/'))) {
    // The entry of the package only re-exports.
    if (!file.endsWith('.ts') || file === 'index.ts') continue;
    const part = partOf(file);
    const imported = parts.get(part) ?? new Set();
    parts.set(part, imported);
    for (const [, path] of readFileSync(join(root, 'src', file), 'utf8').matchAll(/(?:from|import\() ?'(\.[^']+)'/g)) {
      const other = partOf(join(dirname(file), path).replace(/\.js$/, '.ts'));
      if (other !== part && other !== 'index') imported.add(other);
    }
  }
  return parts;
}

/** @throws {Error} for parts that import each other. */
export function diagram() {
  const parts = importsOfParts();
  const layers = [];
  const placed = new Set();
  while (placed.size < parts.size) {
    const layer = [...parts.keys()].filter(
      (part) => !placed.has(part) && [...parts.get(part)].every((one) => placed.has(one)),
    );
    if (layer.length === 0) {
      const left = [...parts.keys()].filter((part) => !placed.has(part));
      throw new Error(`These parts of src import each other: ${left.join(', ')}.`);
    }
    for (const part of layer) placed.add(part);
    layers.unshift(layer.sort());
  }
  return drawn(layers);
}

function drawn(layers) {
  const rows = layers.map((layer) => {
    const width = Math.floor((WIDTH - layer.length - 1) / layer.length);
    const widths = layer.map((_, i) => (i < layer.length - 1 ? width : WIDTH - 2 - (width + 1) * (layer.length - 1)));
    return {
      ends: widths.map((_, i) => widths.slice(0, i + 1).reduce((sum, one) => sum + one + 1, 0)),
      cells: layer,
      widths,
    };
  });
  /** The line between two rows of boxes, with a joint where a box of either ends. */
  const line = (above, below) =>
    Array.from({ length: WIDTH }, (_, x) => {
      if (x === 0) return above ? (below ? '├' : '└') : '┌';
      if (x === WIDTH - 1) return above ? (below ? '┤' : '┘') : '┐';
      const [up, down] = [above?.ends.includes(x), below?.ends.includes(x)];
      return up ? (down ? '┼' : '┴') : down ? '┬' : '─';
    }).join('');
  return [
    line(undefined, rows[0]),
    ...rows.flatMap((row, i) => [
      `│${row.cells.map((cell, k) => ` ${cell}`.padEnd(row.widths[k])).join('│')}│`,
      line(row, rows[i + 1]),
    ]),
  ].join('\n');
}

const FENCE = /(?<=```text\n)[\s\S]*?(?=\n```)/;

/** The diagram that the page has. */
export const shown = () => FENCE.exec(readFileSync(page, 'utf8'))?.[0];

if (argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(page, readFileSync(page, 'utf8').replace(FENCE, diagram()));
}
