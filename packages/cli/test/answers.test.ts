import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { fileWith, tool } from './tool.js';

interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
}

/** Something that gives every request the same answer. */
async function answering({ status, headers = {}, body = '' }: Answer): Promise<{ url: string; key: string }> {
  const server = createServer((_, outgoing) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    outgoing.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo; // a TCP server has an address of this kind
  return { url: `http://127.0.0.1:${port}`, key: 'llmr_a_b' };
}

const problem = (status: number, code: string, detail: string) => ({
  status,
  body: { status, code, detail },
});
const page = '<!doctype html><title>Bad gateway</title>';
const models = fileWith('models: [{ model_name: a }]');

test.each<[string, Answer, RegExp]>([
  [
    'a key that is not valid',
    problem(401, 'unauthenticated', 'No.'),
    /^No\. Check LLM_REGISTRY_KEY \(or --key\)\.\n$/,
  ],
  [
    'a role too low',
    problem(403, 'forbidden_role', 'This takes the role editor.'),
    /^This takes the role editor\.\n$/,
  ],
  ['a wrong path', problem(404, 'route_not_found', 'Nothing here.'), /without \/api/],
  ['a page of a proxy', { status: 404, body: page }, /HTTP 404.*not one of the registry.*Check the address/],
  [
    'a page with status 200',
    { status: 200, body: page },
    /HTTP 200.*not one of the registry.*Check the address/,
  ],
  ['JSON of something else', { status: 200, body: { hello: 1 } }, /HTTP 200.*not one of the registry/],
  ['a list of something else', { status: 200, body: [] }, /HTTP 200.*not one of the registry/],
  [
    'a wait of an hour',
    { ...problem(429, 'rate_limited', 'Too many requests.'), headers: { 'retry-after': '3600' } },
    /^Too many requests\. It asks to wait 3600 s\.\n$/,
  ],
])('%s is said in one message', async (_, answer, message) => {
  const at = await answering(answer);
  for (const args of [['export'], ['get', 'a'], ['lookup', 'a'], ['apply', models], ['cost', 'a']]) {
    const { code, out, err } = await tool(at, ...args);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(message);
    expect(err).not.toContain('llmr_a_b');
  }
});

test('a registry that is busy for a moment is waited for, and that is said', async () => {
  const at = await answering({
    ...problem(503, 'revision_not_reached', 'Later.'),
    headers: { 'retry-after': '1' },
  });
  const { code, err } = await tool(at, 'get', 'a');
  expect(code).toBe(1);
  expect(err).toMatch(/^(?:The registry asks to wait 1 s \(HTTP 503\)\.\n)+Later\. It asks to wait 1 s\.\n$/);
});

test('an answer cannot write to the terminal', async () => {
  const at = await answering(problem(404, 'model_not_found', 'no \u001b[2J\u202emodel'));
  const { err } = await tool(at, 'get', 'a');
  expect(err).toBe('no \\u001b[2J\\u202emodel\n');
  const { err: json } = await tool(at, 'get', 'a', '--json');
  expect(json).not.toContain('\u202e');
  expect(JSON.parse(json).error.message).toBe('no \u001b[2J\u202emodel');
});
