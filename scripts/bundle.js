// Bundles the sources into what is published. Node starts faster with a few files than with a hundred, and bundlers leave
// out of these what is not used, so that both get the same; a page without a bundler gets all of it in one file.
import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from 'esbuild';
import { rolldown } from 'rolldown';
import { dts } from 'rolldown-plugin-dts';

const root = fileURLToPath(new URL('../', import.meta.url));
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const FONT = '@fontsource-variable/inter';

const modules = Object.entries(manifest.exports).filter(([, entry]) => entry.default);
const nameOf = (file) => file.replace(/^\.\/dist\/(.*)\.js$/, '$1');
const filesOf = (entries, directory, ending) =>
  Object.fromEntries(entries.map((file) => [nameOf(file), join(root, directory, `${nameOf(file)}${ending}`)]));
const entries = modules.map(([, entry]) => entry.default);

const options = {
  cwd: root,
  external: [/^node:/, ...Object.keys(manifest.peerDependencies)],
  resolve: {
    mainFields: ['module', 'main'],
    extensionAlias: { '.js': ['.ts', '.js'] },
    // What these have for browsers runs in Node too, and the other way round it does not.
    alias: {
      fflate: join(root, 'node_modules/fflate/esm/browser.js'),
    },
  },
};

const bundled = [await bundleModules(), await bundlePage()].flat();
await bundleTypes();

// The letters of the command's pictures.
const letters = 'inter-latin-wght-normal.woff2';
copyFileSync(join(root, 'node_modules', FONT, 'files', letters), join(root, 'dist', letters));
writeFileSync(join(root, 'dist/THIRD-PARTY-LICENSES'), licencesOf([...bundled, FONT]));

async function bundleModules() {
  const bundle = await rolldown({
    ...options,
    // Not `node`, with which each chunk would import what CommonJS takes to require: Commander alone does, of Node itself.
    platform: 'neutral',
    plugins: [
      {
        name: 'built-in modules',
        transform: (code, id) =>
          packageOf(id) === 'commander'
            ? {
                code: code.replace(/\brequire\(('node:\w+')\)/g, 'globalThis.process.getBuiltinModule($1)'),
                map: { mappings: '' },
              }
            : null,
      },
    ],
    input: filesOf([...entries, manifest.bin['lr-schedules']], 'src', '.ts'),
    preserveEntrySignatures: 'allow-extension',
  });
  const { output } = await bundle.generate({
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name].js',
    minifyInternalExports: false,
    sourcemap: 'hidden',
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [
        // A chunk of which nothing is used is dropped whole, also where bundlers cannot tell that it does nothing.
        { name: 'options', test: /\/src\/options\.ts$/ },
        { name: 'arithmetic', test: /\/src\/arithmetic\// },
        { name: 'schedules', test: /\/src\/(schedules\/(?!classes|named\/list|\w+(-\w+)*\/field-maps)|schedule\.ts$)/ },
        { debugName: 'packages', name: (id) => packageOf(id).replace(/.*\//, ''), test: /\/node_modules\// },
      ],
    },
  });
  for (const { type, fileName, code, map, moduleIds } of output) {
    if (type !== 'chunk') continue;
    const file = join(root, 'dist', fileName);
    mkdirSync(dirname(file), { recursive: true });
    // What runs in other people's trainings and pages has a map. What reads files and prints code is called once and tells in
    // its errors what is wrong: its maps would be as large as all the rest.
    const isTool = moduleIds.every((id) =>
      /\/src\/((audit|cli|codegen|formats|recipe|same)\/|.*field-maps\.ts$)/.test(id),
    );
    if (map && !isTool && !moduleIds.some(packageOf)) {
      const name = fileName.replace(/.*\//, '');
      const small = await withoutComments(code, map, name);
      writeFileSync(file, `${small.code}//# sourceMappingURL=${name}.map\n`);
      writeFileSync(`${file}.map`, small.map);
    } else {
      writeFileSync(file, (await transform(code, { minify: true, legalComments: 'none' })).code);
    }
  }
  chmodSync(join(root, manifest.bin['lr-schedules']), 0o755);
  return output.flatMap(packagesIn);
}

/** The code as it is but for white space and comments, which the declarations have, in its map too. */
async function withoutComments(code, map, name) {
  const inline = Buffer.from(map.toString()).toString('base64');
  const small = await transform(`${code}//# sourceMappingURL=data:application/json;base64,${inline}`, {
    minifyWhitespace: false,
    legalComments: 'none',
    sourcemap: 'external',
    sourcefile: name,
  });
  const { sourcesContent, ...rest } = JSON.parse(small.map);
  const bare = sourcesContent.map((source) => source?.replace(/^[ \t]*\/\*\*[\s\S]*?\*\/$/gm, blank));
  return { code: small.code, map: JSON.stringify({ ...rest, sourcesContent: bare }) };
}

/** Empty lines in place of a comment, so that the numbers of all others stay. */
function blank(comment) {
  return comment.replace(/[^\n]/g, '');
}

/** Everything that a page can use as one module: the main entry's exports, and the other entries by their names. */
async function bundlePage() {
  const source = modules.map(([name, entry]) => {
    const from = JSON.stringify(join(root, 'src', `${nameOf(entry.default)}.ts`));
    return `export *${name === '.' ? '' : ` as ${name.slice(2)}`} from ${from};`;
  });
  const virtual = {
    name: 'page',
    resolveId: (id) => (id === 'page' ? id : null),
    load: (id) => (id === 'page' ? source.join('\n') : null),
  };
  const bundle = await rolldown({ ...options, platform: 'browser', input: 'page', plugins: [virtual] });
  const { output } = await bundle.write({ file: join(root, manifest.unpkg), codeSplitting: false, minify: true });
  return output.flatMap(packagesIn);
}

/** The declarations that tsc has written, a file an entry. */
async function bundleTypes() {
  const bundle = await rolldown({
    cwd: root,
    external: options.external,
    input: filesOf(entries, 'build', '.d.ts'),
    plugins: [dts({ dtsInput: true, tsconfig: false })],
  });
  await bundle.write({
    dir: join(root, 'dist'),
    entryFileNames: '[name].ts',
    chunkFileNames: 'chunks/[name].ts',
  });
}

function licencesOf(names) {
  const texts = [...new Set(names)].sort().map((name) => {
    const directory = join(root, 'node_modules', name);
    const { version, license, author } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
    const file = readdirSync(directory).find((file) => /^licen[cs]e/i.test(file));
    const text = file ? readFileSync(join(directory, file), 'utf8').trim() : `${license}, ${author?.name ?? author}`;
    return `${name} ${version}\n\n${text}\n`;
  });
  return texts.join(`\n${'-'.repeat(80)}\n\n`);
}

/** The package that a module is from; undefined of our own. */
function packageOf(id) {
  return id.match(/.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1];
}

function packagesIn({ moduleIds = [] }) {
  return moduleIds.map(packageOf).filter(Boolean);
}
