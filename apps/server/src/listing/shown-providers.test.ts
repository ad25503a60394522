import { expect, it } from 'vitest';
import { onEveryEngine } from '../../test/support/databases.js';
import { layersWith } from '../../test/support/layers.js';
import { listingOn } from '../../test/support/listings.js';
import { ownModel } from '../../test/support/model-rows.js';
import { counted } from '../../test/support/statements.js';
import type { Database } from '../db/connect.js';
import { createLease } from '../revisions/lease.js';
import { listingLimits } from './limits.js';
import { listOf } from './list.js';
import { createPlanner } from './planning.js';
import { openReading, readStretch, stretchOf } from './reading.js';
import { createShownProviders } from './shown-providers.js';

const layers = layersWith();
const own = { layer: layers.own, provider_id: 'mine' };

async function stocked(open: () => Promise<Database>) {
  const database = await open();
  const calls = await listingOn(database, {
    own: [ownModel({ model_name: 'bot', provider_id: 'mine' })],
    ownProviders: ['mine'],
    shippedProviders: ['mine', 'openai'],
  });
  const lease = createLease(database.foreignCommits);
  return { database, lease, calls, providersOf: createShownProviders(database, lease) };
}

/** A change of a model and its provider, as whoever commits it makes it: with the next revision of the organization. */
async function changeProvider({ write }: Database): Promise<void> {
  await write.transaction(async (tx) => {
    await tx('model').where({ layer: layers.own }).update({ answer: '{"display_name":"changed"}' });
    await tx('provider').where(own).update({ answer: '{"provider_name":"changed"}' });
    await tx('organization').where({ id: layers.organization }).increment('revision');
  });
}

onEveryEngine((open) => {
  it('the own provider of an id is shown before the shipped one, and none where there is none', async () => {
    const { providersOf } = await stocked(open);
    const { byId, revision } = await providersOf(layers, new Set(['mine', 'openai', 'none']), 1);
    expect(revision).toBe(1);
    expect(byId.get('mine')?.answer).toContain('o:acme');
    expect(byId.get('openai')?.answer).toContain('c:test');
    expect(byId.get('none')).toBeNull();
  });

  it('providers of the revision that is wanted are read once, those of another one anew', async () => {
    const { database, providersOf } = await stocked(open);
    const ids = new Set(['mine']);
    // The lease may have to begin first.
    await expect
      .poll(async () => {
        const statements = counted(database);
        await providersOf(layers, ids, 1);
        return statements();
      })
      .toBe(0);
    await changeProvider(database);
    const { byId, revision } = await providersOf(layers, ids, 2);
    expect([revision, byId.get('mine')?.answer]).toEqual([2, '{"provider_name":"changed"}']);
  });

  it('a page shows models and providers of one moment, whatever is committed between the two reads', async () => {
    const { database, providersOf } = await stocked(open);
    let isChanged = false;
    const reading = await openReading(
      {
        database,
        limits: listingLimits,
        countsKept: async () => ({ own: 1, shipped: 0, hidden: 0 }),
        planOf: createPlanner(database, listingLimits),
        async providersOf(...asked) {
          if (!isChanged) await changeProvider(database);
          isChanged = true;
          return providersOf(...asked);
        },
      },
      listOf(layers, undefined, undefined),
    );
    const rows = await readStretch(reading, stretchOf(reading, null), 10);
    expect(rows).toMatchObject([
      { answer: '{"display_name":"changed"}', provider: { answer: '{"provider_name":"changed"}' } },
    ]);
  });
});
