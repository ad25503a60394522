import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { withSetupLock } from './lock.mjs';

const folder = () => mkdtempSync(join(tmpdir(), 'setup-lock-'));

describe('the set-up lock', () => {
  it('lets one piece of work run at a time, and tells who waits', async () => {
    const root = folder();
    /** @type {string[]} */
    const events = [];
    const work = (/** @type {string} */ name) => async () => {
      events.push(`${name} begins`);
      await pause(20);
      events.push(`${name} ends`);
    };
    /** @type {string[]} */
    const said = [];
    const first = withSetupLock(root, work('first'));
    const second = withSetupLock(root, work('second'), (line) => said.push(line));
    await Promise.all([first, second]);
    expect(events).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
    expect(said).toEqual([expect.stringContaining(`process ${process.pid}`)]);
  });

  it('is released when the work fails', async () => {
    const root = folder();
    await expect(withSetupLock(root, () => Promise.reject(new Error('no network')))).rejects.toThrow(
      'no network',
    );
    expect(existsSync(join(root, '.setup.lock'))).toBe(false);
  });

  it('is taken over from a process that died', async () => {
    const root = folder();
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    writeFileSync(join(root, '.setup.lock'), JSON.stringify({ pid, host: hostname() }));
    await expect(
      withSetupLock(
        root,
        async () => 'done',
        () => {},
      ),
    ).resolves.toBe('done');
  });

  it('is not taken over from another machine, whose processes cannot be seen', async () => {
    const root = folder();
    writeFileSync(join(root, '.setup.lock'), JSON.stringify({ pid: 1, host: 'elsewhere' }));
    let ran = false;
    const waiting = withSetupLock(
      root,
      async () => {
        ran = true;
      },
      (line) => expect(line).toContain('process 1 on elsewhere'),
    );
    await pause(600);
    expect(ran).toBe(false);
    rmSync(join(root, '.setup.lock'));
    await waiting;
    expect(ran).toBe(true);
  });
});
