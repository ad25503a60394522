import { describe, expect, it } from 'vitest';
import { onEveryEngine } from '../../test/support/databases.js';
import { changesOf, writable } from '../../test/support/organizations.js';
import { parseJson } from '../answers/json-text.js';
import { type Precondition, unconditional } from '../answers/tag.js';
import { layersOf } from '../revisions/layers.js';
import { createOrganizationService } from './service.js';

const actor = { organization: 'acme', principal: 'key:test' };

onEveryEngine((open) => {
  async function organizations() {
    const deps = await writable(await open());
    const { database } = deps;
    const service = createOrganizationService(deps);
    const get = async (organization = 'acme') => service.get(await layersOf(database.read, organization));
    return {
      ...deps,
      get,
      settings: async (organization?: string) => parseJson((await get(organization)).text),
      revision: async () => (await layersOf(database.read, 'acme')).revision,
      async patch(body: Parameters<typeof service.update>[1], precondition: Precondition = unconditional) {
        const { value, revision } = await service.update(actor, body, precondition);
        return { settings: parseJson(value.text), tag: value.tag, revision };
      },
    };
  }

  const listed = { organization: 'acme', catalog_visibility: 'listed' };
  const baseOnly = { organization: 'acme', catalog_visibility: 'base_only' };

  describe('settings', () => {
    it('are the defaults where nothing was written', async () => {
      expect(await (await organizations()).settings()).toEqual(listed);
    });

    it('are the organization’s own', async () => {
      const { settings, patch } = await organizations();
      expect(await patch({ catalog_visibility: 'base_only' })).toMatchObject({
        settings: baseOnly,
        revision: 1,
      });
      expect(await settings()).toEqual(baseOnly);
      expect(await settings('other')).toEqual({ organization: 'other', catalog_visibility: 'listed' });
    });

    it('go back to their default by null', async () => {
      const { patch } = await organizations();
      await patch({ catalog_visibility: 'base_only' });
      expect(await patch({ catalog_visibility: null })).toMatchObject({ settings: listed, revision: 2 });
    });

    it('stay as they are by a patch that says nothing new, which commits nothing', async () => {
      const { database, patch } = await organizations();
      expect(await patch({ catalog_visibility: null })).toMatchObject({ settings: listed, revision: 0 });
      await patch({ catalog_visibility: 'base_only' });
      for (const body of [{}, { catalog_visibility: 'base_only' as const }]) {
        expect(await patch(body)).toMatchObject({ settings: baseOnly, revision: 1 });
      }
      expect(await changesOf(database, 'acme')).toHaveLength(1);
    });

    it('leave what else is known of the organization alone', async () => {
      const { database, commit, patch } = await organizations();
      const change = { operation: 'test', kind: 'model' as const, name: 'm', stored: null };
      await commit(actor, async () => ({ value: null, change, counts: { own: 3, hidden: 1 } }));
      await patch({ catalog_visibility: 'base_only' });
      expect(await database.read('organization').where('id', 'acme')).toMatchObject([
        { own_count: 3, hidden_count: 1, revision: 2, catalog: 'c:empty', catalog_visibility: 'base_only' },
      ]);
    });
  });

  describe('a change', () => {
    it('is in the change log as it is answered', async () => {
      const { database, patch } = await organizations();
      await patch({ catalog_visibility: 'base_only' });
      expect(await changesOf(database, 'acme')).toMatchObject([
        {
          operation: 'updateOrganization',
          kind: 'organization',
          name: 'acme',
          principal: 'key:test',
          stored: JSON.stringify(baseOnly),
        },
      ]);
    });

    it('happens only if the settings are the ones that the precondition names', async () => {
      const { get, patch, settings, revision } = await organizations();
      const { tag } = await get();
      const isStill: Precondition = (current) => current === tag;
      const changed = await patch({ catalog_visibility: 'base_only' }, isStill);
      expect(changed.tag).not.toBe(tag);
      expect(changed.tag).toBe((await get()).tag);
      await expect(patch({ catalog_visibility: 'listed' }, isStill)).rejects.toMatchObject({
        code: 'precondition_failed',
      });
      await expect(patch({}, isStill)).rejects.toMatchObject({ code: 'precondition_failed' });
      expect([await settings(), await revision()]).toEqual([baseOnly, 1]);
    });
  });
});
