import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';
import { contentSecurityPolicy } from '../../../playground/vite.config.js';

/** A file of the site, as it is sent. */
export interface SiteFile {
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Site {
  /** The files by their path, without a leading slash. */
  readonly files: ReadonlyMap<string, SiteFile>;
  readonly origin: string;
  close(): Promise<unknown>;
}

const types: Readonly<Record<string, string>> = {
  html: 'text/html',
  js: 'text/javascript',
  wasm: 'application/wasm',
  bin: 'application/octet-stream',
};

/** Where the site lies on its host: the page has to work under any path. */
export const PATH = 'some/where/';

/** Builds the page of this directory as the playground is built, and serves it with the playground's policy. */
export async function serveTraining(): Promise<Site> {
  const { output } = (await build({
    configFile: fileURLToPath(new URL('../../../playground/vite.config.ts', import.meta.url)),
    root: fileURLToPath(new URL('.', import.meta.url)),
    build: { write: false },
    logLevel: 'warn',
  })) as Rolldown.RolldownOutput;
  const files = new Map(
    output.map((file) => {
      const type = types[file.fileName.split('.').at(-1) as string] as string;
      const headers = { 'Content-Type': type, 'Content-Security-Policy': contentSecurityPolicy };
      return [PATH + file.fileName, { body: Buffer.from(file.type === 'chunk' ? file.code : file.source), headers }];
    }),
  );

  const server = createServer((request, response) => {
    const file = files.get((request.url as string).slice(1));
    if (file) response.writeHead(200, file.headers).end(file.body);
    else response.writeHead(404).end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    files,
    origin: `http://127.0.0.1:${port}`,
    close: () => new Promise((closed) => server.close(closed)),
  };
}
