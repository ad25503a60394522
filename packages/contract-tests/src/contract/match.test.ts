import { describe, expect, test } from 'vitest';
import { operationOf } from './match.js';

describe('the operation that a request means', () => {
  test.each([
    ['GET', '/api/models/openai/gpt-4o-mini', 'getModel'],
    ['GET', '/api/models/openai%2Fgpt-4o-mini/', 'getModel'],
    ['HEAD', '/api/models?page=2', 'listModels'],
    ['GET', '/api/models/', 'listModels'],
    ['GET', '/api/models/list', 'listModelsPage'],
    ['GET', '/api/models/listing', 'getModel'],
    ['POST', '/api/models/summary/?x', 'filterModelsSummary'],
    ['DELETE', '/api/keys/abc', 'deleteKey'],
    ['GET', '/compat/openai/v1/models/openai/gpt-4o-mini', 'getOpenaiModel'],
    ['GET', '/compat/openai/v1/models/', 'listOpenaiModels'],
    ['GET', '/healthz', 'health'],
  ])('%s %s is %s', (method, target, id) => {
    expect(operationOf(method, target)?.id).toBe(id);
  });

  test.each([
    ['PUT', '/api/models/list'],
    ['GET', '/api/keys/abc'],
    ['GET', '/api/providers/a/b'],
    ['GET', '/api/definitions'],
    ['GET', '/nothing'],
  ])('%s %s is none', (method, target) => {
    expect(operationOf(method, target)).toBeUndefined();
  });
});
