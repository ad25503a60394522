import { execFileSync, spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { FakeRegistry } from './fake-registry.js';
import { page, problem, startServer } from './registry-server.js';

const here = fileURLToPath(new URL('.', import.meta.url));
const tarball = join(here, '../pack/client.tgz');
const modules = join(here, '../../../node_modules');
// npm and tsc, each a process of its own, on a busy machine.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
const project = mkdtempSync(join(tmpdir(), 'client-consumer-'));

beforeAll(() => {
  if (!existsSync(tarball))
    throw new Error('pack/client.tgz is not there: run "npm run build" in packages/client first');
  writeFileSync(
    join(project, 'package.json'),
    JSON.stringify({ name: 'consumer', private: true, type: 'module' }),
  );
  npm('install', '--offline', '--ignore-scripts', '--no-audit', '--no-fund', tarball);
  for (const file of readdirSync(join(here, 'consumer')))
    cpSync(join(here, 'consumer', file), join(project, file));
  writeFileSync(join(project, 'readme.ts'), examplesIn(join(here, '../README.md')));
});

afterAll(() => rmSync(project, { recursive: true, force: true }));

function npm(...args: string[]): void {
  // What an npm above was told, such as a workspace, is not meant for the consumer.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_config_/i.test(name)));
  execFileSync('npm', args, { cwd: project, env, stdio: 'pipe', shell: process.platform === 'win32' });
}

function examplesIn(file: string): string {
  const blocks = [...readFileSync(file, 'utf8').matchAll(/^```ts(?: continues)?\n(.*?)^```/gms)];
  return blocks.map(([, code]) => code).join('\n');
}

const resolutions = {
  nodenext: { module: 'nodenext', moduleResolution: 'nodenext' },
  bundler: { module: 'preserve', moduleResolution: 'bundler' },
};
const environments = {
  'Node without browser types': { lib: ['es2022'], types: ['node'], typeRoots: [join(modules, '@types')] },
  'a browser without Node types': { lib: ['es2022', 'dom', 'dom.asynciterable'], types: [] },
};

const onNode = { ...resolutions.nodenext, ...environments['Node without browser types'] };

/** What the compiler says about files of the consumer, with the strictest settings there are. Writes them to out/. */
function compile(files: string[], settings: object): string {
  const compilerOptions = {
    target: 'es2022',
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    verbatimModuleSyntax: true,
    isolatedModules: true,
    skipLibCheck: false,
    outDir: 'out',
    ...settings,
  };
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
  try {
    execFileSync(process.execPath, [join(modules, 'typescript/bin/tsc'), '-p', project], { stdio: 'pipe' });
    return '';
  } catch (error) {
    // tsc prints what it finds on its standard output; execFileSync throws an error that holds it.
    return String((error as { stdout?: unknown }).stdout);
  }
}

describe('the packed client', () => {
  it('is small, needs nothing, and holds neither tests nor types that it does not use', () => {
    expect(statSync(tarball).size).toBeLessThan(300 * 1024);
    const installed = join(project, 'node_modules/@llm-registry/client');
    const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
    expect(Object.keys(manifest).filter((key) => /dependencies/i.test(key))).toEqual([]);
    const files = readdirSync(installed, { recursive: true }).map(String);
    expect(files).toEqual(expect.arrayContaining(['LICENSE', 'README.md', join('dist', 'index.d.ts')]));
    expect(files.filter((file) => /test|\.tgz|tsbuildinfo|src/.test(file))).toEqual([]);
  });

  describe.each(Object.entries(resolutions))('with %s resolution', (_, resolution) => {
    it.each(Object.entries(environments))('compiles for %s, mistakes aside', (__, environment) => {
      expect(compile(['program.ts', 'keeping.ts', 'mistakes.ts'], { ...resolution, ...environment })).toBe(
        '',
      );
    });
  });

  it('does not compile with a misspelt field', () => {
    expect(compile(['misspelt.ts'], onNode)).toContain("'input_cots' does not exist");
  });

  it('is documented by examples that compile', () => {
    expect(compile(['readme.ts'], onNode)).toBe('');
  });
});

describe('a program of a consumer', () => {
  beforeAll(() => expect(compile(['program.ts', 'keeping.ts'], onNode)).toBe(''));

  it.each([
    ['import', 'run.mjs', `import { tour } from './out/program.js';`],
    ['require', 'run.cjs', `const { tour } = require('./out/program.js');`],
  ])('runs when it is loaded by %s', async (_, file, load) => {
    const server = await startServer(
      { json: { model_name: 'acme/bot' }, headers: { ETag: '"e1"' } },
      { json: { model_name: 'acme/bot' } },
      page(['a'], 'http://elsewhere.example/api/models/list?cursor=x'),
      page(['b']),
      problem(404, 'model_not_found'),
      { status: 304, headers: { ETag: '"e1"' } },
    );
    const program = `${load}\ntour(process.argv[2]).then((said) => console.log(said.join()));\n`;
    writeFileSync(join(project, file), program);
    expect(await run(file, server.baseUrl)).toBe(
      'replaced acme/bot,listed a,listed b,404 model_not_found,not modified\n',
    );
    expect(server.arrived[1]?.headers['if-match']).toBe('"e1"');
  });

  it('says what a call cost', async () => {
    const prices = {
      input_cost: 0.15,
      output_cost: 0.6,
      cache_hit_input_cost: null,
      cache_creation_input_cost: null,
    };
    const model = {
      ...prices,
      price_tiers: null,
      price_conditions: [],
      function_call: 1,
      supported_params: {},
    };
    const program = `import { bill } from './out/program.js';
      const told = (usage) => console.log(bill(${JSON.stringify(model)}, { usage }));
      told({ input_tokens: 1000, output_tokens: 10 });
      told({ input_tokens: 1000, output_tokens: 10, cache_read_input_tokens: 5 });`;
    writeFileSync(join(project, 'bill.mjs'), program);
    expect(await run('bill.mjs')).toBe(
      '0.000156 = 0.00015 + 0.000006; tools: yes\nunknown: cache_hit_input_cost; tools: yes\n',
    );
  });

  it('follows the registry in memory, keeps a copy in a file, and ends when it is closed', async () => {
    const registry = await FakeRegistry.start();
    registry.history.write(1, 'acme/bot');
    const program = `import { followAndKeep } from './out/keeping.js';
      followAndKeep(process.argv[2], process.argv[3]).then((said) => console.log(said.join()));`;
    writeFileSync(join(project, 'follow.mjs'), program);
    const said = run('follow.mjs', registry.baseUrl, join(project, 'kept', 'models.json'));
    await expect.poll(() => registry.waiting, { timeout: 20_000 }).toBe(1);
    registry.change((history) => history.write(2, 'acme/bot'));
    expect(await said).toBe('live at 2: 1,acme/bot: 1 to 2,1 closed\n');
    const kept = JSON.parse(readFileSync(join(project, 'kept', 'models.json'), 'utf8'));
    expect(kept).toMatchObject({ revision: 3, models: [{ input_cost: 2 }] });
  });

  it('gets nothing of Node with the client itself, which is for browsers too', () => {
    const dist = join(project, 'node_modules/@llm-registry/client/dist');
    const files = readdirSync(dist, { recursive: true }).map(String);
    const ofNode = files.filter(
      (file) => file.endsWith('.js') && /from 'node:/.test(readFileSync(join(dist, file), 'utf8')),
    );
    expect(ofNode).toEqual(['snapshot-file.js']);
  });

  it('may require the client', async () => {
    const program = `const { createClient } = require('@llm-registry/client');
      console.log(typeof createClient({ baseUrl: 'http://127.0.0.1:4080' }).getModel);`;
    writeFileSync(join(project, 'require.cjs'), program);
    expect(await run('require.cjs')).toBe('function\n');
  });
});

/** Runs a file in the consumer's folder and answers what it prints; the server of the test answers meanwhile. */
async function run(file: string, ...args: string[]): Promise<string> {
  const child = spawn(process.execPath, [join(project, file), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const chunks: string[] = [];
  for await (const chunk of child.stdout.setEncoding('utf8')) chunks.push(String(chunk));
  return chunks.join('');
}
