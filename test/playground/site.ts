import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, relative } from 'node:path';
import { contentSecurityPolicy } from '../../playground/vite.config.js';

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
  bin: 'application/octet-stream',
  css: 'text/css',
  html: 'text/html',
  js: 'text/javascript',
  json: 'application/json',
  svg: 'image/svg+xml',
  wasm: 'application/wasm',
  woff2: 'font/woff2',
};

/** Where the site lies on its host: the page has to work under any path. */
export const PATH = 'some/where/';

/** Serves what is in a directory, with the policy of the playground. */
export async function servePage(directory: string): Promise<Site> {
  const paths = readdirSync(directory, { recursive: true, encoding: 'utf8' }).map((path) => join(directory, path));
  const files = new Map(
    paths
      .filter((path) => statSync(path).isFile())
      .map((path) => {
        const type = types[path.split('.').at(-1) as string] as string;
        const headers = { 'Content-Type': type, 'Content-Security-Policy': contentSecurityPolicy };
        return [PATH + relative(directory, path), { body: readFileSync(path), headers }];
      }),
  );
  const server = createServer((request, response) => {
    const file = files.get(new URL(request.url as string, 'http://host').pathname.slice(1));
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
