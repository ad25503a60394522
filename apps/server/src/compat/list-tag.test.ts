import { describe, expect, it } from 'vitest';
import { onEveryEngine } from '../../test/support/databases.js';
import { layersWith } from '../../test/support/layers.js';
import { renewHistory } from '../revisions/history.js';
import { listTag } from './list-tag.js';

const layers = layersWith();

onEveryEngine((open) => {
  describe('the tag of a list', () => {
    it('is weak, and the same for what reads the same', async () => {
      const { read } = await open();
      expect(await listTag(read, 'openai', layers)).toMatch(/^W\/"[\w-]+"$/);
      expect(await listTag(read, 'openai', layersWith())).toBe(await listTag(read, 'openai', layers));
    });

    it.each([
      ['another list', 'litellm', layers],
      ['another revision', 'openai', layersWith({ revision: layers.revision + 1 })],
      ['another catalog', 'openai', layersWith({ shipped: 'c:other' })],
      ['another organization', 'openai', layersWith({ organization: 'other' })],
      ['other models that are seen', 'openai', layersWith({ catalogVisibility: 'base_only' })],
      ['less that is seen of providers', 'openai', layersWith({ providerDetail: 'named' })],
    ])('is another one for %s', async (_, list, others) => {
      const { read } = await open();
      expect(await listTag(read, list, others)).not.toBe(await listTag(read, 'openai', layers));
    });

    it('is another one for a database that was restored', async () => {
      const { read, write } = await open();
      const before = await listTag(read, 'openai', layers);
      await renewHistory(write);
      expect(await listTag(read, 'openai', layers)).not.toBe(before);
    });
  });
});
