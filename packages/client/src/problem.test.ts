import { expect, it } from 'vitest';
import { problem, type Reply, startServer } from '../test/registry-server.js';
import { createClient } from './create-client.js';
import { RegistryProblem } from './problem.js';

async function problemOf(reply: Reply): Promise<RegistryProblem> {
  const server = await startServer(reply);
  const thrown = await createClient({ ...server, retries: 0 })
    .getDefinition({ model_name: 'm' })
    .catch((error: unknown) => error);
  if (!(thrown instanceof RegistryProblem)) throw thrown;
  return thrown;
}

it('carries what the registry says', async () => {
  const errors = [{ pointer: '/body/input_cost', detail: 'must be >= 0' }];
  const thrown = await problemOf(problem(400, 'invalid_body', { errors, headers: { 'Retry-After': '3' } }));
  expect(thrown).toMatchObject({
    name: 'RegistryProblem',
    message: '400 invalid_body: About invalid_body.',
    status: 400,
    code: 'invalid_body',
    title: 'invalid_body',
    detail: 'About invalid_body.',
    errors,
    requestId: 'r-1',
    retryAfter: 3,
  });
  expect(thrown).toBeInstanceOf(Error);
});

it('has no errors and no time to wait where none were sent', async () => {
  expect(await problemOf(problem(404, 'model_not_found'))).toMatchObject({ errors: [], retryAfter: null });
});

it('passes on a code that this version does not know', async () => {
  expect((await problemOf(problem(400, 'newer_code'))).code).toBe('newer_code');
});

it.each<[string, number, Reply]>([
  ['the HTML of a proxy', 502, { status: 502, text: '<h1>Bad gateway</h1>' }],
  ['an empty body', 504, { status: 504 }],
  ['the JSON of somebody else', 403, { status: 403, json: { error: { code: 7 } } }],
  ['a JSON list', 500, { status: 500, json: [] }],
  ['JSON null', 500, { status: 500, json: null }],
  ['a login page where JSON should be', 200, { text: '<form>' }],
  ['a 304 that nobody asked for', 304, { status: 304 }],
])('is made of %s too', async (_, status, reply) => {
  expect(await problemOf(reply)).toMatchObject({ status, code: 'unrecognized', errors: [], requestId: null });
});

it('keeps the body as it came and the request id of the header', async () => {
  const thrown = await problemOf({ status: 502, text: '<p>no', headers: { 'X-Request-Id': 'proxy-7' } });
  expect(thrown).toMatchObject({ body: '<p>no', requestId: 'proxy-7', title: 'HTTP 502' });
});

it('shows what somebody else says in the same words', async () => {
  const thrown = await problemOf({ status: 404, json: { detail: 'No such upstream' } });
  expect(thrown.message).toBe('404 unrecognized: No such upstream');
});

it('drops errors that are no field errors', async () => {
  const fine = { pointer: '/query/page', detail: 'must be >= 1' };
  const thrown = await problemOf(
    problem(400, 'invalid_request', { errors: ['x', null, { pointer: 1 }, fine] }),
  );
  expect(thrown.errors).toEqual([fine]);
});
