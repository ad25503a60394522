import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadContract } from '../src/http/document.js';
import { appOn, type TestApp } from './support/app.js';
import { fetchBothWays } from './support/both-ways.js';
import { onEveryEngine } from './support/databases.js';

const source = fileURLToPath(new URL('../src/', import.meta.url));

/** What opens connections to others: the global functions, and the modules of Node and of packages that can. */
const opening =
  /\b(?:fetch|WebSocket|EventSource)\(|\b(?:http|https|net|tls|dns|dgram|http2)\.(?:get|request|connect)\(|import \{[^}]*\b(?:get|request|connect|lookup|resolve4|createConnection|createSocket|Socket)\b[^}]*\} from 'node:(?:https?|net|tls|dns|dgram|http2)(?:\/promises)?'|from '(?:undici|axios|got|node-fetch|ws)'/;

describe('the code of the server', () => {
  it('opens connections in two places: to the key set that the operator names, and to itself', () => {
    const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
    );
    expect(files.filter((file) => opening.test(readFileSync(join(source, file), 'utf8'))).sort()).toEqual([
      'auth/jwt/fetch-jwks.ts',
      'startup/warm-up.ts',
    ]);
  });
});

onEveryEngine((open) => {
  let app: TestApp;
  let inside: Server;
  let reached: string[];

  /** Stands for what only the server could reach: the metadata of a cloud, a database, a colleague's laptop. */
  beforeEach(async () => {
    reached = [];
    inside = createServer((request, response) => {
      reached.push(`${request.method} ${request.url}`);
      response.end('{"keys":[]}');
    });
    inside.on('connection', () => reached.push('a connection'));
    await new Promise<void>((done) => inside.listen(0, '127.0.0.1', done));
    app = await appOn(await open());
  });
  afterEach(async () => {
    await app.close();
    inside.closeAllConnections();
    inside.close();
  });

  it('whatever addresses it is given, the server asks none of them', async () => {
    // A server that listens has an address of this kind.
    const address = `http://127.0.0.1:${(inside.address() as AddressInfo).port}/latest/meta-data`;
    const Authorization = `Bearer ${app.keys.admin}`;
    const call = (method: string, path: string, body?: object, headers: Record<string, string> = {}) =>
      fetchBothWays(app.url + path, {
        method,
        headers: { Authorization, 'Content-Type': 'application/json', ...headers },
        ...(body && { body: JSON.stringify(body) }),
      });
    const urls = { base_url: address, api_base: address, url: address, webhook: address, $ref: address };
    const provider = { provider_id: 'inside', api_key: address, extra_kwargs: urls };
    const model = {
      model_name: 'inside/x',
      provider_id: 'inside',
      upstream_model: address,
      display_name: address,
      supported_params_override: { url: { $ref: address, default: address } },
    };
    expect((await call('POST', '/api/providers', provider)).status).toBe(201);
    expect((await call('POST', '/api/models', model)).status).toBe(201);
    const forwarded = {
      Forwarded: `host=${address}`,
      'X-Forwarded-Host': address,
      Referer: address,
      Origin: address,
    };
    for (const [template, item] of Object.entries(loadContract().paths)) {
      const path = template.replace(/\{model(_name)?\}/, 'inside/x').replace(/\{\w+_id\}/, 'inside');
      for (const method of Object.keys(item).filter((one) => one !== 'delete')) {
        const taken = method === 'get' ? undefined : { ...urls, model_names: [address] };
        await call(method.toUpperCase(), path, taken, forwarded);
        await call('GET', `${path}?cursor=${encodeURIComponent(address)}&url=${encodeURIComponent(address)}`);
      }
    }
    const absolute = encodeURIComponent(address);
    for (const path of [`/${address}`, `/api/models/${absolute}`, `/api/providers/${absolute}`])
      await call('GET', path);
    expect(reached).toEqual([]);
  });
});
