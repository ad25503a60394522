import type { Request, Response } from 'express';
import { describe, expect, test } from 'vitest';
import { createIntegerCheck } from './integers.js';

const check = createIntegerCheck({
  components: {
    schemas: {},
    parameters: {
      Page: { name: 'page', in: 'query', schema: { type: 'integer' } },
      MinRevision: { name: 'Registry-Min-Revision', in: 'header', schema: { type: 'integer' } },
      SortBy: { name: 'sort_by', in: 'query', schema: { type: 'string' } },
    },
  },
});

function checked(query: object, headers: object = {}): void {
  // What the check looks at of a request.
  check({ query, headers } as Request, {} as Response, () => {});
}

describe('an integer in a query or a header', () => {
  test.each(['0x10', '1e3', '1.0', ' 1', '+1', '', 'one'])('is not written %j', (text) => {
    expect(() => checked({ page: text })).toThrow(/invalid_request/);
    expect(() => checked({}, { 'registry-min-revision': text })).toThrow(/invalid_request/);
  });

  test("is written in digits, and its range is the validator's business", () => {
    for (const text of ['1', '007', '-1', '9007199254740992']) checked({ page: text });
  });

  test('is pointed at where it stands', () => {
    const errors = [{ pointer: '/headers/registry-min-revision', detail: expect.any(String) }];
    expect(() => checked({}, { 'registry-min-revision': 'x' })).toThrow(expect.objectContaining({ errors }));
  });

  test('leaves other parameters alone', () => {
    checked({ sort_by: '0x10', other: '1e3' });
  });
});
