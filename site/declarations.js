// What each entry of the package exports, and what the sources say of it: out of the declarations that `npm run build` leaves.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { fileURLToPath } from 'node:url';
import { parse } from '@babel/parser';

const root = fileURLToPath(new URL('..', import.meta.url));
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const kinds = {
  TSDeclareFunction: 'function',
  FunctionDeclaration: 'function',
  ClassDeclaration: 'class',
  TSInterfaceDeclaration: 'interface',
  TSTypeAliasDeclaration: 'type',
  VariableDeclaration: 'constant',
};

const files = new Map();

/** The declarations of a file by name, and the names that it takes from others. */
function read(path) {
  if (!files.has(path)) files.set(path, parseFile(path));
  return files.get(path);
}

function parseFile(path) {
  const text = readFileSync(join(root, 'build', `${path}.d.ts`), 'utf8');
  const { program } = parse(text, { sourceType: 'module', plugins: ['typescript'], attachComment: true });
  const file = { declared: new Map(), from: new Map(), all: [], constants: new Map() };
  const pathOf = ({ value }) => join(dirname(path), value).replace(/\.js$/, '');
  for (const statement of program.body) {
    const { source, declaration = statement } = statement;
    if (statement.type === 'ExportAllDeclaration') file.all.push(pathOf(source));
    else if (source && statement.type !== 'ImportDeclaration') {
      for (const { exported, local } of statement.specifiers) {
        file.from.set(exported.name, { path: pathOf(source), name: local.name });
      }
    } else if (kinds[declaration?.type]) declare(file, path, text, statement, declaration);
  }
  return file;
}

function declare(file, path, text, statement, declaration) {
  const [{ id } = declaration] = declaration.declarations ?? [];
  if (id.typeAnnotation) file.constants.set(id.name, id.typeAnnotation.typeAnnotation);
  const doc = statement.leadingComments?.findLast(({ type, value }) => type === 'CommentBlock' && value[0] === '*');
  const found = {
    name: id.name,
    kind: kinds[declaration.type],
    path,
    doc:
      doc?.value
        .slice(1)
        .replace(/^\s*\* ?/gm, '')
        .trim() ?? '',
    text: textOf(text, declaration),
    tables: (declaration.extends ?? []).flatMap(({ typeArguments, typeParameters = typeArguments }) => {
      const name = typeParameters?.params[0]?.exprName?.name;
      return name ? [name] : [];
    }),
  };
  const before = file.declared.get(id.name);
  // Of a class and the interface that it is merged with the class counts; overloads are all shown.
  if (!before || (before.kind === 'interface' && found.kind === 'class')) file.declared.set(id.name, found);
  else if (before.kind === 'function' && found.kind === 'function') {
    file.declared.set(id.name, { ...before, doc: before.doc || found.doc, text: `${before.text}\n${found.text}` });
  }
}

/** A declaration as people read it: without what is private or a library's own affair. */
function textOf(text, { start, end, body, type }) {
  const hidden = (type === 'ClassDeclaration' ? body.body : []).filter(
    ({ accessibility, override, static: isStatic, key }) =>
      accessibility === 'private' || override || (isStatic && ['className', 'module', 'options'].includes(key?.name)),
  );
  let shown = text.slice(start, end);
  for (const member of hidden.toReversed()) {
    const from = member.leadingComments?.[0]?.start ?? member.start;
    shown = shown.slice(0, from - start).trimEnd() + shown.slice(member.end - start);
  }
  return shown
    .replace(/^export /, '')
    .replace(/^declare /, '')
    .replace(/^ {4}/gm, '  ')
    .replace(/\{\s*\}$/, '{}');
}

/** Where a name that a file exports is declared. */
function find(path, name) {
  const file = read(path);
  const from = file.from.get(name);
  if (from) return find(from.path, from.name);
  return file.declared.get(name) ?? file.all.map((other) => find(other, name)).find(Boolean);
}

function namesOf(path) {
  const { declared, from, all } = read(path);
  return path.endsWith('index') ? [...from.keys(), ...all.flatMap(namesOf)] : [...declared.keys()];
}

/** The entries of the package, each with its exports in alphabetical order. */
export const entries = Object.entries(manifest.exports).flatMap(([name, entry]) => {
  if (!entry.types) return [];
  const path = entry.types.replace('./dist/', '').replace(/\.d\.ts$/, '');
  const exported = [...new Set(namesOf(path))].sort((a, b) => a.localeCompare(b)).map((name) => find(path, name));
  return [{ name: `lr-schedules${name.slice(1)}`, slug: name.slice(2) || 'core', exports: exported }];
});

/** What an entry exports under a name. */
export const exportOf = (entry, name) =>
  entries.find((one) => one.name === entry)?.exports.find((found) => found?.name === name);

/** The options that the interface of an options object is made of, by their names, each with what it is for. */
export function optionsOfInterface({ path, tables }) {
  const members = tables.flatMap((name) => read(path).constants.get(name)?.members ?? []);
  return new Map(
    members.map(({ key, typeAnnotation, leadingComments }) => [
      key.name,
      {
        option: literalOf(typeAnnotation.typeAnnotation, path),
        doc:
          leadingComments
            ?.at(-1)
            ?.value.slice(1)
            .replace(/^\s*\* ?/gm, '')
            .trim() ?? '',
      },
    ]),
  );
}

/** The value that a type of literals stands for. */
function literalOf(type, path) {
  switch (type.type) {
    case 'TSTypeLiteral':
      return Object.fromEntries(
        type.members.flatMap(({ key, typeAnnotation }) =>
          typeAnnotation ? [[key.name, literalOf(typeAnnotation.typeAnnotation, path)]] : [],
        ),
      );
    case 'TSTypeOperator':
      return literalOf(type.typeAnnotation, path);
    case 'TSTupleType':
      return type.elementTypes.map((element) => literalOf(element, path));
    case 'TSTypeQuery':
      return literalOf(read(path).constants.get(type.exprName.name), path);
    case 'TSArrayType':
      return literalOf(type.elementType, path);
    case 'TSParenthesizedType':
      return literalOf(type.typeAnnotation, path);
    case 'TSUnionType':
      return type.types.map((one) => literalOf(one, path));
    case 'TSNullKeyword':
      return null;
    case 'TSLiteralType':
      return type.literal.type === 'UnaryExpression' ? -type.literal.argument.value : type.literal.value;
    default:
      return undefined;
  }
}
