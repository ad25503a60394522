import { expect, it } from 'vitest';
import { layersWith } from '../../test/support/layers.js';
import { listTag } from './list-tag.js';

const layers = layersWith();

it('is weak, and the same for what reads the same', () => {
  expect(listTag('openai', layers)).toMatch(/^W\/"[\w-]+"$/);
  expect(listTag('openai', layersWith())).toBe(listTag('openai', layers));
});

it.each([
  ['another list', 'litellm', layers],
  ['another revision', 'openai', layersWith({ revision: layers.revision + 1 })],
  ['another catalog', 'openai', layersWith({ shipped: 'c:other' })],
  ['another organization', 'openai', layersWith({ organization: 'other' })],
  ['other models that are seen', 'openai', layersWith({ catalogVisibility: 'base_only' })],
  ['less that is seen of providers', 'openai', layersWith({ providerDetail: 'named' })],
])('is another one for %s', (_, list, others) => {
  expect(listTag(list, others)).not.toBe(listTag('openai', layers));
});
