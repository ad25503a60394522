import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClient, type Registry } from '@llm-registry/client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Missing } from '../../../../packages/compatibility-tests/src/support/missing.js';
import { run } from '../../../../packages/compatibility-tests/src/support/programs.js';
import { pythonEnvironment } from '../../../../packages/compatibility-tests/src/support/python.js';
import { findOperation, operations, readContract } from '../contract.mjs';
import { RegistryProcess } from '../snippets/registry-process.js';
import { codeSamples, EXAMPLE_ADDRESS, withCodeSamples } from './code-samples.mjs';

const contract = readContract();
const repository = fileURLToPath(new URL('../../../../', import.meta.url));
const tools = join(repository, 'node_modules/.bin');

/** What the others need comes first, what takes it away comes last. */
const first = ['createProvider', 'upsertModel'];
const last = ['updateOrganization', 'deleteModel', 'deleteProvider', 'deleteKey'];
const ids = operations(contract).map(({ operationId }) => operationId);
const order = [...first, ...ids.filter((id) => ![...first, ...last].includes(id)), ...last];

/** Each by a name that a file may have. */
function samplesIn(language: string): { name: string; source: string }[] {
  return order.flatMap((id) =>
    codeSamples(contract, findOperation(contract, id))
      .filter(({ lang }) => lang === language)
      .map(({ source, example }) => ({ name: [id, example].filter(Boolean).join('-'), source })),
  );
}

describe('the code samples', () => {
  it('are at each operation of the document that the reference draws, in three languages', () => {
    for (const operation of operations(withCodeSamples(contract))) {
      const labels = new Set(operation['x-codeSamples']?.map(({ label }) => label));
      expect([...labels], operation.operationId).toEqual(['curl', 'TypeScript', 'Python']);
    }
  });

  it('are one for each body that the contract shows, under its name', () => {
    const samples = codeSamples(contract, findOperation(contract, 'upsertModel'));
    const inCurl = samples.filter(({ label }) => label === 'curl');
    expect(inCurl.map(({ example }) => example)).toEqual(['onBase', 'privateEndpoint']);
    expect(inCurl.map(({ source }) => source.includes('acme/private-llama'))).toEqual([false, true]);
  });

  it('leave the contract itself as it is', () => {
    expect(operations(contract).filter((operation) => 'x-codeSamples' in operation)).toEqual([]);
  });
});

describe('the code samples of all operations, one after the other against a registry,', () => {
  let folder: string;
  let registry: RegistryProcess;
  let client: Registry;
  let environment: Record<string, string>;
  let keyId: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'docs-samples-'));
    for (const place of ['data', 'project/node_modules/@llm-registry'])
      mkdirSync(join(folder, place), { recursive: true });
    symlinkSync(
      join(repository, 'packages/client'),
      join(folder, 'project/node_modules/@llm-registry/client'),
    );
    writeFileSync(join(folder, 'project/package.json'), '{ "type": "module" }');
    const path = process.env['PATH'] ?? '';
    registry = await RegistryProcess.start(join(folder, 'data'), {
      PATH: path,
      PORT: '0',
      LOG_LEVEL: 'warn',
    });
    environment = { PATH: path, HOME: folder, LLM_REGISTRY_KEY: registry.key ?? '' };
    client = createClient({ baseUrl: registry.url ?? '', token: registry.key });
  });

  beforeEach(async () => {
    await client.updateOrganization({ catalog_visibility: 'listed' });
    keyId = (await client.createKey({ name: 'to be deleted', role: 'viewer' })).id;
  });

  afterAll(async () => {
    await registry?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Writes each sample into a file of its own, with the registry and the key that are really there. */
  function write(language: string, ending: string): string[] {
    return samplesIn(language).map(({ name, source }) => {
      const text = source.replaceAll(EXAMPLE_ADDRESS, registry.url ?? '').replaceAll('k7Qm2xW9', keyId);
      writeFileSync(join(folder, 'project', `${name}.${ending}`), `${text}\n`);
      return `${name}.${ending}`;
    });
  }

  async function succeeds(command: string, args: readonly string[]): Promise<string> {
    const options = { cwd: join(folder, 'project'), environment };
    const { code, stdout, stderr } = await run(command, args, options);
    expect({ code, said: code === 0 ? '' : stdout + stderr }).toEqual({ code: 0, said: '' });
    return stdout;
  }

  async function expectEverythingDone(): Promise<void> {
    expect((await client.getOrganization()).catalog_visibility).toBe('base_only');
    expect((await client.listKeys()).map(({ id }) => id)).not.toContain(keyId);
    await expect(client.getModel({ model_name: 'acme/gpt-4o-mini-support' })).rejects.toThrow();
    await expect(client.getProvider({ provider_id: 'acme-azure' })).rejects.toThrow();
  }

  it('compile and work in TypeScript with the generated client', async () => {
    const files = write('typescript', 'ts');
    const strict = ['--noEmit', '--strict', '--target', 'es2023', '--module', 'nodenext', '--skipLibCheck'];
    const types = ['--types', 'node', '--typeRoots', join(repository, 'node_modules/@types')];
    await succeeds(join(tools, 'tsc'), [...strict, '--noUncheckedIndexedAccess', ...types, ...files]);
    const all = files.map((file) => `await import('./${file}');`).join('\n');
    writeFileSync(join(folder, 'project/all.ts'), all);
    const said = await succeeds(join(tools, 'tsx'), ['all.ts']);
    expect(said.includes("base_model_name: 'openai/gpt-4o-mini'")).toBe(true);
    await expectEverythingDone();
  });

  it('work with curl', async () => {
    const files = write('shell', 'sh');
    const failing = `curl() { command curl --fail-with-body "$@"; }\nset -e\n`;
    const script = failing + files.map((file) => `echo; echo ${file}\n. ./${file}`).join('\n');
    writeFileSync(join(folder, 'project/all.sh'), script);
    const said = await succeeds('bash', ['all.sh']);
    expect(said.includes('"base_model_name":"openai/gpt-4o-mini"')).toBe(true);
    await expectEverythingDone();
  });

  it('work in Python', async ({ skip }) => {
    const python = await pythonEnvironment('samples', ['httpx==0.28.1']).catch((error: unknown) => error);
    if (python instanceof Missing) {
      console.log(`Skipped: the samples in Python: ${python.message}.`);
      skip(python.message);
    }
    if (typeof python !== 'string') throw python;
    const files = write('python', 'py');
    const all = files.map((file) => `print("${file}")\nexec(open("${file}").read())`).join('\n');
    writeFileSync(join(folder, 'project/all.py'), all);
    const said = await succeeds(python, ['all.py']);
    expect(said.includes("'base_model_name': 'openai/gpt-4o-mini'")).toBe(true);
    await expectEverythingDone();
  });
});
