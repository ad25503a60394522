import { describe, expect, it } from 'vitest';
import { onEveryEngine } from '../../test/support/databases.js';
import { writable } from '../../test/support/organizations.js';
import { counted } from '../../test/support/statements.js';
import type { ForeignCommits } from '../db/foreign-commits.js';
import { createCommit, type Done } from './commit.js';
import { createKnownLayers } from './known-layers.js';
import { createLease } from './lease.js';

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
        if (done) layers.committed(done.layers, done.since);
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
