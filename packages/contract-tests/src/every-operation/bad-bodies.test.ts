import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { idsOf, operations } from '../contract/operations.js';
import { sample } from '../requests/samples.js';
import { openWorkspace } from '../target/workspace.js';

const { admin } = await openWorkspace();
const taking = operations.filter(({ request }) => request.size > 0);

/** A member whose text makes the body one byte larger than a megabyte. */
const tooLarge = Buffer.from(JSON.stringify({ padding: 'x'.repeat(1_000_000 - 13) }));

function withBytes(
  id: string,
  bytes: string | Buffer,
  type = 'application/json',
  more: Record<string, string> = {},
) {
  const { body: _, ...request } = sample(id);
  return admin.send({ ...request, bytes, headers: { 'content-type': type, ...more } });
}

/** Ten times as much as a body may be, in a few kilobytes. */
const emptyText = Buffer.alloc(10_000_000, ' ');

/** The encodings that are taken. */
const packed = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync };

describe.each(idsOf(taking))('%s', (id) => {
  test('413 for more than a megabyte', async () => {
    expect(tooLarge.length).toBe(1_000_001);
    const answer = await withBytes(id, tooLarge);
    expect(answer.json).toMatchObject({ status: 413, code: 'payload_too_large' });
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', ''])(
    '415 for "%s"',
    async (type) => {
      expect((await withBytes(id, '{}', type)).json).toMatchObject({ code: 'unsupported_media_type' });
    },
  );

  test('415 for another character set', async () => {
    const answer = await withBytes(id, Buffer.from('{}', 'latin1'), 'application/json; charset=latin1');
    expect(answer.status).toBe(415);
  });

  test('400 without a body', async () => {
    const { body: _, ...request } = sample(id);
    const answer = await admin.send({ ...request, headers: { 'content-type': 'application/json' } });
    expect(answer.json).toMatchObject({ code: 'invalid_body' });
  });

  test.each(['', '{', '{"a":1,}', "{'a':1}", '{"a":NaN}', '{"a":01}', '\u0000'])(
    '400 for %j, which is not JSON',
    async (text) => {
      expect((await withBytes(id, text)).json).toMatchObject({ status: 400, code: 'invalid_body' });
    },
  );

  test.each(['null', '1', '"text"', 'true', '[]', '[{}]'])('400 for %s, which is no object', async (text) => {
    expect((await withBytes(id, text)).status).toBe(400);
  });

  test('400 for what is not UTF-8', async () => {
    const answer = await withBytes(id, Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]));
    expect(answer.json).toMatchObject({ status: 400, code: 'invalid_body' });
  });

  test('400 for U+0000 and for half of a surrogate pair, in names and in values', async () => {
    for (const text of ['{"x":"a\\u0000"}', '{"a\\u0000":1}', '{"x":"\\ud800"}', '{"x":{"\\udc00":[]}}']) {
      const answer = await withBytes(id, text);
      expect(answer.json, text).toMatchObject({ status: 400, code: 'invalid_request' });
    }
  });

  test('400 for nesting that nothing needs', async () => {
    const deep = `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`;
    expect((await withBytes(id, deep)).status).toBe(400);
  });

  test.each(['__proto__', 'constructor', 'prototype', 'toString'])(
    '400 with a pointer for the member %s, which is one like any other',
    async (name) => {
      const { body } = sample(id);
      const text = JSON.stringify(body).replace(
        '{',
        `{"${name}":{"polluted":1}${Object.keys(Object(body)).length > 0 ? ',' : ''}`,
      );
      const answer = await withBytes(id, text);
      expect(answer.json).toMatchObject({ code: 'invalid_request', errors: [{ pointer: `/body/${name}` }] });
    },
  );

  test.each(Object.entries(packed))(
    '413 for a little %s that unpacks to more than a megabyte',
    async (encoding, pack) => {
      const bomb = pack(emptyText);
      expect(bomb.length).toBeLessThan(100_000);
      const answer = await withBytes(id, bomb, 'application/json', { 'content-encoding': encoding });
      expect(answer.json).toMatchObject({ status: 413, code: 'payload_too_large' });
    },
  );

  test.each(Object.entries(packed))('400 for half of a body in %s', async (encoding, pack) => {
    const whole = pack(Buffer.from(JSON.stringify(sample(id).body)));
    const half = whole.subarray(0, whole.length / 2);
    const answer = await withBytes(id, half, 'application/json', { 'content-encoding': encoding });
    expect(answer.json).toMatchObject({ status: 400, code: 'invalid_body' });
  });

  test.each(['gzip, gzip', 'zstd', 'compress', '../gzip'])(
    '415 for the content encoding "%s"',
    async (encoding) => {
      const answer = await withBytes(id, gzipSync('{}'), 'application/json', {
        'content-encoding': encoding,
      });
      expect(answer.json).toMatchObject({ status: 415, code: 'unsupported_media_type' });
    },
  );

  test('400 with a pointer for a member that is none of its fields', async () => {
    const { body, ...request } = sample(id);
    // Every sample of these operations has an object for a body.
    const answer = await admin.send({ ...request, body: { ...(body as object), 'no/such~field': 1 } });
    expect(answer.json).toMatchObject({
      code: 'invalid_request',
      errors: [{ pointer: '/body/no~1such~0field' }],
    });
  });
});
