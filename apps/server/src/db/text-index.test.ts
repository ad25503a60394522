import { describe, expect, it } from 'vitest';
import { onEveryEngine } from '../../test/support/databases.js';
import { builtInModel, rowIn } from '../../test/support/model-rows.js';
import { anywhere, filled, found, row } from '../../test/support/text-index.js';

onEveryEngine((open) => {
  describe('the index of texts', () => {
    it('leads to the models that have a piece in a text, folded or as it was written', async () => {
      const database = await filled(await open(), row('acme/Turbo'), row('acme/turbot'), row('acme/other'));
      expect(await found(database, anywhere('turbo'))).toEqual(['acme/Turbo', 'acme/turbot']);
      expect(await found(database, anywhere('Turbo'))).toEqual(['acme/Turbo']);
      expect(await found(database, { text: 'turbo', at: 'end' })).toEqual(['acme/Turbo']);
      expect(await found(database, { text: 'acme/turbo', at: 'whole' })).toEqual(['acme/Turbo']);
      expect(await found(database, anywhere('absent'))).toEqual([]);
    });

    it('keeps the texts of a model apart', async () => {
      const facts = { base_model_name: 'shipped-base', upstream_model: 'deployed', provider_id: 'openai' };
      const database = await filled(
        await open(),
        row('ours', { ...facts, display_name: 'Shown' }),
        row('alike'),
      );
      expect(await found(database, anywhere('shipped'), 'base_name')).toEqual(['ours']);
      expect(await found(database, anywhere('deploy'), 'upstream_model')).toEqual(['ours']);
      expect(await found(database, anywhere('openai'), 'provider_id')).toEqual(['ours']);
      expect(await found(database, anywhere('shown'), 'display_name')).toEqual(['ours']);
      expect(await found(database, anywhere('ours'), 'display_name')).toEqual([]);
      expect(await found(database, anywhere('alike'), 'display_name')).toEqual(['alike']);
      expect(await found(database, anywhere('openai'))).toEqual([]);
    });

    it('keeps layers apart, so that nobody reads past the models of others', async () => {
      const database = await filled(await open(), row('acme/bot'), row('acme/bot-2', {}, 'o:other'));
      await database.write('model').insert(rowIn('c:1', builtInModel({ model_name: 'acme/bot-3' })));
      expect(await found(database, anywhere('acme'))).toEqual(['acme/bot']);
      expect(await found(database, anywhere('acme'), 'name', 'o:other')).toEqual(['acme/bot-2']);
      expect(await found(database, anywhere('acme'), 'name', 'o:nobody')).toEqual([]);
    });
  });
});
