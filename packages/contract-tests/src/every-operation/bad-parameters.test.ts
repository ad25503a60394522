import { describe, expect, test } from 'vitest';
import { idsOf, operations } from '../contract/operations.js';
import type { RawRequest } from '../requests/raw.js';
import { sample } from '../requests/samples.js';
import { nobody, openWorkspace } from '../target/workspace.js';

const { admin } = await openWorkspace();

function taking(name: string) {
  return operations.filter(({ parameters }) => parameters.some((parameter) => parameter.name === name));
}

function withQuery(id: string, query: string): RawRequest {
  const { path, ...request } = sample(id);
  return { ...request, path: `${path}${path.includes('?') ? '&' : '?'}${query}` };
}

function withHeader(id: string, name: string, value: string): RawRequest {
  return { ...sample(id), headers: { [name]: value } };
}

describe('400 with a pointer for a malformed parameter', () => {
  test.each(idsOf(taking('Registry-Min-Revision')))('%s: Registry-Min-Revision', async (id) => {
    for (const value of ['-1', '1.5', 'new', '9007199254740992', '0x10', '1e3']) {
      const answer = await admin.send(withHeader(id, 'Registry-Min-Revision', value));
      expect(answer.json, value).toMatchObject({ status: 400, code: 'invalid_request' });
    }
  });

  test.each(idsOf(taking('page')))('%s: page', async (id) => {
    for (const value of ['0', '-1', '1.5', 'x', '', '0x2', '1e1', '9007199254740992']) {
      const answer = await admin.send(withQuery(id, `page=${value}`));
      expect(answer.json, value).toMatchObject({ status: 400, errors: [{ pointer: '/query/page' }] });
    }
  });

  test.each(idsOf(taking('page_size')))('%s: page_size', async (id) => {
    // Changes come in larger pages than lists.
    for (const value of ['0', id === 'listChanges' ? '1001' : '101', 'x']) {
      const answer = await admin.send(withQuery(id, `page_size=${value}`));
      expect(answer.json, value).toMatchObject({ status: 400, errors: [{ pointer: '/query/page_size' }] });
    }
  });

  test.each(idsOf(taking('sort_by')))('%s: sort_by, with the fields that are allowed', async (id) => {
    const answer = await admin.send(withQuery(id, 'sort_by=price'));
    expect(answer.json).toMatchObject({ status: 400, errors: [{ pointer: '/query/sort_by' }] });
    expect(answer.text).toContain('max_context_window');
  });

  test.each(idsOf(taking('cursor')))('%s: cursor', async (id) => {
    for (const value of ['abc', '!!', 'eyJrIjoiYSJ9']) {
      expect((await admin.send(withQuery(id, `cursor=${value}`))).status, value).toBe(400);
    }
  });

  test.each(['all', 'unnest'])('a flag: %s', async (flag) => {
    for (const id of idsOf(taking(flag))) {
      for (const value of ['yes', '1', '']) {
        const answer = await admin.send(withQuery(id, `${flag}=${value}`));
        expect(answer.json, `${id} ${value}`).toMatchObject({ errors: [{ pointer: `/query/${flag}` }] });
      }
    }
  });

  test.each(idsOf(operations.filter(({ answers }) => answers.has(400))))(
    '%s: a parameter unheard of',
    async (id) => {
      const answer = await admin.send(withQuery(id, 'no_such_parameter=1'));
      expect(answer.json).toMatchObject({ status: 400, errors: [{ pointer: '/query/no_such_parameter' }] });
    },
  );
});

describe('400 for a percent sign that encodes nothing', () => {
  test.each(idsOf(operations.filter(({ path }) => path.includes('{'))))('%s', async (id) => {
    const { path, ...request } = sample(id);
    const answer = await admin.send({ ...request, path: path.replace(/[^/]+$/, '%zz') });
    expect(answer.json).toMatchObject({ status: 400, code: 'malformed_url' });
  });

  test('also without a credential, and before the route is looked for', async () => {
    for (const path of [
      '/api/models/%zz',
      '/nowhere/%',
      '/api/models/%ff',
      '/api/models/%C0%AF',
      '/docs/%ff',
    ]) {
      expect((await nobody.send({ path })).json, path).toMatchObject({ code: 'malformed_url' });
    }
  });
});

test.each(['#b', 'é'])('400 for a raw "%s", so that nobody gets the model of another name', async (raw) => {
  const answer = await admin.send({ path: `/api/models/gpt-4o${raw}` });
  expect(answer.json).toMatchObject({ status: 400, code: 'malformed_url' });
});

const withSlash = (path: string) => path.replace(/(?=\?|$)/, '/');

describe('one slash more at the end is the same', () => {
  test.each(idsOf(operations))('%s', async (id) => {
    const { path, ...request } = sample(id, {
      model: 'contract-test/nothing',
      provider: 'contract-test-nothing',
      key: 'nothing',
    });
    if (request.method !== undefined) return expectSameRefusal(path, request);
    const [without, with_] = [await admin.send({ path }), await admin.send({ path: withSlash(path) })];
    expect(with_.status).toBe(without.status);
  });
});

/** Nobody may write, so that both answers are the same refusal. */
async function expectSameRefusal(path: string, request: Omit<RawRequest, 'path'>): Promise<void> {
  expect((await nobody.send({ ...request, path: withSlash(path) })).status).toBe(401);
}

describe('HEAD wherever GET goes', () => {
  test.each(idsOf(operations.filter(({ method }) => method === 'GET')))('%s', async (id) => {
    const asked = sample(id);
    const [get, head] = [await admin.send(asked), await admin.send({ ...asked, method: 'HEAD' })];
    expect([head.status, head.text]).toEqual([get.status, '']);
    for (const name of [
      'content-type',
      'etag',
      'registry-revision',
      'cache-control',
      'x-total-count',
      'link',
    ]) {
      expect(head.headers.get(name), name).toBe(get.headers.get(name));
    }
  });
});
