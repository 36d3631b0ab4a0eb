import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import { digitsAsset } from './data/digits-asset.js';

/** Nothing from elsewhere, nothing inline, and no `eval` but the one that WebAssembly needs. */
export const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** A static host sends no headers of ours, so the page brings its policy along. */
const policyInPage: Plugin = {
  name: 'content-security-policy',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy },
      injectTo: 'head-prepend',
    },
  ],
};

const headers = { 'Content-Security-Policy': contentSecurityPolicy };

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  // Relative, so that the page works under any path of any host.
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [policyInPage, digitsAsset()],
  worker: { format: 'es', plugins: () => [digitsAsset()] },
  server: { headers },
  preview: { headers },
  build: {
    target: 'es2022',
    emptyOutDir: true,
    // The policy refuses scripts and fonts in data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
