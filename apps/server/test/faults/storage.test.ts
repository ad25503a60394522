import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/db/connect.js';
import { appOn, type TestApp } from '../support/app.js';
import { onEveryEngine } from '../support/databases.js';
import { type Call, callsTo, notRefusals, shown } from './calls.js';
import { damageOf } from './damage.js';
import { createFamilies } from './families.js';
import { fullDisk, readOnly, type StorageFault, slowDisk } from './storage-faults.js';

/** Enough that several of them always wait for the same commit. */
const writers = 64;

const patience = { timeout: 120_000 };

onEveryEngine((open, { engine }) => {
  let app: TestApp;
  afterEach(() => app.close());

  async function start(database: Database): Promise<Call> {
    app = await appOn(database, { RATE_LIMIT_PER_MINUTE: '0' });
    return callsTo(app.url, app.keys.editor);
  }

  /** Reads all the time, and answers what was answered otherwise than with 200. */
  function reading(call: Call): () => Promise<string[]> {
    let isOver = false;
    const wrong: string[] = [];
    const run = async () => {
      while (!isOver) {
        for (const path of ['/api/models/family-0%2Fbase', '/api/models', '/api/models/gpt-4o-mini']) {
          const answer = await call('GET', path);
          if (answer.status !== 200) wrong.push(`GET ${path}: ${shown(answer)}`);
        }
        await delay(10);
      }
    };
    const running = run();
    return async () => {
      isOver = true;
      await running;
      return wrong;
    };
  }

  /** Writers at work while the fault comes, stays and goes. */
  async function throughFault(
    fault: StorageFault,
    until: (families: ReturnType<typeof createFamilies>) => boolean,
  ) {
    const database = await open();
    const call = await start(database);
    const families = createFamilies(writers, 1);
    await families.found(call);
    expect(await families.faults(call)).toEqual([]);
    const stopReading = reading(call);
    const stopWriting = families.writing(call);
    const end = await fault(database);
    while (!until(families)) await delay(5);
    await stopWriting();
    expect(await stopReading()).toEqual([]);
    expect(await families.faults(call), 'while it lasts').toEqual([]);
    await end();
    const before = families.acknowledged.length;
    await families.writeOnce(call);
    expect(families.acknowledged.length - before, 'writes after its end').toBe(writers);
    expect(await families.faults(call), 'after its end').toEqual([]);
    expect(await damageOf(database, engine, families.acknowledged)).toEqual([]);
    return families;
  }

  it('a write for which no connection comes free is told to come again', async () => {
    const database = await open();
    const call = await start(database);
    const { pool } = database.write.client;
    pool.acquireTimeoutMillis = 100;
    const taken = await Promise.all(Array.from({ length: pool.max }, () => database.write.transaction()));
    const answer = await call('POST', '/api/models', { model_name: 'x' });
    for (const transaction of taken) await transaction.rollback();
    expect(notRefusals([answer])).toEqual([]);
    expect(await call('POST', '/api/models', { model_name: 'x' })).toMatchObject({ status: 201 });
  });

  describe(`${writers} writers at once`, () => {
    it('are told when the disk is full, each for its own write, until there is room', patience, async () => {
      const { refusals } = await throughFault(
        fullDisk[engine],
        (families) => families.refusals.length >= 100,
      );
      expect(notRefusals(refusals)).toEqual([]);
      expect(new Set(refusals.map(({ status }) => status))).toEqual(new Set([507]));
    });

    it('are told when the files may only be read, until they may be written', patience, async () => {
      const { refusals } = await throughFault(
        readOnly[engine],
        (families) => families.refusals.length >= 100,
      );
      expect(notRefusals(refusals)).toEqual([]);
      expect(new Set(refusals.map(({ status }) => status))).toEqual(new Set([503]));
    });

    it('wait for a slow disk, or are told to come again', patience, async () => {
      let began = Number.POSITIVE_INFINITY;
      const { refusals } = await throughFault(slowDisk[engine], ({ acknowledged }) => {
        began = Math.min(began, acknowledged.length);
        return acknowledged.length > began + 20;
      });
      expect(notRefusals(refusals)).toEqual([]);
    });
  });
});
