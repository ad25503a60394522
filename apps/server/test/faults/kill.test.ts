import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { onEveryEngine } from '../support/databases.js';
import { newEncodedKey } from '../support/providers.js';
import { built, endServers, startServer } from '../support/server-process.js';
import { callsTo } from './calls.js';
import { damageIn } from './damage.js';
import { createFamilies } from './families.js';
import { patienceFor, rounds } from './rounds.js';

const adminKey = 'an-admin-key-of-forty-visible-characters';

/** The most writes that a server acknowledges before its end, and the most milliseconds that it then lives on. */
const mostWrites = 60;
const longestRest = 30;

const upTo = (most: number): number => Math.random() * most;

onEveryEngine((_open, { engine, freshUrl }) => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'registry-kill-'));
  });
  afterEach(async () => {
    await endServers();
    rmSync(folder, { recursive: true });
  });

  it(
    `what was acknowledged is there, whole, after each of ${rounds} kills in the middle of writes`,
    async () => {
      const url = await freshUrl();
      const settings = {
        DATABASE_URL: url,
        ENCRYPTION_KEYS: newEncodedKey(),
        ADMIN_API_KEY: adminKey,
        RATE_LIMIT_PER_MINUTE: '0',
      };
      const families = createFamilies(8);
      for (let round = 0; round <= rounds; round++) {
        const server = startServer(folder, settings, [], built);
        const call = callsTo(await server.ready(), adminKey);
        if (round === 0) await families.found(call);
        expect(await families.faults(call), `before kill ${round}`).toEqual([]);
        const stop = families.writing(call);
        const enough = families.acknowledged.length + upTo(mostWrites);
        while (families.acknowledged.length < enough) await delay(1);
        await delay(upTo(longestRest));
        server.child.kill('SIGKILL');
        await server.exited();
        await stop();
        expect(await damageIn(url, engine, families.acknowledged), `after kill ${round}`).toEqual([]);
      }
      expect(families.silences(), 'kills that interrupted a write').toBeGreaterThan(0);
    },
    patienceFor(rounds),
  );
});
