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

/** WebAssembly can be started once only. */
let load: ReturnType<typeof loadRenderer> | undefined;

async function loadRenderer() {
  const { initWasm, Resvg } = await import('@resvg/resvg-wasm');
  const { resolve } = createRequire(import.meta.url);
  const [font] = await Promise.all([
    // The build copies it there.
    readFile(packageFile('dist/inter-latin-wght-normal.woff2')),
    readFile(resolve('@resvg/resvg-wasm/index_bg.wasm')).then(initWasm),
  ]);
  return { Resvg, font };
}
