import { describe, expect, it } from 'vitest';
import { canonicalUrl } from './model-name-path.js';

describe('the URL under which the contract knows a request', () => {
  it.each([
    ['/api/models/openai/gpt-4o-mini', '/api/models/openai%2Fgpt-4o-mini'],
    ['/api/models/openai%2Fgpt-4o-mini', '/api/models/openai%2Fgpt-4o-mini'],
    ['/api/models/openai/gpt-4o-mini/', '/api/models/openai%2Fgpt-4o-mini'],
    ['/api/definitions/a/b/c?x=/', '/api/definitions/a%2Fb%2Fc?x=/'],
    ['/api/explanations/a/b', '/api/explanations/a%2Fb'],
    ['/compat/openai/v1/models/a/b', '/compat/openai/v1/models/a%2Fb'],
    ['/compat/openai/v1/models/', '/compat/openai/v1/models'],
    ['/api/models/', '/api/models'],
    ['/api/models/?page=2', '/api/models?page=2'],
    ['/api/models/list/', '/api/models/list'],
    ['/api/models/%E2%9C%93%25', '/api/models/%E2%9C%93%25'],
    ['/', '/'],
  ])('of %s is %s', (url, canonical) => {
    expect(canonicalUrl(url)).toBe(canonical);
  });

  it('drops one slash only: an empty segment is no name', () => {
    expect(canonicalUrl('/api/models/foo//')).toBe('/api/models/foo%2F');
  });
});
