import { expect, it } from 'vitest';
import { smallCatalog } from '../../test/support/catalog.js';
import { onEveryEngine } from '../../test/support/databases.js';
import { newKeyring } from '../../test/support/providers.js';
import { parseJson } from '../answers/json-text.js';
import { unconditional } from '../answers/tag.js';
import { loadCatalog } from '../catalog/load.js';
import { shippedProviderRow } from '../providers/row.js';
import { createServices } from '../services.js';

const actor = { organization: 'acme', principal: 'key:test' };

onEveryEngine((open) => {
  it('a model shows its provider as one that was written at the same moment left it', async () => {
    const database = await open();
    const clock = () => new Date();
    await loadCatalog(smallCatalog(), { database, clock, shippedProviderRow });
    const { models, providers, lease } = createServices({ database, keyring: newKeyring(), clock });
    await providers.create(actor, { provider_id: 'mine', provider_name: 'before' });
    for (const model_name of ['x', 'y'])
      await models.upsert(actor, { model_name, provider_id: 'mine' }, unconditional, false);

    const patch = (name: string) => models.update(actor, name, { input_cost: 1 }, unconditional);
    const [before, , after] = await Promise.all([
      patch('x'),
      providers.update(actor, 'mine', { provider_name: 'after' }, unconditional),
      patch('y'),
    ]);
    expect(parseJson(before.value.text).provider?.provider_name).toBe('before');
    expect(parseJson(after.value.text).provider?.provider_name).toBe('after');
    lease.close();
  });
});
