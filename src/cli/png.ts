import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { packageFile } from './package-files.js';
import { UsageError } from './usage-error.js';

/** Twice a screen of 4K, drawn in about a second; somewhere above, the memory of the renderer ends. */
const MOST_PIXELS = 2 ** 24;

/**
 * An SVG document as a PNG, `scale` times as large. Labels are drawn in Inter, so that they are the same on every machine.
 *
 * @throws {UsageError} for a picture that is too large. @throws {Error} if `svg` is no SVG document.
 */
export async function toPng(svg: string, scale = 2): Promise<Uint8Array> {
  load ??= loadRenderer();
  const { Resvg, font } = await load;
  const picture = new Resvg(svg, {
    font: { fontBuffers: [font], defaultFontFamily: 'Inter Variable', sansSerifFamily: 'Inter Variable' },
    fitTo: { mode: 'zoom', value: scale },
  });
  const { width, height } = picture;
  if (width * height * scale ** 2 > MOST_PIXELS) {
    throw new UsageError(`--png: a picture of ${width} × ${height} is too large; take a smaller --width or --height.`);
  }
  const image = picture.render();
  const png = image.asPng();
  image.free();
  picture.free();
  return png;
}

const require = createRequire(import.meta.url);

/** WebAssembly can be started once only. */
let load: ReturnType<typeof loadRenderer> | undefined;

async function loadRenderer() {
  const { Resvg, initWasm } = require(resolveRenderer('@resvg/resvg-wasm')) as typeof import('@resvg/resvg-wasm');
  const [font] = await Promise.all([
    // The build copies it there.
    readFile(packageFile('dist/inter-latin-wght-normal.woff2')),
    readFile(resolveRenderer('@resvg/resvg-wasm/index_bg.wasm')).then(initWasm),
  ]);
  return { Resvg, font };
}

/** It is not installed along, being larger than all the rest: looked for beside this package, then where the user is. */
function resolveRenderer(path: string): string {
  try {
    return require.resolve(path, { paths: [import.meta.dirname, process.cwd()] });
  } catch {
    throw new UsageError(
      '--png draws with a package that is not installed: npm i @resvg/resvg-wasm. --svg needs none.',
    );
  }
}
