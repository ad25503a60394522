import { describe, expect, test } from 'vitest';
import { openWorkspace, removeAfterTest, uniqueName } from '../target/workspace.js';

const { editor, viewer } = await openWorkspace();

describe('names that are refused', () => {
  test.each([
    '',
    ' ',
    ' x',
    'x ',
    '/x',
    'x/',
    'a//b',
    '.',
    '..',
    'a/./b',
    '../b',
    'a/..',
    'list',
    'summary',
    'public',
    'a\u0000b',
    'a\nb',
    'a\u007fb',
    'a\u0085b',
    'x'.repeat(256),
    '\u{1F600}'.repeat(256),
  ])('%j', async (model_name) => {
    const answer = await editor.send({ method: 'POST', path: '/api/models', body: { model_name } });
    expect(answer.json).toMatchObject({ status: 400, code: 'invalid_request' });
    expect(answer.text).toContain('"pointer":"/body/model_name"');
    expect(answer.text).not.toContain('pattern');
  });

  test('half of a surrogate pair', async () => {
    const bytes = '{"model_name":"a\\ud800"}';
    const headers = { 'content-type': 'application/json' };
    const answer = await editor.send({ method: 'POST', path: '/api/models', bytes, headers });
    expect(answer.json).toMatchObject({ errors: [{ pointer: '/body/model_name' }] });
  });
});

/** Allowed, and each of them mangled by something that peers have between a client and a store. */
const allowed = [
  'a:b',
  'a@b',
  '~a',
  'a+b',
  'a%b',
  '100%',
  '%2F',
  'a%2Fb',
  'a[0]',
  'a#b',
  'a?b=c&d',
  'a b',
  'a\\b',
  '"quoted"',
  "it's",
  '<b>',
  'a;b,c',
  '{model_name}',
  '...',
  'a/.../b',
  '.hidden',
  'lists',
  'List',
  'list/x',
  'summary/public',
  'constructor',
  '__proto__',
  'ПриветМир',
  '模型/测试',
  'نموذج',
  'e\u0301',
  '\u00e9',
  '\u{1F600}',
  '\u200b',
  'a\u00a0b',
  '\ufeffx',
  'x'.repeat(200),
];

describe('names that are allowed and never rewritten', () => {
  test.each(allowed)('%j', async (suffix) => {
    const model_name = `${uniqueName('name')}/${suffix}`;
    removeAfterTest(editor, model_name);
    const created = await editor.registry.withResponse.upsertModel({ model_name });
    expect([created.status, created.data.model_name]).toEqual([201, model_name]);
    const encoded = encodeURIComponent(model_name);
    // Raw slashes; whatever a request line cannot hold is encoded.
    const raw = encoded.replaceAll('%2F', '/');
    for (const path of [encoded, raw, `${raw}/`]) {
      expect((await viewer.send({ path: `/api/models/${path}` })).json).toEqual(created.data);
    }
    expect((await viewer.send({ path: created.headers.get('location') ?? '' })).json).toEqual(created.data);
    expect(await viewer.registry.getModel({ model_name })).toEqual(created.data);
  });

  test('two names that only look alike are two models', async () => {
    const name = uniqueName('alike');
    const [composed, decomposed] = [`${name}\u00e9`, `${name}e\u0301`];
    removeAfterTest(editor, composed, decomposed);
    await editor.registry.upsertModel({ model_name: composed, input_cost: 1 });
    await editor.registry.upsertModel({ model_name: decomposed, input_cost: 2 });
    const { results } = await viewer.registry.lookupModels({ model_names: [composed, decomposed] });
    expect([results[composed]?.input_cost, results[decomposed]?.input_cost]).toEqual([1, 2]);
  });
});
