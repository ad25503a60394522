import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { costOf, type Registry, usageOf } from '@llm-registry/client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { litellm } from './litellm/environment.js';
import { prepareOwnModels } from './litellm/own-models.js';
import { describeWith } from './support/missing.js';
import { startedServer } from './support/server.js';

/** A gateway's configuration: one deployment that names its model here as the base, one that is called by its name here. */
const config = `
model_list:
  - model_name: support
    litellm_params: { model: openai/gpt-4o-mini, api_key: unused, mock_response: 'Good morning.' }
    model_info: { base_model: acme/support-bot }
  - model_name: private
    litellm_params: { model: openai/acme/private, api_key: unused, mock_response: 'Good morning.' }
`;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** Starting takes it the better part of a minute. */
async function untilReady(gateway: ChildProcess, url: string): Promise<void> {
  let said = '';
  gateway.stderr?.on('data', (text) => {
    said += text;
  });
  while (!(await answers(`${url}/health/liveliness`))) {
    if (gateway.exitCode !== null) throw new Error(`The gateway ended before it served:\n${said}`);
    await sleep(500);
  }
}

await describeWith('a LiteLLM proxy on the registry', litellm, (python) => {
  const folder = mkdtempSync(join(tmpdir(), 'llm-registry-litellm-'));
  const masterKey = `sk-${randomBytes(16).toString('hex')}`;
  let registry: Registry;
  let gateway: ChildProcess;
  let url: string;

  beforeAll(async () => {
    const server = await startedServer({ ANONYMOUS_ORGANIZATION: 'default' });
    registry = server.registry;
    await prepareOwnModels(registry);
    const port = String(await freePort());
    url = `http://127.0.0.1:${port}`;
    const file = join(folder, 'config.yaml');
    writeFileSync(file, config);
    const environment = {
      LITELLM_MASTER_KEY: masterKey,
      LITELLM_MODEL_COST_MAP_URL: `${server.baseUrl}/compat/litellm/model_prices.json`,
    };
    gateway = spawn(
      join(dirname(python), 'litellm'),
      ['--config', file, '--host', '127.0.0.1', '--port', port],
      {
        cwd: folder,
        env: { ...process.env, ...environment },
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    await untilReady(gateway, url);
  });

  afterAll(async () => {
    if (gateway?.exitCode === null) {
      const gone = once(gateway, 'exit');
      gateway.kill('SIGTERM');
      await gone;
    }
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([
    ['support', 'acme/support-bot'],
    ['private', 'acme/private'],
  ])('bills its model %s as %s costs here', async (model, model_name) => {
    const response = await fetch(`${url}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${masterKey}` },
      body: JSON.stringify({ model, messages: [{ role: 'user', content: 'Where is my order?' }] }),
    });
    // What a gateway of OpenAI's API answers.
    const { usage } = (await response.json()) as { usage: Parameters<typeof usageOf>[0] };
    const cost = costOf(await registry.getModel({ model_name }), usageOf(usage));
    const billed = Number(response.headers.get('x-litellm-response-cost'));
    expect('usd' in cost && billed.toPrecision(14)).toBe('usd' in cost && Number(cost.usd).toPrecision(14));
    expect(billed).toBeGreaterThan(0);
  });
});
