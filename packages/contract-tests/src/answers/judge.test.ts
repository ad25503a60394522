import { describe, expect, test } from 'vitest';
import type { Exchange } from './exchange.js';
import { judge } from './judge.js';

const principal = { organization: 'acme', role: 'admin', kind: 'api_key', name: 'ci', expires_at: null };

function exchange({ headers = {}, ...more }: Partial<Omit<Exchange, 'headers'>> & { headers?: object } = {}) {
  const usual = {
    'content-type': 'application/json; charset=utf-8',
    'registry-revision': '4',
    'x-request-id': 'r',
  };
  const target = '/api/me';
  const text = JSON.stringify(principal);
  return {
    method: 'GET',
    target,
    status: 200,
    text,
    ...more,
    headers: new Headers({ ...usual, ...headers }),
  };
}

function problem(members: object = {}, headers: object = {}): Exchange {
  const body = {
    type: '/docs/errors/invalid_request',
    title: 'The request does not fit the contract',
    status: 400,
    detail: 'Correct it.',
    code: 'invalid_request',
    request_id: 'r',
    ...members,
  };
  return exchange({
    status: 400,
    text: JSON.stringify(body),
    headers: { 'content-type': 'application/problem+json', ...headers },
  });
}

const faultsOf = (one: Exchange) => judge(one).faults;

describe('an answer', () => {
  test('that is documented has no faults, and is the operation that was asked for', () => {
    const { operation, faults } = judge(exchange());
    expect(faults).toEqual([]);
    expect(operation?.id).toBe('getCurrentPrincipal');
  });

  test('with a status that the operation does not document is at fault', () => {
    expect(faultsOf(exchange({ status: 201 }))).toEqual([
      'getCurrentPrincipal does not document the status 201',
    ]);
  });

  test('with a member that no schema knows is at fault', () => {
    const text = JSON.stringify({ ...principal, hash: '…' });
    expect(faultsOf(exchange({ text }))).toEqual(['/ must NOT have additional properties (hash)']);
  });

  test('without a member that is always there is at fault', () => {
    const { name: _, ...rest } = principal;
    expect(faultsOf(exchange({ text: JSON.stringify(rest) }))).toEqual([
      "/ must have required property 'name'",
    ]);
  });

  test('of another content type is at fault', () => {
    const found = faultsOf(exchange({ headers: { 'content-type': 'text/html' } }));
    expect(found).toEqual(['the content type is text/html, not application/json']);
  });

  test('without a required header, or with a malformed one, is at fault', () => {
    const bare = exchange();
    bare.headers.delete('registry-revision');
    expect(faultsOf(bare)).toEqual(['the header Registry-Revision is missing']);
    expect(faultsOf(exchange({ headers: { 'registry-revision': 'new' } }))[0]).toMatch(/Registry-Revision/);
  });

  test('that shows a stack trace or names the framework is at fault', () => {
    const text = JSON.stringify({ ...principal, name: 'Error\n    at f (app.js:1:1)' });
    expect(faultsOf(exchange({ text, headers: { 'x-powered-by': 'Express' } }))).toHaveLength(3);
  });

  test('to HEAD has no body', () => {
    expect(faultsOf(exchange({ method: 'HEAD' }))).toEqual(['HEAD was answered with a body']);
    expect(faultsOf(exchange({ method: 'HEAD', text: '' }))).toEqual([]);
  });
});

describe('a problem', () => {
  test('that agrees with the table of errors has no faults', () => {
    expect(faultsOf(problem({ errors: [{ pointer: '/query/page', detail: 'must be >= 1' }] }))).toEqual([]);
  });

  test('whose code belongs to another status is at fault', () => {
    const members = { code: 'rate_limited', type: '/docs/errors/rate_limited', title: 'Too many requests' };
    expect(faultsOf(problem(members))).toEqual(['rate_limited is documented as 429, not 400']);
  });

  test('that names another status, page, title or request than its own is at fault', () => {
    for (const member of ['status', 'type', 'title', 'request_id']) {
      expect(faultsOf(problem({ [member]: 404 })).join()).toContain(`${member} is 404`);
    }
  });

  test('that points out of the request is at fault', () => {
    const found = faultsOf(problem({ errors: [{ pointer: 'body.page', detail: 'is wrong' }] }));
    expect(found).toEqual(['errors points at "body.page", which is no pointer into the request']);
  });

  test('that is sent as plain JSON is at fault', () => {
    const found = faultsOf(problem({}, { 'content-type': 'application/json' }));
    expect(found).toEqual(['the content type is application/json, not application/problem+json']);
  });
});

describe('where there is no operation', () => {
  test('405 needs Allow', () => {
    const members = {
      status: 405,
      code: 'method_not_allowed',
      type: '/docs/errors/method_not_allowed',
      title: 'The route does not take this method',
    };
    const refused = { ...problem(members), method: 'PUT', status: 405 };
    expect(faultsOf(refused)).toEqual(['405 came without Allow']);
  });

  test('success is at fault', () => {
    expect(faultsOf(exchange({ target: '/api/nothing' }))[0]).toMatch(/there is no such operation/);
  });
});
