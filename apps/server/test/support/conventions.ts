import { posix } from 'node:path';
import ts from 'typescript';

/** A source file: its path from the repository's root, with slashes, and its text. */
export interface SourceFile {
  path: string;
  text: string;
}

/** Something that a file imports: a package by its name, a file by its path from the repository's root. */
export interface Import {
  target: string;
  local: boolean;
}

const isTest = (path: string) => /\.(test|fixture)\.ts$|(^|\/)test\//.test(path);
const inServer = (path: string) => path.startsWith('apps/server/src/');
const within = (folder: string) => (path: string) => path.startsWith(`apps/server/src/${folder}/`);
const named =
  (...names: string[]) =>
  (path: string) =>
    names.includes(posix.basename(path));

const isStore = (path: string) => inServer(path) && /^(.*-)?store\.ts$/.test(posix.basename(path));
const isHandlers = named('handlers.ts');
const isService = (path: string) => /^(.*-)?service\.ts$/.test(posix.basename(path));

/** The module of a file of the server: the folder below `src`, or the file's own name. */
function moduleOf(path: string): string {
  return path.slice('apps/server/src/'.length).split('/')[0] ?? '';
}

/** Every node of a file, outer ones first. */
function nodesOf({ path, text }: SourceFile): ts.Node[] {
  const nodes: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    nodes.push(node);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest));
  return nodes;
}

function specifierOf(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
    return node.arguments[0];
  return ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined;
}

/** What a file imports, exports again or loads later, types included. */
export function importsOf(file: SourceFile): Import[] {
  return importsIn(nodesOf(file), file.path);
}

function importsIn(nodes: readonly ts.Node[], path: string): Import[] {
  const specifiers = nodes.flatMap((node) => {
    const specifier = specifierOf(node);
    return specifier && ts.isStringLiteralLike(specifier) ? [specifier.text] : [];
  });
  return specifiers.map((specifier) => {
    if (!specifier.startsWith('.')) return { target: specifier, local: false };
    const target = posix.join(posix.dirname(path), specifier).replace(/\.js$/, '.ts');
    return { target, local: true };
  });
}

/** A file that was read once for all rules. */
interface ReadFile extends SourceFile {
  nodes: readonly ts.Node[];
  imports: readonly Import[];
}

function read(file: SourceFile): ReadFile {
  const nodes = nodesOf(file);
  return { ...file, nodes, imports: importsIn(nodes, file.path) };
}

/** A direction: files that it is about may not import what is forbidden to them. */
interface Direction {
  says: string;
  about: (path: string) => boolean;
  forbids: (imported: Import, path: string) => boolean;
}

const usesExpress = ({ target }: Import) => /^(express|express-.*|cors)$/.test(target);
const local = (test: (path: string) => boolean) => (imported: Import) =>
  imported.local && test(imported.target);

const directions: readonly Direction[] = [
  {
    says: 'a store knows nothing of HTTP',
    about: isStore,
    forbids: (imported) => usesExpress(imported) || local(within('http'))(imported),
  },
  {
    says: 'a service knows nothing of HTTP',
    about: isService,
    forbids: (imported) => usesExpress(imported) || local(within('http'))(imported),
  },
  {
    says: 'Express is used by http, app and startup alone',
    about: (path) =>
      inServer(path) && !within('http')(path) && !within('startup')(path) && !named('app.ts')(path),
    forbids: usesExpress,
  },
  {
    says: 'handlers go through a service, not to a store or a database',
    about: isHandlers,
    forbids: (imported) =>
      imported.target === 'knex' || local((path) => isStore(path) || within('db')(path))(imported),
  },
  {
    says: 'what is below handlers does not import them',
    about: (path) => isService(path) || isStore(path) || within('db')(path),
    forbids: local(isHandlers),
  },
  {
    says: 'a store does not import a service',
    about: isStore,
    forbids: local(isService),
  },
  {
    says: 'a module does not import another module’s store',
    about: inServer,
    forbids: ({ target, local: isLocal }, path) =>
      isLocal && isStore(target) && moduleOf(target) !== moduleOf(path),
  },
  {
    says: 'the database layer imports nothing of the modules above it',
    about: within('db'),
    forbids: local((path) => inServer(path) && !within('db')(path)),
  },
  {
    says: 'models, providers and lists meet in services.ts',
    about: (path) => within('models')(path) || within('providers')(path),
    forbids: ({ target, local: isLocal }, path) =>
      isLocal &&
      ['models', 'providers', 'listing'].includes(moduleOf(target)) &&
      moduleOf(target) !== moduleOf(path),
  },
  {
    says: 'lists read, they use no service that writes',
    about: within('listing'),
    forbids: local(
      (path) => !within('listing')(path) && (isService(path) || path.endsWith('/revisions/commit.ts')),
    ),
  },
  {
    says: 'nothing imports the edges',
    about: inServer,
    forbids: local((path) => ['apps/server/src/main.ts', 'apps/server/src/cli.ts'].includes(path)),
  },
  {
    says: 'the edges start what others make: they import configuration, log, startup and commands',
    about: (path) => ['apps/server/src/main.ts', 'apps/server/src/cli.ts'].includes(path),
    forbids: local(
      (path) =>
        !['app.ts', 'services.ts', 'config.ts', 'config', 'observe', 'startup', 'cli'].includes(
          moduleOf(path),
        ),
    ),
  },
];

const maximumLines = 300;
const vagueFolders = /(^|\/)(utils?|common|helpers?|shared)\//;

function directionFaults({ path, imports }: ReadFile): string[] {
  return directions
    .filter(({ about }) => about(path) && !isTest(path))
    .flatMap(({ says, forbids }) =>
      imports.filter((imported) => forbids(imported, path)).map(({ target }) => `${says}: ${target}`),
    );
}

function hasDefault(node: ts.Node): boolean {
  if (ts.isExportAssignment(node)) return node.isExportEquals !== true;
  if (ts.isExportSpecifier(node)) return node.name.text === 'default';
  const modifiers = ts.canHaveModifiers(node) ? ts.getModifiers(node) : undefined;
  return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword) === true;
}

function codeFaults({ path, nodes }: ReadFile): string[] {
  // Declarations of modules of others say what those export.
  const ownCode = !path.endsWith('.d.ts') && !path.endsWith('.config.ts');
  return [
    ...(ownCode && nodes.some(hasDefault) ? ['there are no default exports'] : []),
    ...(nodes.some((node) => node.kind === ts.SyntaxKind.AnyKeyword) ? ['nothing is any'] : []),
  ];
}

function shapeFaults({ path, text }: SourceFile): string[] {
  const lines = text.trimEnd().split('\n').length;
  return [
    ...(vagueFolders.test(path) ? ['a folder says what is in it'] : []),
    ...(lines > maximumLines && !isTest(path)
      ? [`a file has at most ${maximumLines} lines, not ${lines}`]
      : []),
  ];
}

/** Engines differ behind the dialect alone, and a module is tried on all of them. Commands, copies and starts are about URLs. */
function engineFaults({ path, nodes }: ReadFile): string[] {
  if (!inServer(path) || within('db')(path)) return [];
  const names = (node: ts.Node, text: string) => ts.isIdentifier(node) && node.text === text;
  const asks = (node: ts.Node) =>
    ts.isPropertyAccessExpression(node) &&
    node.name.text === 'name' &&
    (names(node.expression, 'dialect') ||
      (ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === 'dialect'));
  const opens = (node: ts.Node) => ts.isCallExpression(node) && names(node.expression, 'openDatabase');
  if (!isTest(path)) return nodes.some(asks) ? ['nothing but db asks which engine it is'] : [];
  const isAboutUrls = ['cli', 'startup', 'copy'].some((folder) => within(folder)(path));
  return nodes.some(opens) && !isAboutUrls ? ['a test has its databases from onEveryEngine'] : [];
}

/** Imports of generated code from anywhere but one file beside the folder. */
function generatedFaults(files: readonly ReadFile[]): string[] {
  const importers = new Map<string, Set<string>>();
  for (const file of files) {
    for (const { target, local: isLocal } of file.imports) {
      const [folder, inside] = target.split('/generated/');
      if (!isLocal || inside === undefined || folder === undefined) continue;
      importers.set(folder, (importers.get(folder) ?? new Set()).add(file.path));
    }
  }
  return [...importers].flatMap(([folder, paths]) => [
    ...[...paths]
      .filter((path) => posix.dirname(path) !== folder)
      .map((path) => `${path}: generated code is imported by the one file beside it`),
    ...(paths.size > 1
      ? [`${folder}: generated code is imported by one file, not ${[...paths].sort().join(', ')}`]
      : []),
  ]);
}

/** What breaks the conventions in a set of files, one line each; none where all is well. */
export function conventionFaults(files: readonly SourceFile[]): string[] {
  const written = files.filter(({ path }) => !path.includes('/generated/')).map(read);
  const single = written.flatMap((file) =>
    [...directionFaults(file), ...codeFaults(file), ...shapeFaults(file), ...engineFaults(file)].map(
      (fault) => `${file.path}: ${fault}`,
    ),
  );
  return [...single, ...generatedFaults(written)];
}
