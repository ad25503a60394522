import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { contract, isJson } from '../contract/document.js';
import { contractVersion, errorCodes } from '../contract/operations.js';
import { givenAdmin } from '../target/workspace.js';

const { baseUrl } = inject('target');
const run = promisify(execFile);

/** Files are no operations, so no contract says how they are answered. */
const get = (path: string) => fetch(baseUrl + path);

describe('the documentation', () => {
  test.each([...errorCodes.keys()])('has a page about %s', async (code) => {
    const page = await get(`/docs/errors/${code}`);
    expect([page.status, page.headers.get('content-type')]).toEqual([
      200,
      expect.stringMatching(/^text\/html/),
    ]);
    expect(await page.text()).toContain(code);
  });

  test('is reached from the root and has the reference', async () => {
    const page = await get('/');
    expect([page.status, new URL(page.url).pathname.endsWith('/docs/')]).toEqual([200, true]);
  });
});

function withoutServers(document: unknown): object {
  return isJson(document) ? { ...document, servers: null } : {};
}

describe('the contract that is served', () => {
  test('as JSON is openapi.yaml, but for the server, which is this one', async () => {
    expect(withoutServers(await (await get('/openapi.json')).json())).toEqual(withoutServers(contract));
  });

  test('as YAML is the same', async () => {
    const [yaml, json] = await Promise.all([get('/openapi.yaml'), get('/openapi.json')]);
    const [fromYaml, fromJson] = [parse(await yaml.text()), await json.json()];
    expect(withoutServers(fromYaml)).toEqual(withoutServers(fromJson));
    const servers = [{ url: expect.stringMatching(/^https?:\/\/[^/]+/) }];
    expect([fromYaml, fromJson]).toMatchObject([{ servers }, { servers }]);
  });
});

test('metrics are served in the text format of Prometheus', async () => {
  const metrics = await get('/metrics');
  if (inject('target').isOwn) expect(metrics.status).toBe(200);
  if (metrics.status === 200) expect(await metrics.text()).toMatch(/^# HELP /m);
});

const program = `
import { createClient } from '@llm-registry/client';
const registry = createClient({ baseUrl: process.env.BASE_URL, token: process.env.TOKEN });
console.log((await registry.getCurrentPrincipal()).role);
`;

test('the client that is handed out installs offline, is of the same version, and works', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'llm-registry-consumer-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const answer = await get('/client.tgz');
  writeFileSync(join(folder, 'client.tgz'), Buffer.from(await answer.arrayBuffer()));
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  writeFileSync(join(folder, 'program.js'), program);
  const flags = ['--offline', '--no-audit', '--no-fund', '--ignore-scripts'];
  await run('npm', ['install', './client.tgz', ...flags], { cwd: folder });
  const listed = await run('npm', ['ls', '--json'], { cwd: folder });
  expect(JSON.parse(listed.stdout).dependencies['@llm-registry/client'].version).toBe(contractVersion);
  const env = { ...process.env, BASE_URL: baseUrl, TOKEN: givenAdmin.token };
  expect((await run('node', ['program.js'], { cwd: folder, env })).stdout.trim()).toBe('admin');
}, 60_000);
