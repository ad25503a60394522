import { expect, it } from 'vitest';
import { errors } from '../errors.js';
import { asCallersRead } from './openai-error.js';
import { problemOf } from './problems.js';

const notFound = problemOf(errors.modelNotFound('gpt-9'), 'r1');

it('a problem below OpenAI’s routes has what clients of OpenAI’s API look for', () => {
  expect(asCallersRead('/compat/openai/v1/models/gpt-9', notFound)).toEqual({
    ...notFound,
    error: {
      message: notFound.detail,
      type: 'invalid_request_error',
      param: 'model',
      code: 'model_not_found',
    },
  });
});

it.each([
  [errors.unauthenticated('No credential was sent.'), 'authentication_error'],
  [errors.rateLimited(3), 'rate_limit_error'],
  [errors.databaseUnavailable(), 'server_error'],
])('%s is of type %s', (error, type) => {
  const { error: shown } = asCallersRead('/compat/openai/v1/models', problemOf(error, 'r1'));
  expect(shown).toMatchObject({ type, param: null, code: error.code });
});

it('a problem elsewhere is the problem alone', () => {
  expect(asCallersRead('/api/models/gpt-9', notFound)).toBe(notFound);
  expect(asCallersRead('/compat/openai-like', notFound)).toBe(notFound);
});
