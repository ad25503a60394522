import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { onEveryEngine, onlyOn, openAgain } from '../../test/support/databases.js';
import { writable } from '../../test/support/organizations.js';
import { counted } from '../../test/support/statements.js';
import type { ForeignCommits } from '../db/foreign-commits.js';
import { createCommit, type Done } from './commit.js';
import { createKnownLayers } from './known-layers.js';
import { createLease, type Lease } from './lease.js';

const actor = { organization: 'acme', principal: 'key:test' };
const nobody: ForeignCommits = { kind: 'checked', happened: () => false };

const change = { operation: 'test', kind: 'model', name: 'n', stored: null } as const;

onEveryEngine((open) => {
  async function known(between: (lease: ReturnType<typeof createLease>) => void = () => {}) {
    const { database, clock } = await writable(await open());
    const lease = createLease(nobody);
    const layers = createKnownLayers(database, lease);
    const commit = createCommit(database, clock, {
      mark: lease.mark,
      committed(_organization, done: Done | null) {
        between(lease);
        if (done) layers.committed(done);
      },
    });
    return {
      write: () => commit(actor, async () => ({ value: null, change })),
      layers,
      statements: counted(database),
    };
  }

  describe('where an organization looks after a commit of this server', () => {
    it('is known without a statement', async () => {
      const { write, layers, statements } = await known();
      await write();
      const before = statements();
      expect(await layers.read('acme')).toMatchObject({ revision: 1, organization: 'acme' });
      expect(statements()).toBe(before);
    });

    it('is read where another change was told of since the commit was sent', async () => {
      const { write, layers, statements } = await known((lease) => lease.changed('acme'));
      await write();
      const before = statements();
      expect(await layers.read('acme')).toMatchObject({ revision: 1 });
      expect(statements()).toBe(before + 1);
    });
  });
});

onlyOn('postgres', (open) => {
  const closing: (() => unknown)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  /** A server that has read where the organization looks, and knows how to ask what others change. */
  async function server() {
    const { database, clock } = await writable(await open());
    const lease = createLease(database.foreignCommits);
    closing.push(lease.close);
    const layers = createKnownLayers(database, lease);
    const committed = (_: string, done: Done | null) => done && layers.committed(done);
    const commit = createCommit(database, clock, { mark: lease.mark, committed });
    const write = () => commit(actor, async () => ({ value: null, change }));
    await write();
    await vi.waitFor(() => expect(lease.holds('acme', lease.mark())).toBe(true));
    // Where a test beside this one has a long transaction, what was written before is told once more.
    await becomesStale(lease);
    await layers.read('acme');
    return { database, clock, lease, write };
  }

  /** Whether what is read now is told to be stale by the next questions to the database. */
  async function becomesStale(lease: Lease): Promise<boolean> {
    const mark = lease.mark();
    for (const end = performance.now() + 500; performance.now() < end; await delay(10)) {
      if (!lease.holds('acme', mark)) return true;
    }
    return false;
  }

  describe('what was read after a commit of this server', () => {
    it('stays when the database tells of that commit', async () => {
      const { lease, write } = await server();
      await write();
      expect(await becomesStale(lease)).toBe(false);
    });

    it('does not where another server has written before it', async () => {
      const { database, clock, lease, write } = await server();
      const other = openAgain(database);
      closing.push(other.close);
      await createCommit(other, clock)(actor, async () => ({ value: null, change }));
      await write();
      expect(await becomesStale(lease)).toBe(true);
    });

    it('does not where another server writes behind it', async () => {
      const { database, clock, lease, write } = await server();
      const other = openAgain(database);
      closing.push(other.close);
      await write();
      await createCommit(other, clock)(actor, async () => ({ value: null, change }));
      expect(await becomesStale(lease)).toBe(true);
    });
  });
});
