import { describe, expect, it, vi } from 'vitest';
import { changesOn } from '../../test/support/changes.js';
import { onEveryEngine } from '../../test/support/databases.js';
import { errors } from '../errors.js';

type World = Awaited<ReturnType<typeof changesOn>>;

/** Resolves when that many readers wait for a change. */
async function readersWait(world: World, count: number): Promise<void> {
  while (world.waiting() < count) await new Promise((resolve) => setImmediate(resolve));
}

onEveryEngine((open) => {
  describe('a reader who waits', () => {
    it('is answered at once where something has changed already', async () => {
      const { as } = await changesOn(await open());
      await as('acme').post({ model_name: 'x' });
      const { changes } = await as('acme').page({ after: 1, wait: 60 });
      expect(changes.map(({ name }) => name)).toEqual(['x']);
    });

    it('is answered when something changes', async () => {
      const world = await changesOn(await open());
      const acme = world.as('acme');
      const { cursor } = await acme.snapshot();
      const answer = acme.page({ cursor, wait: 60 });
      await readersWait(world, 1);
      await acme.post({ model_name: 'x' });
      expect((await answer).changes.map(({ name }) => name)).toEqual(['x']);
      expect(world.services.changes.waiting()).toBe(0);
    });

    it('goes on waiting where no model changed, and misses none then', async () => {
      const world = await changesOn(await open());
      const acme = world.as('acme');
      const { cursor, revision } = await acme.snapshot();
      const answer = acme.page({ cursor, wait: 60 });
      await readersWait(world, 1);
      await acme.createProvider({ provider_id: 'mine' });
      await readersWait(world, 1);
      await acme.post({ model_name: 'x', provider_id: 'mine' });
      const page = await answer;
      expect(page.changes.map(({ name }) => name)).toEqual(['x']);
      expect(page.revision).toBe(revision + 2);
    });

    it('gets an empty page when the time is over, with a cursor from which to go on', async () => {
      const { as } = await changesOn(await open());
      const acme = as('acme');
      const { cursor, revision } = await acme.snapshot();
      expect(await acme.page({ cursor, wait: 0.02 })).toEqual({
        revision,
        changes: [],
        cursor,
        has_more: false,
      });
    });

    it('gives the place back when going away', async () => {
      const world = await changesOn(await open());
      const acme = world.as('acme');
      const { cursor } = await acme.snapshot();
      const leaving = new AbortController();
      const answer = acme.page({ cursor, wait: 60, gone: leaving.signal });
      await readersWait(world, 1);
      leaving.abort();
      expect((await answer).changes).toEqual([]);
      expect([world.waiting(), world.services.changes.waiting()]).toEqual([0, 0]);
    });

    it('is answered when the server stops, as is whoever comes then', async () => {
      const world = await changesOn(await open());
      const acme = world.as('acme');
      const { cursor } = await acme.snapshot();
      const answers = [acme.page({ cursor, wait: 60 })];
      await readersWait(world, 1);
      world.services.changes.stop();
      answers.push(acme.page({ cursor, wait: 60 }));
      for (const { changes } of await Promise.all(answers)) expect(changes).toEqual([]);
    });

    it('is not answered whose credential has been revoked meanwhile', async () => {
      const world = await changesOn(await open());
      const acme = world.as('acme');
      const { cursor } = await acme.snapshot();
      const confirm = () => Promise.reject(errors.unauthenticated());
      const answer = acme.page({ cursor, wait: 60, confirm });
      await readersWait(world, 1);
      // Behind the reader's first read, which found nothing.
      await acme.page({ cursor });
      await Promise.all([
        acme.post({ model_name: 'x' }),
        expect(answer).rejects.toEqual(expect.objectContaining({ code: 'unauthenticated' })),
      ]);
    });

    it('is not kept waiting whose credential has been revoked, though no model changed', async () => {
      const world = await changesOn(await open());
      const acme = world.as('acme');
      const { cursor } = await acme.snapshot();
      const confirm = () => Promise.reject(errors.unauthenticated());
      const answer = acme.page({ cursor, wait: 60, confirm });
      await readersWait(world, 1);
      await Promise.all([
        world.services.keys.create(acme.actor, { name: 'another', role: 'viewer' }),
        expect(answer).rejects.toEqual(expect.objectContaining({ code: 'unauthenticated' })),
      ]);
      expect([world.waiting(), world.services.changes.waiting()]).toEqual([0, 0]);
    });

    it('who has gone is neither read for nor asked about', async () => {
      const database = await open();
      const world = await changesOn(database);
      const acme = world.as('acme');
      const { cursor } = await acme.snapshot();
      const seen = await acme.layers();
      const leaving = new AbortController();
      const confirm = vi.fn(async () => {});
      const request = acme.request({ cursor, wait: 60, gone: leaving.signal, confirm });
      const answer = world.services.changes.changes(seen, request);
      await readersWait(world, 1);
      // Behind the reader's first read.
      await acme.page({ cursor });
      let statements = 0;
      database.read.on('query', () => {
        statements += 1;
      });
      leaving.abort();
      await answer;
      await world.services.changes.changes(seen, request);
      expect([statements, confirm.mock.calls.length]).toEqual([0, 0]);
    });

    it('reads together with all who wait at the same place', async () => {
      const database = await open();
      const world = await changesOn(database);
      const acme = world.as('acme');
      const { cursor } = await acme.snapshot();
      const answers = Array.from({ length: 100 }, () => acme.page({ cursor, wait: 60 }));
      await readersWait(world, 100);
      let stamps = 0;
      database.read.on('query', ({ sql }: { sql: string }) => {
        // The one statement of a page that looks for own models by stamp.
        if (/order by .revision. asc, .name./.test(sql)) stamps += 1;
      });
      await acme.post({ model_name: 'x' });
      for (const { changes } of await Promise.all(answers)) expect(changes).toHaveLength(1);
      // Once, where all rise before the first has read; a busy machine may have some rise later.
      expect(stamps).toBeGreaterThan(0);
      expect(stamps).toBeLessThan(10);
    });
  });
});
