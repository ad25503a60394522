import { describe, expect, it } from 'vitest';
import { onEveryEngine } from '../../test/support/databases.js';
import { modelsOf } from '../../test/support/models.js';
import { layersOf } from '../revisions/layers.js';

const mini = 'openai/gpt-4o-mini';
const notFound = { code: 'model_not_found' };

onEveryEngine((open) => {
  /** An organization for which shipped models serve as bases only. */
  async function approving() {
    const { as } = await modelsOf(await open());
    const models = as('acme');
    await models.show('base_only');
    return models;
  }

  describe('where shipped models serve as bases only', () => {
    it('none is read by its name or its alias, nor explained', async () => {
      const models = await approving();
      for (const name of [mini, 'gpt-4o-mini', 'nobody']) {
        await expect(models.get(name)).rejects.toMatchObject(notFound);
        await expect(models.explain(name)).rejects.toMatchObject(notFound);
        await expect(models.definition(name)).rejects.toMatchObject(notFound);
      }
      await expect(models.get(mini)).rejects.toMatchObject({
        detail: expect.stringContaining('catalog_visibility'),
      });
    });

    it('a lookup of one means nothing', async () => {
      const models = await approving();
      await models.post({ model_name: 'bot', base_model_name: mini });
      expect(await models.lookup(['bot', mini, 'gpt-4o-mini'])).toMatchObject({
        bot: { model_name: 'bot' },
        [mini]: null,
        'gpt-4o-mini': null,
      });
    });

    it('own models inherit from them, given by name or alias, and are explained down to them', async () => {
      const models = await approving();
      expect(await models.post({ model_name: 'bot', base_model_name: 'gpt-4o-mini' })).toMatchObject({
        base_model_name: mini,
        input_cost: 0.15,
        provider: { provider_id: 'openai' },
      });
      const { chain, fields } = await models.explain('bot');
      expect(chain).toEqual(['bot', mini]);
      expect(fields['input_cost']).toEqual({ value: 0.15, from: 'shipped', model_name: mini });
    });

    it('an own one of the same name is read by it, and by the shipped alias', async () => {
      const models = await approving();
      expect(await models.post({ model_name: mini, input_cost: 1 })).toMatchObject({ base_model_name: mini });
      expect(await models.get('gpt-4o-mini')).toMatchObject({ model_name: mini, input_cost: 1 });
      expect(await models.lookup(['gpt-4o-mini'])).toMatchObject({
        'gpt-4o-mini': { model_name: mini, source: 'db' },
      });
      await models.remove(mini);
      await expect(models.get('gpt-4o-mini')).rejects.toMatchObject(notFound);
    });

    it('a write of one says what to do, as elsewhere', async () => {
      const models = await approving();
      const readOnly = { code: 'catalog_read_only' };
      for (const name of [mini, 'gpt-4o-mini']) {
        await expect(models.put(name, {})).rejects.toMatchObject(readOnly);
        await expect(models.patch(name, {})).rejects.toMatchObject(readOnly);
        await expect(models.remove(name)).rejects.toMatchObject(readOnly);
      }
    });

    it('a condition on one is a condition on nothing', async () => {
      const models = await approving();
      const isThere = (current: string | null) => current !== null;
      const isMissing = (current: string | null) => current === null;
      const failed = { code: 'precondition_failed' };
      await expect(models.post({ model_name: mini }, isThere)).rejects.toMatchObject(failed);
      expect(await models.post({ model_name: mini }, isMissing)).toMatchObject({ source: 'db' });
    });

    it('other organizations see what they saw', async () => {
      const { as } = await modelsOf(await open());
      await as('acme').show('base_only');
      expect((await as('other').get('gpt-4o-mini')).model_name).toBe(mini);
    });

    it('they are read again once they are listed again', async () => {
      const models = await approving();
      await models.show('listed');
      expect((await models.get('gpt-4o-mini')).model_name).toBe(mini);
    });
  });

  it('whoever asks as if they were listed reads them: the layers say what is seen', async () => {
    const database = await open();
    const { as, service } = await modelsOf(database);
    await as('acme').show('base_only');
    const layers = await layersOf(database.read, 'acme');
    await expect(service.get(layers, mini)).rejects.toMatchObject(notFound);
    const { text } = await service.get({ ...layers, catalogVisibility: 'listed' }, mini);
    expect(JSON.parse(text)).toMatchObject({ model_name: mini });
  });
});
