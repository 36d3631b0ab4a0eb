import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const configFile = fileURLToPath(new URL('../../playground/vite.config.ts', import.meta.url));

/** Builds the page of a directory as the playground is built. */
export async function buildPage(root: string, outDir: string): Promise<void> {
  await build({ configFile, root, build: { outDir }, logLevel: 'warn' });
}
