import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { conventionFaults, importsOf, type SourceFile } from './support/conventions.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Every TypeScript file that is written by hand below `<workspace>/src`, and the server's tests. */
function sourceFiles(): SourceFile[] {
  const workspaces = ['apps', 'packages'].flatMap((group) =>
    readdirSync(join(root, group), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(root, group, entry.name)),
  );
  const folders = [...workspaces.map((workspace) => join(workspace, 'src')), join(root, 'apps/server/test')];
  return folders.flatMap(filesBelow).map((file) => ({
    path: relative(root, file).split(sep).join('/'),
    text: readFileSync(file, 'utf8'),
  }));
}

function filesBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => join(entry.parentPath, entry.name));
  } catch {
    // Not every workspace has sources.
    return [];
  }
}

it('the code keeps its conventions', () => {
  const files = sourceFiles();
  expect(files.length).toBeGreaterThan(150);
  expect(conventionFaults(files)).toEqual([]);
}, 30_000);

/** The faults of one file of the server. */
function faultsOf(path: string, text: string): string[] {
  return conventionFaults([{ path: `apps/server/src/${path}`, text }]);
}

describe('an import', () => {
  it.each([
    "import { a } from './b.js';",
    "import type { A } from './b.js';",
    "export * from './b.js';",
    "export { a } from './b.js';",
    "const b = await import('./b.js');",
    "type A = import('./b.js').A;",
    "import './b.js';",
  ])('is seen in %s', (text) => {
    expect(importsOf({ path: 'apps/server/src/models/a.ts', text })).toEqual([
      { target: 'apps/server/src/models/b.ts', local: true },
    ]);
  });

  it('is not seen in a comment or a text', () => {
    const text = "// import { a } from './b.js';\nconst text = `import './b.js'`;";
    expect(importsOf({ path: 'apps/server/src/a.ts', text })).toEqual([]);
  });
});

describe('a direction is broken by', () => {
  it.each([
    ['models/store.ts', "import { a } from '../http/contract.js';"],
    ['models/tree-store.ts', "import type { Request } from 'express';"],
    ['models/service.ts', "import type { Handlers } from '../http/contract.js';"],
    ['models/service.ts', "import express from 'express';"],
    ['models/write.ts', "import express from 'express';"],
    ['models/handlers.ts', "import { createModelStore } from './store.js';"],
    ['models/handlers.ts', "import type { Database } from '../db/connect.js';"],
    ['models/handlers.ts', "import type { Knex } from 'knex';"],
    ['models/service.ts', "import { createModelHandlers } from './handlers.js';"],
    ['models/store.ts', "import { createModelService } from './service.js';"],
    ['catalog/move.ts', "import { createModelStore } from '../models/store.js';"],
    ['auth/keys/service.ts', "import { row } from '../../providers/store.js';"],
    ['db/connect.ts', "import { a } from '../models/cost.js';"],
    ['models/write.ts', "import { a } from '../providers/row.js';"],
    ['providers/service.ts', "import type { A } from '../models/service.js';"],
    ['listing/pages.ts', "import { a } from '../models/service.js';"],
    ['listing/pages.ts', "import type { Commit } from '../revisions/commit.js';"],
    ['app.ts', "import { a } from './main.js';"],
    ['main.ts', "import { a } from './models/service.js';"],
  ])('%s with %s', (path, text) => {
    expect(faultsOf(path, text)).not.toEqual([]);
  });

  it.each([
    ['models/service.ts', "import { createModelStore } from './store.js';"],
    ['models/handlers.ts', "import type { Handlers } from '../http/contract.js';"],
    ['auth/keys/handlers.ts', "import type { A } from '../service.js';"],
    ['http/mount.ts', "import express from 'express';"],
    ['listing/rendering.ts', "import { renderModel } from '../models/answer.js';"],
    ['services.ts', "import { a } from './models/service.js';"],
    ['models/service.test.ts', "import { a } from '../providers/store.js';"],
  ])('nothing in %s with %s', (path, text) => {
    expect(faultsOf(path, text)).toEqual([]);
  });
});

describe('a file', () => {
  it.each(['export default 1;', 'export default function f() {}', 'const a = 1; export { a as default };'])(
    'has no default export as in %s',
    (text) => {
      expect(faultsOf('a.ts', text)).toHaveLength(1);
      expect(faultsOf('vitest.config.ts', text)).toEqual([]);
    },
  );

  it('has nothing of type any', () => {
    expect(faultsOf('a.ts', 'const a: any = 1;')).toHaveLength(1);
    expect(faultsOf('a.ts', 'const a = b as any[];')).toHaveLength(1);
    expect(faultsOf('a.ts', "const any = 'any'; // any")).toEqual([]);
  });

  it('has at most 300 lines unless it is a test', () => {
    const lines = (count: number) => 'let a;\n'.repeat(count);
    expect(faultsOf('a.ts', lines(300))).toEqual([]);
    expect(faultsOf('a.ts', lines(301))).toHaveLength(1);
    expect(faultsOf('a.test.ts', lines(301))).toEqual([]);
  });

  it.each(['utils', 'util', 'common', 'helpers', 'shared'])('is in no folder named %s', (folder) => {
    expect(faultsOf(`${folder}/a.ts`, '')).toHaveLength(1);
    expect(faultsOf(`models/${folder}/a.ts`, '')).toHaveLength(1);
    expect(faultsOf(`models/un${folder}/a.ts`, '')).toEqual([]);
  });
});

describe('an engine', () => {
  it('is not asked for its name outside of db', () => {
    const text = "if (database.dialect.name === 'sqlite') f();";
    expect(faultsOf('models/store.ts', text)).toHaveLength(1);
    expect(faultsOf('listing/sql.ts', 'g(dialect.name);')).toHaveLength(1);
    expect(faultsOf('db/migrate.ts', text)).toEqual([]);
  });

  it('is not chosen by a test of a module, which runs on all of them', () => {
    const text = "const database = openDatabase('sqlite::memory:');";
    expect(faultsOf('models/service.test.ts', text)).toHaveLength(1);
    expect(faultsOf('cli/run.test.ts', text)).toEqual([]);
    expect(faultsOf('db/connect.test.ts', text)).toEqual([]);
  });
});

describe('generated code', () => {
  const importing = (path: string) => ({ path, text: "export * from './generated/a.js';" });

  it('is imported by one file beside it', () => {
    expect(conventionFaults([importing('packages/x/src/index.ts')])).toEqual([]);
    const both = [importing('packages/x/src/index.ts'), importing('packages/x/src/other.ts')];
    expect(conventionFaults(both)).toHaveLength(1);
  });

  it('is not imported from further away', () => {
    const text = "import { a } from '../generated/a.js';";
    expect(conventionFaults([{ path: 'packages/x/src/deep/a.ts', text }])).toHaveLength(1);
  });

  it('is not judged itself', () => {
    const text = 'export default 1 as any;';
    expect(conventionFaults([{ path: 'packages/x/src/generated/a.ts', text }])).toEqual([]);
  });
});
