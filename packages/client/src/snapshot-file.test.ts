import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { chmod, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { snapshotFile } from './snapshot-file.js';

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'snapshot-file-'));
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  return made;
}

async function textIn(pieces: AsyncIterable<Uint8Array> | undefined): Promise<string | undefined> {
  if (!pieces) return undefined;
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all).toString();
}

it('loads what was saved, in a folder that need not be there', async () => {
  const path = join(await folder(), 'deep', 'models.json');
  const store = snapshotFile(path);
  await store.save(['a', 'ü', 'c']);
  expect(await textIn(await store.load())).toBe('aüc');
  await store.save(['shorter']);
  expect(await textIn(await snapshotFile(path).load())).toBe('shorter');
});

it('loads nothing where nothing is', async () => {
  expect(await snapshotFile(join(await folder(), 'models.json')).load()).toBeUndefined();
});

it('says what else is wrong', async () => {
  const store = snapshotFile(await folder());
  await expect(store.load().then(textIn)).rejects.toMatchObject({ code: 'EISDIR' });
});

it('can be read by its own user only, whatever was there before', async () => {
  const path = join(await folder(), 'models.json');
  await writeFile(path, 'of everybody');
  await chmod(path, 0o644);
  await snapshotFile(path).save(['mine']);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

it('leaves what was there when it cannot write all, and nothing beside it', async () => {
  const inside = await folder();
  const store = snapshotFile(join(inside, 'models.json'));
  await store.save(['whole']);
  const pieces = function* () {
    yield 'ha';
    throw new Error('half way');
  };
  await expect(store.save(pieces())).rejects.toThrow('half way');
  expect(await readFile(join(inside, 'models.json'), 'utf8')).toBe('whole');
  expect(await readdir(inside)).toEqual(['models.json']);
});

it('is written beside under a name that no other process takes', async () => {
  const inside = await folder();
  const names: string[] = [];
  // What processes in two containers have alike: their number, and what a program counts from its beginning.
  for (const _process of [1, 2]) {
    vi.resetModules();
    const { snapshotFile: ofProcess } = await import('./snapshot-file.js');
    const pieces = function* () {
      names.push(...readdirSync(inside).filter((name) => name.endsWith('.tmp')));
      yield 'whole';
    };
    await ofProcess(join(inside, 'models.json')).save(pieces());
  }
  expect([names.length, new Set(names).size]).toEqual([2, 2]);
});

it('takes away what a crash left an hour ago, and nothing else', async () => {
  const inside = await folder();
  const left = (name: string) => `${name}.${randomUUID()}.tmp`;
  const [old, young, ofAnother] = [left('models.json'), left('models.json'), left('models.json.json')];
  const others = ['models.json.bak.tmp', 'other.txt'];
  const anHourAgo = Date.now() / 1_000 - 3_601;
  for (const name of [old, young, ofAnother, ...others]) {
    await writeFile(join(inside, name), 'half');
    if (name !== young) await utimes(join(inside, name), anHourAgo, anHourAgo);
  }
  await snapshotFile(join(inside, 'models.json')).save(['whole']);
  expect((await readdir(inside)).sort()).toEqual(['models.json', young, ofAnother, ...others].sort());
});
