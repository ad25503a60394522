import { describe, expect, test } from 'vitest';
import { isJson } from '../contract/document.js';
import { examples } from '../contract/examples.js';
import { errorCodes, operations } from '../contract/operations.js';
import { faultsBy } from '../contract/schemas.js';

describe('an example of the contract', () => {
  test.each(examples.map(({ where, ...rest }) => [where, rest] as const))(
    '%s fits its schema',
    (_, example) => {
      expect(faultsBy(example.schema, example.value)).toEqual([]);
    },
  );

  const problems = examples.filter(({ value }) => isJson(value) && 'request_id' in value);

  test.each(problems.map(({ where, value }) => [where, value] as const))('%s is of the table', (_, value) => {
    const code = isJson(value) ? String(value['code']) : '';
    expect(value).toMatchObject({ ...errorCodes.get(code), type: `/docs/errors/${code}` });
  });
});

describe('there is an example of each body', () => {
  test.each(operations.map((operation) => [operation.id, operation] as const))('%s', (_, operation) => {
    const bodies = [operation.request, ...[...operation.answers.values()].map(({ content }) => content)];
    const without = bodies
      .flatMap((content) => [...content.values()])
      .filter((media) => media.examples.size === 0);
    expect(without).toEqual([]);
  });
});
