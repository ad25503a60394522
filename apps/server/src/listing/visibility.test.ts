import { describe, expect, it } from 'vitest';
import { onEveryEngine } from '../../test/support/databases.js';
import { listingOn, queryOf } from '../../test/support/listings.js';
import { builtInModel, ownModel } from '../../test/support/model-rows.js';

const baseOnly = { catalogVisibility: 'base_only' } as const;

const names = (models: readonly { model_name: string }[]) => models.map((model) => model.model_name);

onEveryEngine((open) => {
  /** Own models `own/0` to `own/2` and a shadow, shipped ones `a` and `z` around them. */
  async function approving() {
    const all = await listingOn(await open(), {
      own: [0, 1, 2]
        .map((each) => ownModel({ model_name: `own/${each}` }))
        .concat(ownModel({ model_name: 'z' })),
      shipped: ['a', 'own/1b', 'z'].map((model_name) => builtInModel({ model_name })),
      retired: [builtInModel({ model_name: 'old' })],
    });
    return { all, approved: all.seeing(baseOnly) };
  }

  describe('where shipped models serve as bases only', () => {
    it('lists, counts and summaries have the organization’s own', async () => {
      const { all, approved } = await approving();
      const own = ['own/0', 'own/1', 'own/2', 'z'];
      const page = await approved.page();
      expect([names(page.results), page.count]).toEqual([own, 4]);
      const array = await approved.array();
      expect([names(array.models), array.headers]).toEqual([own, { 'X-Total-Count': '4' }]);
      expect(names((await approved.array({ all: true })).models)).toEqual(own);
      expect(await approved.summary()).toEqual({ total_count: 4, global_count: 0, custom_count: 4 });
      expect(await all.summary()).toEqual({ total_count: 6, global_count: 2, custom_count: 4 });
    });

    it('filters find and count among these, and a shipped kind finds nothing', async () => {
      const { all, approved } = await approving();
      const filters = { model_name: { operator: 'contains' as const, value: ['1'] } };
      expect(names((await all.filter(filters)).results)).toEqual(['own/1', 'own/1b']);
      expect(names((await approved.filter(filters)).results)).toEqual(['own/1']);
      expect(await approved.summary(filters)).toEqual({ total_count: 1, global_count: 0, custom_count: 1 });
      const shipped = { source: { value: ['hardcoded'] } };
      expect(await approved.filter(shipped)).toMatchObject({ count: 0, results: [] });
    });

    it('a page by number is not remembered for a list with shipped models', async () => {
      const { all, approved } = await approving();
      const second = { page: 2, page_size: 2 };
      await all.page({ page_size: 2 });
      await approved.page({ page_size: 2 });
      expect(names((await all.page(second)).results)).toEqual(['own/1', 'own/1b']);
      expect(names((await approved.page(second)).results)).toEqual(['own/2', 'z']);
    });

    it('a cursor from before leads on among the organization’s own', async () => {
      const { all, approved } = await approving();
      const { next } = await all.page({ page_size: 1 });
      const on = await approved.page(queryOf(next ?? ''));
      expect(names(on.results)).toEqual(['own/0']);
    });

    it('the public catalog is what it was', async () => {
      const { approved } = await approving();
      expect(names(await approved.publicModels(true))).toEqual(['a', 'own/1b', 'z']);
    });
  });
});
