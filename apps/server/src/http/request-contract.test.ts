import { describe, expect, it } from 'vitest';
import { loadContract } from './document.js';
import { requestsOf } from './request-contract.js';

const contract = loadContract();
const requests = requestsOf(contract);

/** Every reference in a document, as it is written. */
const referencesIn = (document: object): string[] =>
  [...JSON.stringify(document).matchAll(/"(#\/[^"]+)"/g)].map(([, reference = '']) => reference);

describe('what requests are checked by', () => {
  it('has every operation, with its parameters and the schema of its body', () => {
    expect(Object.keys(requests.paths)).toEqual(Object.keys(contract.paths));
    const { upsertModel } = Object.fromEntries(
      Object.values(requests.paths)
        .flatMap((item) => Object.values(item))
        .map((operation) => [operation.operationId, operation]),
    );
    expect(upsertModel?.requestBody?.content['application/json']?.schema).toEqual({
      $ref: '#/components/schemas/ModelUpsert',
    });
  });

  it('has all that it refers to', () => {
    const missing = referencesIn(requests).filter((reference) => {
      const [, ...names] = reference.split('/');
      return names.reduce<unknown>((at, name) => Object(at)[name], requests) === undefined;
    });
    expect(missing).toEqual([]);
  });

  it('has schemas that only others refer to, and none that only answers have', () => {
    const schema = { type: 'object', properties: {} };
    const referring = (name: string) => ({
      ...schema,
      properties: { inner: { $ref: `#/components/schemas/${name}` } },
    });
    const content = { 'application/json': { schema: { $ref: '#/components/schemas/Outer' } } };
    const { components } = requestsOf({
      ...contract,
      paths: {
        '/a': {
          put: {
            operationId: 'upsertModel',
            requestBody: { content },
            responses: {
              200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Answer' } } } },
            },
          },
        },
      },
      components: { schemas: { Outer: referring('Inner'), Inner: referring('Outer'), Answer: schema } },
    });
    expect(Object.keys(components.schemas)).toEqual(['Outer', 'Inner']);
  });
});
