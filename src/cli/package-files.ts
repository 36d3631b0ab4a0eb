import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/** A file of this package, wherever the bundler has put the code that asks. */
export const packageFile = (path: string) =>
  new URL(path, pathToFileURL(createRequire(import.meta.url).resolve('lr-schedules/package.json')));
