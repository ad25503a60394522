// Rewrites dist/contract.d.ts so that it no longer leads to the generated classes: their declarations name browser types
// that a consumer may not have. The operations that contract.ts derives from the classes are written out instead.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const dist = fileURLToPath(new URL('../dist', import.meta.url));
const contract = join(dist, 'contract.d.ts');
const MODELS = './generated/models/index.js';

function parse(file) {
  return ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
}

const moduleOf = (statement) => statement.moduleSpecifier?.text;
const isExported = (node) =>
  node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
const mentions = (node, names) => names.some((name) => new RegExp(`\\b${name}\\b`).test(node.getText()));

/** The names that an import brings in. */
function importedNames({ importClause }) {
  const bindings = importClause.namedBindings;
  return ts.isNamespaceImport(bindings)
    ? [bindings.name.text]
    : bindings.elements.map(({ name }) => name.text);
}

/** What stays of contract.d.ts: the types that do without the classes. */
function schemaTypes(source) {
  const statements = [...source.statements];
  const fromClasses = [
    ...statements
      .filter((one) => ts.isImportDeclaration(one) && moduleOf(one) !== MODELS)
      .flatMap(importedNames),
    ...statements
      .filter((one) => ts.isTypeAliasDeclaration(one) && !isExported(one))
      .map(({ name }) => name.text),
  ];
  return statements
    .filter((one) => ts.isTypeAliasDeclaration(one) && isExported(one) && !mentions(one, fromClasses))
    .map((one) => one.getFullText().trim());
}

/** The request interfaces of a generated module, and an entry for each of its operations. */
function readApi(file) {
  const source = parse(file);
  const classes = source.statements.filter(ts.isClassDeclaration);
  return {
    requests: source.statements.filter(ts.isInterfaceDeclaration).map((one) =>
      one
        .getFullText()
        .trim()
        .replace(/^export (?=interface)/m, ''),
    ),
    operations: classes.flatMap(({ members }) => operationsOf(members.filter(ts.isMethodDeclaration))),
  };
}

function operationsOf(methods) {
  const byName = new Map(methods.map((method) => [method.name.text, method]));
  return [...byName].flatMap(([name, method]) => {
    const builder = byName.get(`${name}RequestOpts`);
    if (!builder) return [];
    // The generator escapes apostrophes as if comments were strings.
    const comment = (ts.getJSDocCommentsAndTags(method)[0]?.getText() ?? '').replaceAll("\\'", "'");
    const request = builder.parameters[0]?.type.getText() ?? 'unknown';
    const [body] = method.type.typeArguments;
    return [`    ${comment}\n    ${name}: { request: ${request}; body: ${body.getText()} };`];
  });
}

function flatten() {
  const folder = join(dist, 'generated/apis');
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('Api.d.ts'))
    .sort();
  const apis = files.map((name) => readApi(join(folder, name)));
  const kept = schemaTypes(parse(contract));
  const requests = apis.flatMap((api) => api.requests);
  const operations = apis.flatMap((api) => api.operations);
  const used = `${kept.join('\n')}\n${requests.join('\n')}\n${operations.join('\n')}`;
  const models = parse(join(dist, 'generated/models/index.d.ts')).statements.map((one) => one.name?.text);
  const imported = [...new Set(models)]
    .filter((name) => name && new RegExp(`\\b${name}\\b`).test(used))
    .sort();
  writeFileSync(
    contract,
    [
      `import type { ${imported.join(', ')} } from '${MODELS}';`,
      `export type * from '${MODELS}';`,
      ...kept,
      ...requests,
      `/** Every operation of the contract by operationId: what it takes and what it answers. */`,
      `export interface Operations {\n${operations.join('\n')}\n}`,
      '',
    ].join('\n'),
  );
}

/** The declarations that a consumer reaches from an entry of the package, as paths. */
function reachable(file, seen = new Set()) {
  if (seen.has(file)) return seen;
  seen.add(file);
  const text = readFileSync(file, 'utf8');
  for (const [, next] of text.matchAll(/from '(\.[\w/.-]+)\.js'/g))
    reachable(join(dirname(file), `${next}.d.ts`), seen);
  return seen;
}

flatten();
const public_ = reachable(join(dist, 'snapshot-file.d.ts'), reachable(join(dist, 'index.d.ts')));
// What the generated classes declare, the package leaves out itself.
const own = readdirSync(dist, { recursive: true }).filter((name) => !name.startsWith('generated'));
for (const file of own.filter((name) => name.endsWith('.d.ts')).map((name) => join(dist, name))) {
  if (!public_.has(file)) rmSync(file);
}
