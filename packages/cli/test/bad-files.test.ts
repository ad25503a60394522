import { closeSync, ftruncateSync, openSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fileWith, type Ran, tool } from './tool.js';

const nowhere = { url: 'http://127.0.0.1:9', key: 'llmr_a_b' };

function expectOneMessage({ code, out, err }: Ran, message: string | RegExp): void {
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(message);
  expect(err).not.toMatch(/\n\s+at .*:\d+/);
  expect(err).not.toContain('llmr_a_b');
}

const bomb = `a: &a [x, x, x, x, x, x, x, x, x]\n${'bcdefghi'
  .split('')
  .map((name, index) => `${name}: &${name} [${`*${'abcdefgh'[index]}, `.repeat(9)}]`)
  .join('\n')}\nmodels: [*i]\n`;

describe('a file that cannot be taken is one message and exit code 1', () => {
  test.each([
    ['one that is not YAML', 'models: [', /not valid YAML/],
    ['one of another kind', 'services: { web: {} }', /not a file of models/],
    ['a text', 'hello', /not a file of models/],
    ['a list', '- a', /not a file of models/],
    ['nothing', '', /not a file of models/],
    ['bytes', Buffer.from([0xff, 0xfe, 0x00]), /not text in UTF-8/],
    ['a YAML bomb', bomb, /alias/i],
    ['the same key twice', 'models: []\nmodels: []', /not valid YAML/],
    ['a name that is there twice', 'models: [{ model_name: a }, { model_name: a }]', /"a" is there twice/],
    ['an unknown field', 'models: [{ model_name: a, input_csot: 1 }]', /"a": input_csot is not a field/],
    [
      'a price in words',
      'models: [{ model_name: a, input_cost: cheap }]',
      /"a": input_cost has to be a number/,
    ],
    [
      'a negative price',
      'models: [{ model_name: a, input_cost: -1 }]',
      /input_cost has to be a number from 0/,
    ],
    ['a name that is a number', 'models: [{ model_name: 4 }]', /entry 1 has no model_name/],
    ['nesting without end', '['.repeat(20_000), /nested too deeply/],
    [
      'a name that makes up a line',
      '{ models: [{ model_name: "a\\nb", x: 1 }] }',
      /"a\\u000ab": x is not a field/,
    ],
    [
      'a price with dust',
      'models: [{ model_name: a, input_cost: 15.000020000000003 }]',
      /at most 12 decimals/,
    ],
  ])('%s', async (_, content, message) => {
    expectOneMessage(await tool(nowhere, 'apply', fileWith(content)), message);
  });

  test('200 MB are refused before they are read', async () => {
    const path = fileWith('');
    const file = openSync(path, 'r+');
    ftruncateSync(file, 200 * 1024 * 1024);
    closeSync(file);
    for (const args of [
      ['apply', path],
      ['import', 'litellm', path],
      ['import', 'models.dev', path],
    ]) {
      expectOneMessage(await tool(nowhere, ...args), /larger than 10 MB/);
    }
  });

  test('a file without an end is refused too', async () => {
    expectOneMessage(await tool(nowhere, 'apply', '/dev/zero'), /larger than 10 MB/);
  });

  test('a file that is not there', async () => {
    expectOneMessage(await tool(nowhere, 'diff', '/no/such/file'), /cannot be read/);
  });

  test.each(['litellm', 'openrouter', 'models.dev', 'litellm-prices'])(
    '%s with another format',
    async (kind) => {
      expectOneMessage(await tool(undefined, 'import', kind, fileWith('{"a": 1}')), / is not /);
      expectOneMessage(await tool(undefined, 'import', kind, fileWith('[1, 2')), / is not valid /);
    },
  );

  const kinds = {
    litellm: 'model_list: [{ model_name: a, litellm_params: { model: openai/a } }]',
    openrouter: '{"data": [{"id": "a", "pricing": {}}]}',
    'models.dev': '{"acme": {"models": {}}}',
    'litellm-prices': '{"a": {"litellm_provider": "acme"}}',
  };
  const pairs = Object.keys(kinds).flatMap((kind) =>
    Object.entries(kinds).flatMap(([other, text]) => (other === kind ? [] : [[kind, other, text]])),
  );

  test.each(pairs)('import %s with a file for import %s says so', async (kind, other, text) => {
    const ran = await tool(undefined, 'import', String(kind), fileWith(String(text)));
    expectOneMessage(ran, `import it with "import ${other}"`);
  });

  test('apply with a foreign file says how to import it', async () => {
    expectOneMessage(
      await tool(nowhere, 'apply', fileWith(kinds.openrouter)),
      'import it with "import openrouter"',
    );
    expectOneMessage(
      await tool(undefined, 'import', 'litellm', fileWith('models: []')),
      'apply takes it as it is',
    );
  });

  test.each(['litellm', 'openrouter'])('%s with a web page, nothing and bytes', async (kind) => {
    const page = fileWith('<!DOCTYPE html><html><body>Not found</body></html>');
    expectOneMessage(await tool(undefined, 'import', kind, page), /is a web page/);
    expectOneMessage(await tool(undefined, 'import', kind, fileWith('')), /is not /);
    expectOneMessage(
      await tool(undefined, 'import', kind, fileWith(Buffer.from([0xff, 0]))),
      /not text in UTF-8/,
    );
  });

  test('a foreign file that has a name twice, of which JSON.parse would keep the last', async () => {
    const twice = '{"a": {"litellm_provider": "x"}, "a": {"litellm_provider": "y"}}';
    const ran = await tool(undefined, 'import', 'litellm-prices', fileWith(twice));
    expectOneMessage(ran, /has the name "a" twice/);
  });

  test('a name as long as the file is not repeated whole', async () => {
    const long = fileWith(`models: [{ model_name: ${'a'.repeat(100_000)} }]`);
    const ran = await tool(nowhere, 'apply', long);
    expectOneMessage(ran, 'cannot be taken');
    expect(ran.err.length).toBeLessThan(1000);
  });

  test('with --json the message is JSON', async () => {
    const { err } = await tool(nowhere, 'apply', '--json', fileWith('- a'));
    expect(JSON.parse(err).error.message).toMatch(/not a file of models/);
  });
});

describe('a registry that cannot be asked', () => {
  test('is named when it does not answer', async () => {
    expectOneMessage(await tool(nowhere, 'export'), /No answer from http:\/\/127\.0\.0\.1:9/);
  });

  test.each([
    [{}, /Give --url or set LLM_REGISTRY_URL/],
    [{ url: 'http://127.0.0.1:9', key: '' }, /LLM_REGISTRY_KEY/],
    [{ url: 'http://u:hidden@h', key: 'k' }, /malformed/],
  ])('%o', async (at, message) => {
    const ran = await tool({ url: '', key: '', ...at }, 'export');
    expectOneMessage(ran, message);
    expect(ran.err).not.toContain('hidden');
  });

  test('a misspelt command gets a suggestion', async () => {
    expectOneMessage(await tool(nowhere, 'aply'), /Did you mean apply/);
  });
});
