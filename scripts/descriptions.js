// What the comments of the sources say about schedules and their options: one place for programs and people to read.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { fileURLToPath } from 'node:url';
import { parse } from '@babel/parser';

const root = fileURLToPath(new URL('../src', import.meta.url));
const paths = readdirSync(root, { recursive: true })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.ts'));

/** A docstring as one line, without its stars; `{@link name}` is the name. */
const flat = (comment) =>
  comment
    .replace(/^\s*\* ?/gm, '')
    .replace(/\{@link (\w+)\}/g, '$1')
    .replace(/`/g, '')
    .replace(/\s+/g, ' ')
    .trim();

const docOf = ({ leadingComments = [] }) => {
  const doc = leadingComments?.findLast(({ type, value }) => type === 'CommentBlock' && value.startsWith('*'));
  return doc?.value.slice(1);
};

/** Of each file its imports, the objects that its constants are, and what its functions and classes say and extend. */
const files = new Map(paths.map((path) => [path, read(path)]));

function read(path) {
  const { program } = parse(readFileSync(join(root, path), 'utf8'), {
    sourceType: 'module',
    plugins: ['typescript'],
    attachComment: true,
  });
  const file = { imports: new Map(), objects: new Map(), declared: new Map(), tables: new Map() };
  for (const statement of program.body) {
    if (statement.type === 'ImportDeclaration' && statement.source.value.startsWith('.')) {
      const from = join(dirname(path), statement.source.value).replace(/\.js$/, '.ts');
      for (const { local, imported } of statement.specifiers) {
        file.imports.set(local.name, { from, name: imported?.name });
      }
    }
    const declaration = statement.declaration ?? statement;
    for (const { id, init } of declaration.declarations ?? []) {
      const value = bare(init);
      // A table may be given to what adds the options of its base, whose own are found there.
      const object = value?.type === 'CallExpression' ? bare(value.arguments[0]) : value;
      if (object?.type === 'ObjectExpression') file.objects.set(id.name, object);
    }
    if (declaration.type === 'TSInterfaceDeclaration') {
      const [{ typeParameters, typeArguments = typeParameters } = {}] = declaration.extends ?? [];
      const table = typeArguments?.params[0]?.exprName?.name;
      if (table) file.tables.set(declaration.id.name, table);
    }
    if (['FunctionDeclaration', 'ClassDeclaration'].includes(declaration.type)) {
      const { superClass } = declaration;
      const base = superClass?.type === 'CallExpression' ? superClass.arguments[0] : superClass;
      file.declared.set(declaration.id.name, {
        doc: docOf(statement) ?? docOf(declaration),
        bases: [base?.name, superClass?.callee?.name].filter(Boolean),
        options: declaration.params?.[0]?.typeAnnotation?.typeAnnotation.typeName?.name,
      });
    }
  }
  return file;
}

/** The expression without `as const` and `satisfies`. */
function bare(node) {
  return node?.type?.startsWith('TS') ? bare(node.expression) : node;
}

/** The object that a name stands for in a file, and the file that it is in. */
function objectAt(path, name) {
  const file = files.get(path);
  if (!file) return undefined;
  if (file.objects.has(name)) return { path, object: file.objects.get(name) };
  const found = file.imports.get(name);
  return found && objectAt(found.from, found.name);
}

/** What each option of a table is for. */
function docsOf(table) {
  const docs = {};
  for (const property of table?.object.properties ?? []) {
    if (property.type === 'SpreadElement') {
      const { argument } = property;
      if (argument.type === 'Identifier') Object.assign(docs, docsOf(objectAt(table.path, argument.name)));
      continue;
    }
    const doc = docOf(property) ?? inherited(table.path, bare(property.value));
    if (doc) docs[property.key.name] = flat(doc);
  }
  return docs;
}

/** What another table says of an option that is taken over from it. */
function inherited(path, value) {
  if (value?.type !== 'MemberExpression') return undefined;
  const property = objectAt(path, value.object.name)?.object.properties.find(
    ({ key }) => key?.name === value.property.name,
  );
  return property && docOf(property);
}

/** Where a function or class is declared, in the folders of a framework. */
function placeOf(framework, name) {
  const own = (path) => path.startsWith(`dialects/${framework}/`) || path.startsWith('schedules/');
  const path = [...files.keys()].find((file) => own(file) && files.get(file).declared.has(name));
  return path && { path, ...files.get(path).declared.get(name) };
}

function describedBy(framework, name) {
  const place = placeOf(framework, name);
  if (!place) return {};
  const inherits = place.bases.map((base) => describedBy(framework, base));
  // The table is the one that the type of a function's options, or a class's own interface, is made of.
  const table = files.get(place.path).tables.get(place.options ?? name) ?? 'table';
  return Object.assign({}, ...inherits.toReversed(), docsOf(objectAt(place.path, table)));
}

const camel = (text) => text.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());

/** The options of a type of transformers' `get_scheduler` are those of all types and its own. */
function describedByTransformers(type) {
  const path = [...files.keys()].find(
    (file) => file.startsWith('dialects/transformers/') && files.get(file).objects.has(camel(type)),
  );
  const kwargs = files
    .get(path)
    ?.objects.get(camel(type))
    .properties.find(({ key }) => key.name === 'kwargs')?.value;
  const own = kwargs?.type === 'Identifier' ? docsOf(objectAt(path, kwargs.name)) : {};
  return { ...docsOf(objectAt('dialects/transformers/get-scheduler.ts', 'common')), ...own };
}

/** What the options of a schedule are for, by their names in camelCase. */
export function describeOptions({ framework, exportName }) {
  if (framework === 'transformers') return describedByTransformers(exportName);
  if (exportName === 'withWarmup') return docsOf(objectAt('schedules/named/list.ts', 'warmedUpTable'));
  return describedBy(framework, exportName);
}

/** What a schedule is, in one sentence. */
export function describeSchedule({ framework, exportName }) {
  if (framework === 'transformers') return `${exportName} of transformers' get_scheduler.`;
  const doc = placeOf(framework, exportName)?.doc;
  return doc && flat(doc.split(/\n \*\n/)[0]);
}

/** What the options of a run's clock are for. */
export const describeClock = () => docsOf(objectAt('training-clock.ts', 'clockTable'));

/** What the options of a table are for, which stands under a name in a file of the sources. */
export const describeTable = (path, name) => docsOf(objectAt(path, name));
