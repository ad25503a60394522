import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listening } from '../support/listening.js';
import { built, endServers, type ServerProcess, startServer } from '../support/server-process.js';
import { type Call, callsTo, notRefusals } from './calls.js';
import { damageIn } from './damage.js';
import { createFamilies } from './families.js';
import { isLongForm } from './rounds.js';

const adminKey = 'an-admin-key-of-forty-visible-characters';
const patience = { timeout: 180_000 };
const writers = 64;

const works = (program: string, ...words: string[]): boolean => spawnSync(program, words).status === 0;

/** Mounts a small disk where only the server sees it, and becomes the server. */
const onSmallDisk = [
  'unshare',
  '--map-root-user',
  '--mount',
  'sh',
  '-c',
  'mount -t tmpfs -o size=64m none data && exec "$@"',
  'sh',
];

/** Becomes the server, with an output that has no room, ever. */
const withoutRoomForLines = ['sh', '-c', 'exec "$@" > /dev/full', 'sh'];

/** The URL of a port that nobody listens on: a server that cannot print cannot say which it picked. */
async function freeUrl(): Promise<string> {
  const server = createServer();
  const url = await listening(server);
  server.close();
  return url;
}

/** The disk under the file of a server on SQLite. On PostgreSQL its disk is not ours. */
describe('a server on a file', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'registry-disk-'));
    mkdirSync(join(folder, 'data'));
  });
  afterEach(async () => {
    await endServers();
    rmSync(folder, { recursive: true });
  });

  const url = () => `sqlite:${join(folder, 'data/registry.db')}`;

  async function started(before: readonly string[] = []): Promise<{ server: ServerProcess; call: Call }> {
    const settings = { DATABASE_URL: 'sqlite:data/registry.db', RATE_LIMIT_PER_MINUTE: '0' };
    const server = startServer(folder, { ...settings, ADMIN_API_KEY: adminKey }, [], [...before, ...built]);
    return { server, call: callsTo(await server.ready(), adminKey) };
  }

  /** 64 writers at work while there is no room, and afterwards. Answers what they were told meanwhile. */
  async function throughLack(call: Call, fill: () => void, free: () => void) {
    const families = createFamilies(writers, 1);
    await families.found(call);
    const stop = families.writing(call);
    fill();
    while (families.refusals.length < 100) await delay(5);
    for (const path of ['/api/models', '/api/models/gpt-4o-mini', '/api/models/family-1%2Fbase'])
      expect(await call('GET', path)).toMatchObject({ status: 200 });
    await stop();
    expect(await families.faults(call), 'without room').toEqual([]);
    free();
    const before = families.acknowledged.length;
    await families.writeOnce(call);
    expect(families.acknowledged.length - before, 'writes with room').toBe(writers);
    expect(await families.faults(call), 'with room').toEqual([]);
    return families;
  }

  async function endedWell(server: ServerProcess): Promise<void> {
    server.child.kill('SIGTERM');
    expect(await server.exited()).toBe(0);
  }

  it.skipIf(!works('prlimit', '--version'))(
    'whose system lets no file be written refuses writes, reads on, and needs no restart',
    patience,
    async () => {
      const { server, call } = await started();
      const limitTo = (bytes: string) => {
        expect(works('prlimit', '--pid', String(server.child.pid), `--fsize=${bytes}:`)).toBe(true);
      };
      const { refusals, acknowledged } = await throughLack(
        call,
        () => limitTo('1'),
        () => limitTo('unlimited'),
      );
      expect(notRefusals(refusals)).toEqual([]);
      await endedWell(server);
      expect(await damageIn(url(), 'sqlite', acknowledged)).toEqual([]);
    },
  );

  it('whose log has no room serves, and ends when it is told to', patience, async () => {
    const address = await freeUrl();
    const settings = { PORT: new URL(address).port, ADMIN_API_KEY: adminKey };
    const server = startServer(folder, settings, [], [...withoutRoomForLines, ...built]);
    const call = callsTo(address, adminKey);
    await expect.poll(() => call('GET', '/readyz'), { timeout: 20_000 }).toMatchObject({ status: 200 });
    for (let index = 0; index < 50; index += 1)
      expect(await call('GET', '/api/models/gpt-4o-mini')).toMatchObject({ status: 200 });
    await endedWell(server);
    expect(server.errors()).toBe('');
  });

  if (isLongForm) {
    it.skipIf(!works('unshare', '--map-root-user', '--mount', 'mount', '-t', 'tmpfs', 'none', '/mnt'))(
      'whose disk is full says so, reads on, and needs no restart',
      patience,
      async () => {
        const { server, call } = await started(onSmallDisk);
        const disk = `/proc/${server.child.pid}/root${join(folder, 'data')}`;
        const ballast = join(disk, 'ballast');
        const { refusals, acknowledged } = await throughLack(
          call,
          () => {
            const { bavail, bsize } = statfsSync(disk);
            writeFileSync(ballast, Buffer.alloc(bavail * bsize));
          },
          () => rmSync(ballast),
        );
        expect(notRefusals(refusals)).toEqual([]);
        expect(refusals.map(({ status }) => status)).toContain(507);
        // Nobody writes any more; the disk goes with the server.
        for (const file of ['registry.db', 'registry.db-wal'])
          copyFileSync(join(disk, file), join(folder, 'data', file));
        expect(await damageIn(url(), 'sqlite', acknowledged)).toEqual([]);
        await endedWell(server);
      },
    );
  }
});
