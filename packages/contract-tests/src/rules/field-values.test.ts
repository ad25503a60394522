import { describe, expect, test } from 'vitest';
import { openWorkspace, removeAfterTest, uniqueName } from '../target/workspace.js';

const { editor, viewer } = await openWorkspace();

const costs = ['input_cost', 'output_cost', 'cache_hit_input_cost', 'cache_creation_input_cost'];
const windows = ['max_context_window', 'max_output_tokens'];
const flags = ['streaming_support', 'function_call', 'image_support'];

/** JSON as text, because some numbers are written in ways that `JSON.stringify` would not. */
function post(member: string, value: string, name = uniqueName('value')) {
  removeAfterTest(editor, name);
  const bytes = `{"model_name":${JSON.stringify(name)},${JSON.stringify(member)}:${value}}`;
  return editor.send({
    method: 'POST',
    path: '/api/models',
    bytes,
    headers: { 'content-type': 'application/json' },
  });
}

describe('what is written is read again', () => {
  test.each([
    ['0', 0],
    ['-0', 0],
    ['0.1', 0.1],
    ['620.57', 620.57],
    ['1e9', 1e9],
    ['1E-12', 1e-12],
    ['0.000000000001', 1e-12],
    ['0.30000000000000004440892098500626', 'refused'],
    ['0.1000000000000000000000001', 0.1],
    ['123456789.123456', 123456789.123456],
  ])('a cost of %s', async (text, expected) => {
    const answer = await post('input_cost', text);
    if (expected === 'refused') expect(answer.status).toBe(400);
    else expect(answer.json).toMatchObject({ input_cost: expected });
    expect(answer.text).not.toContain('-0,');
  });

  test.each(['1', '9007199254740991'])('a window of %s', async (text) => {
    expect((await post('max_context_window', text)).json).toMatchObject({ max_context_window: Number(text) });
  });

  test('a display name of 255 code points, which is more in UTF-16', async () => {
    const display_name = '\u{1F600}'.repeat(255);
    expect((await post('display_name', JSON.stringify(display_name))).json).toMatchObject({ display_name });
  });

  test('descriptors of parameters, as they are given', async () => {
    const name = uniqueName('value');
    const override =
      '{"__proto__":{"x":1},"constructor":true,"a/b~c":false,"n":{"default":null,"min":-0.5e1}}';
    await post('supported_params_override', override, name);
    const read = await viewer.send({ path: `/api/models/${name}` });
    expect(read.text).toContain('"__proto__":{"x":1}');
    expect(read.json).toMatchObject({
      supported_params: { constructor: true, 'a/b~c': false, n: { default: null, min: -5 } },
    });
  });
});

describe('400 with a pointer to the field', () => {
  const refused: [string[], string[]][] = [
    [
      costs,
      ['-1', '-0.000001', '1e10', '1000000000.01', '1e-13', '0.1234567890123', '"1"', 'true', '[1]', '1e400'],
    ],
    [windows, ['0', '-1', '1.5', '9007199254740992', '1e400', '"1"', 'true']],
    [flags, ['true', 'false', '"1"', '2', '-1', '0.5', '"yes"', '[1]']],
    [
      ['display_name', 'upstream_model'],
      ['""', `"${'x'.repeat(256)}"`, '1', '{}'],
    ],
    [['model_type'], ['"text"', '"Chat"', '""', '1']],
    [['is_called_by_custom_name'], ['1', '0', '"true"']],
    [
      ['provider_id', 'custom_provider_id'],
      ['""', '"a b"', '"ä"', `"${'x'.repeat(101)}"`, '1'],
    ],
    [['base_model_name'], ['""', '" x"', '"a//b"', '"list"', `"${'x'.repeat(256)}"`, '1']],
    [['supported_params_override'], ['[]', '"x"', '{"a":1}', '{"a":"x"}', '{"a":[]}']],
  ];
  const cases = refused.flatMap(([fields, values]) => fields.map((field) => [field, values] as const));

  test.each(cases)('%s', async (field, values) => {
    for (const value of values) {
      const answer = await post(field, value);
      expect(answer.status, `${field}: ${value}`).toBe(400);
      expect(answer.text, value).toContain(`"pointer":"/body/${field}`);
    }
  });

  test('supported_params_override: more than 100 parameters, or more than 64 KiB', async () => {
    const many = Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`p${index}`, true]));
    const large = { p: { description: 'x'.repeat(66_000) } };
    for (const override of [many, large]) {
      const answer = await post('supported_params_override', JSON.stringify(override));
      expect(answer.json).toMatchObject({ status: 400 });
      expect(answer.text).toContain('/body/supported_params_override');
    }
  });

  test.each([
    ['input_csot', 'did you mean "input_cost"'],
    ['displayname', 'did you mean "display_name"'],
    ['supported_params', 'read-only'],
    ['id', 'read-only'],
    ['updated_at', 'read-only'],
    ['nothing_like_it_at_all', 'not a field'],
    ['__proto__', 'not a field'],
    ['a/b~c', 'not a field'],
  ])('%s: %s', async (field, told) => {
    const answer = await post(field, '1');
    const pointer = `/body/${field.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    expect(answer.json).toMatchObject({ errors: [{ pointer, detail: expect.stringContaining(told) }] });
  });

  test('each fault, where there are several', async () => {
    const body = { model_name: uniqueName(), input_cost: -1, streaming_support: true, nothing: 1 };
    const { json } = await editor.send({ method: 'POST', path: '/api/models', body });
    const errors = (json as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer).sort();
    expect(errors).toEqual(['/body/input_cost', '/body/nothing', '/body/streaming_support']);
  });

  test('nothing of a refused request is stored', async () => {
    const name = uniqueName();
    await post('input_cost', '-1', name);
    expect((await viewer.send({ path: `/api/models/${name}` })).status).toBe(404);
  });
});

test('of a member that is there twice the last one counts', async () => {
  const answer = await post('input_cost', '1,"input_cost":2');
  expect(answer.json).toMatchObject({ input_cost: 2 });
});
