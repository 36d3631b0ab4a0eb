import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** No inline script and no `eval`, but the one that WebAssembly needs. */
const STRICT_POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'";

const wasmDirectory = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'));

export interface Site {
  /** The address of a page, by the name of its script in `pages/`. */
  url(page: string): string;
  close(): Promise<unknown>;
}

/** Bundles the pages' scripts from the sources and serves them, as 127.0.0.1: WebGPU needs a secure context. */
export async function serve(pages: readonly string[]): Promise<Site> {
  const { outputFiles } = await build({
    entryPoints: pages.map((page) => fileURLToPath(new URL(`./pages/${page}.ts`, import.meta.url))),
    outdir: '/',
    write: false,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    logLevel: 'error',
  });
  const scripts = new Map(outputFiles.map(({ path, contents }) => [path, contents]));

  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const script = scripts.get(path);
    if (script) {
      response.setHeader('Content-Type', 'text/javascript').end(script);
    } else if (/^\/[\w-]+\.wasm$/.test(path)) {
      response.setHeader('Content-Type', 'application/wasm').end(readFileSync(join(wasmDirectory, path)));
    } else if (scripts.has(`${path}.js`)) {
      if (path.startsWith('/strict')) response.setHeader('Content-Security-Policy', STRICT_POLICY);
      response
        .setHeader('Content-Type', 'text/html')
        .end(
          `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><script type="module" src="${path}.js"></script>`,
        );
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: (page) => `http://127.0.0.1:${port}/${page}`,
    close: () => new Promise((closed) => server.close(closed)),
  };
}
