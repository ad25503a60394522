import { describe, expect, it } from 'vitest';
import { loadContract } from './document.js';
import { createRouter } from './routes.js';

const match = createRouter(loadContract());

function operationOf(method: string, path: string) {
  const found = match(method, path);
  return found.kind === 'operation' ? [found.operationId, found.path] : found;
}

describe('matching a request to an operation', () => {
  it('takes the last segment as the name, decoded', () => {
    expect(operationOf('GET', '/api/models/openai%2Fgpt-4o')).toEqual([
      'getModel',
      { model_name: 'openai/gpt-4o' },
    ]);
    expect(operationOf('DELETE', '/api/keys/abc')).toEqual(['deleteKey', { key_id: 'abc' }]);
  });

  it('prefers fixed paths, so that reserved names are never models', () => {
    expect(operationOf('GET', '/api/models/list')).toEqual(['listModelsPage', {}]);
    expect(operationOf('PUT', '/api/models/list')).toEqual({
      kind: 'wrong method',
      allow: ['GET', 'POST', 'HEAD'],
    });
  });

  it('answers HEAD wherever GET is', () => {
    expect(operationOf('HEAD', '/api/models')).toEqual(['listModels', {}]);
    expect(operationOf('HEAD', '/api/lookup')).toEqual({ kind: 'wrong method', allow: ['POST'] });
  });

  it.each(['/api', '/api/models/', '/api/providers/a/b', '/api/MODELS', '//'])('knows no %s', (path) => {
    expect(match('GET', path)).toEqual({ kind: 'no route' });
  });
});
