import fontUrl from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url';
import type { MenuItem } from '../components/menu.js';
import { Background } from '../jobs/background.js';
import { range } from '../plot/drawing.js';
import { tell } from '../state/notice.js';
import { clock, shown, unit, view } from '../state/store.js';
import { isDark } from '../state/theme.js';
import { toPng } from './png.js';

/** Size of the pictures in pixels; that of pixels is twice as large each way. */
const WIDTH = 1200;
const HEIGHT = 600;
const LIMIT = 30_000;

const background = new Background();

/** The curves that are drawn and right. */
const named = () =>
  shown
    .peek()
    .flatMap(({ curve: { name, spec, slot }, error }) => (error === null ? [{ name, spec, colour: slot }] : []));

/** The picture of what the plot shows, in the page's theme. */
function svg(): Promise<string> {
  const input = {
    run: clock.peek().run,
    curves: named(),
    range: range.peek(),
    log: view.peek().log,
    unit: unit.peek(),
    dark: isDark.peek(),
    width: WIDTH,
    height: HEIGHT,
  };
  return background.do('svg', input, LIMIT);
}

function csv(): Promise<string> {
  return background.do('csv', { run: clock.peek().run, curves: named() }, LIMIT);
}

/** Offers what is made as a file; a problem is told. */
async function save(name: string, type: string, make: () => Promise<BlobPart>): Promise<void> {
  try {
    const url = URL.createObjectURL(new Blob([await make()], { type }));
    const link = Object.assign(document.createElement('a'), { href: url, download: name });
    link.click();
    // Browsers read it after the click.
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  } catch (error) {
    tell('problem', `${name} could not be made: ${(error as Error).message}`);
  }
}

/** What the plot can be taken away as. */
export const downloads: readonly MenuItem[] = [
  {
    label: 'SVG',
    about: 'The plot as it is shown, as a drawing',
    onPick: () => save('schedules.svg', 'image/svg+xml', svg),
  },
  {
    label: 'PNG',
    about: `The plot as it is shown, ${2 * WIDTH} × ${2 * HEIGHT} pixels`,
    onPick: () => save('schedules.png', 'image/png', async () => toPng(await svg(), fontUrl)),
  },
  {
    label: 'CSV',
    about: 'The rates of the whole run, as a table',
    onPick: () => save('schedules.csv', 'text/csv', csv),
  },
];
