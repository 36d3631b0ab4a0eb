// `npm run site:check`: opens every page of site/dist in Chromium, in both themes and on a phone, and tells what is wrong there.
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const load = async (path) => (await runnerImport(fileURLToPath(new URL(`../test/${path}`, import.meta.url)))).module;
const { findChromium, launch } = await load('browser/chromium.ts');
const { pagesOf, serve, troublesOf } = await load('site/pages.ts');

const chromium = findChromium();
if (!chromium) throw new Error('There is no Chromium: put it on the path, or name it in CHROMIUM_PATH.');

const root = fileURLToPath(new URL('dist', import.meta.url));
const site = await serve(root);
const browser = await launch(chromium);
const paths = pagesOf(root);
const troubles = [];
for (const path of paths) troubles.push(...(await troublesOf(browser, site.address, path)));
await browser.close();
await site.close();
if (troubles.length > 0) throw new Error(`${troubles.length} troubles:\n${troubles.join('\n')}`);
console.log(`${paths.length} pages: nothing to report, light, dark and 390 pixels wide.`);
