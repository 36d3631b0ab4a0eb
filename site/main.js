// `npm run site`: all pages and the playground in site/dist.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { allPages, buildSite } from './build.js';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const playground = at('../playground/dist');

if (!existsSync(playground)) throw new Error('There is no playground/dist: `npm run playground:build` makes it.');
const count = await buildSite(await allPages(), at('dist'), playground);
console.log(`site/dist: ${count} pages; every link leads somewhere.`);
