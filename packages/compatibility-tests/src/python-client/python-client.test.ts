import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { describeWith } from '../support/missing.js';
import { java, run, succeeded } from '../support/programs.js';
import { pythonEnvironment } from '../support/python.js';
import { type StartedServer, startedServer } from '../support/server.js';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const program = fileURLToPath(new URL('./models.py', import.meta.url));

/** What the generated client asks for, at one version each. */
const requirements = [
  'pydantic==2.14.3',
  'python-dateutil==4.0.0',
  'typing-extensions==4.16.0',
  'urllib3==2.8.0',
];

interface PythonClient {
  python: string;
  /** The folder of the generated package. */
  client: string;
  server: StartedServer;
}

/** Generates the client from what a server hands out, with the generator that our own client is made by. */
async function generatedFrom({ baseUrl }: StartedServer): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'llm-registry-python-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const source = ['-g', 'python', '-i', `${baseUrl}/openapi-3.0.json`, '-o', folder];
  const options = ['--additional-properties=packageName=llm_registry'];
  const generator = join(root, 'node_modules/.bin/openapi-generator-cli');
  // It looks for its settings, of which the version is one, where the shell is said to be.
  await succeeded(generator, ['generate', ...source, ...options], { cwd: root, environment: { PWD: root } });
  return folder;
}

async function prepared(): Promise<PythonClient> {
  await java();
  const python = await pythonEnvironment('python-client', requirements);
  const server = await startedServer();
  return { python, client: await generatedFrom(server), server };
}

await describeWith('a client in Python, generated', prepared, ({ python, client, server }) => {
  const environment = {
    PYTHONPATH: client,
    PYTHONDONTWRITEBYTECODE: '1',
    REGISTRY_URL: server.baseUrl,
    REGISTRY_KEY: server.adminKey,
  };

  it('needs the packages that it is tried with, and no other', async () => {
    const file = join(client, 'requirements.txt');
    const { code, stderr } = await run(python, [
      '-m',
      'pip',
      'install',
      '--no-index',
      '--dry-run',
      '-r',
      file,
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('creates, reads, replaces and lists a model whose name has slashes, spaces and umlauts', async () => {
    const { code, stdout, stderr } = await run(python, [program], { environment });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.trimEnd().split('\n')).toEqual([
      'free input: 0 - inherited window: 128000',
      'unknown price of cache writes: None',
      'replaced: 0.12 Flag.NUMBER_1 Flag.NUMBER_0',
      'takes tools: True',
      expect.stringMatching(/^newest of \d{4} is acme\/Schöne Grüße\/für alle$/),
      '404 model_not_found - There is no model "acme/grüße". Names are case-sensitive; POST /api/models creates one.',
    ]);
    const stored = await server.registry.getDefinition({ model_name: 'acme/Schöne Grüße/für alle' });
    expect(stored).toEqual({
      model_name: 'acme/Schöne Grüße/für alle',
      base_model_name: 'openai/gpt-4o-mini',
      input_cost: 0.12,
      image_support: 0,
    });
  });

  it('tells null, zero and a value apart, in answers and in what it sends', async () => {
    await server.registry.upsertModel({ model_name: 'acme/a b', input_cost: 0.5, output_cost: 2 });
    const patch = 'ModelPatch(input_cost=None, output_cost=0, function_call=None, image_support=0)';
    const shown = 'm.input_cost, m.output_cost, m.function_call, m.image_support, m.provider';
    const code = [
      'import os',
      'from llm_registry import *',
      'client = ApiClient(Configuration(host=os.environ["REGISTRY_URL"], access_token=os.environ["REGISTRY_KEY"]))',
      `m = ModelsApi(client).update_model("acme/a b", ${patch})`,
      `print(${shown})`,
    ].join('\n');
    const { stdout, stderr } = await run(python, ['-c', code], { environment });
    expect({ stdout, stderr }).toEqual({ stdout: 'None 0 None Flag.NUMBER_0 None\n', stderr: '' });
  });
});
