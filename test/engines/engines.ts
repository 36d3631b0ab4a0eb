import { execFile, execFileSync, type SpawnOptions, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { findChromium, launch } from '../browser/chromium.js';
import type { Row } from './rates.js';

export interface Result {
  readonly classes: Readonly<Record<string, Row>>;
  readonly functions: Readonly<Record<string, Row>>;
}

const page = '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/program.js"></script>';

/** The program as one module, the same for all engines. */
export async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('./program.ts', import.meta.url))],
    write: false,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    logLevel: 'error',
  });
  return (outputFiles[0] as { text: string }).text;
}

/** An engine that is installed, and how the program is run in it. */
export interface Engine {
  readonly name: string;
  run(program: string): Promise<Result>;
}

/** Node, and of the others those that are there; FIREFOX_PATH, DENO_PATH and BUN_PATH say where, or else the path. */
export function findEngines(): Engine[] {
  const chromium = findChromium();
  const [firefox, deno, bun] = ['firefox', 'deno', 'bun'].map(find);
  return [
    { name: 'Node', run: (program: string) => inCommand(program, process.execPath) },
    chromium ? [{ name: 'Chromium', run: (program: string) => inChromium(program, chromium) }] : [],
    firefox ? [{ name: 'Firefox', run: (program: string) => inFirefox(program, firefox) }] : [],
    deno ? [{ name: 'Deno', run: (program: string) => inCommand(program, deno, 'run') }] : [],
    bun ? [{ name: 'Bun', run: (program: string) => inCommand(program, bun, 'run') }] : [],
  ].flat();
}

function find(name: string): string | undefined {
  const given = process.env[`${name.toUpperCase()}_PATH`];
  if (given) return given;
  try {
    return execFileSync('which', [name], { encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch {
    return undefined;
  }
}

const withDirectory = async <T>(work: (directory: string) => Promise<T>): Promise<T> => {
  const directory = mkdtempSync(join(tmpdir(), 'engines-'));
  try {
    return await work(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
};

const inCommand = (program: string, command: string, ...args: string[]): Promise<Result> =>
  withDirectory(async (directory) => {
    const file = join(directory, 'program.mjs');
    writeFileSync(file, program);
    const { stdout } = await promisify(execFile)(command, [...args, file], { maxBuffer: 2 ** 28 });
    return JSON.parse(stdout);
  });

const inChromium = (program: string, path: string): Promise<Result> =>
  inPage(program, async (url) => {
    const browser = await launch(path);
    await (await browser.newPage()).goto(url, { waitUntil: 'commit' });
    return () => browser.close();
  });

/** Driven by nothing but its command line. */
const inFirefox = (program: string, path: string): Promise<Result> =>
  withDirectory((profile) =>
    inPage(program, async (url) => {
      const options: SpawnOptions = { stdio: 'ignore', detached: true, env: { ...process.env, HOME: profile } };
      const browser = spawn(path, ['--headless', '--no-remote', '--profile', profile, url], options);
      return async () => {
        const ended = new Promise((done) => browser.once('exit', done));
        // With the processes of its pages.
        process.kill(-(browser.pid as number));
        await ended;
      };
    }),
  );

/** Serves the page to the browser that `open` starts, until it has sent its result. */
async function inPage(program: string, open: (url: string) => Promise<() => Promise<unknown>>): Promise<Result> {
  let send: (result: string) => void;
  const sent = new Promise<string>((resolve) => {
    send = resolve;
  });
  const server = createServer(async (request, response) => {
    if (request.method === 'POST') {
      const chunks: Uint8Array[] = [];
      for await (const chunk of request) chunks.push(chunk);
      response.end();
      send(Buffer.concat(chunks).toString());
    } else {
      const isScript = request.url === '/program.js';
      response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html').end(isScript ? program : page);
    }
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const close = await open(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  try {
    return JSON.parse(await sent);
  } finally {
    await close();
    server.closeAllConnections();
    server.close();
  }
}
