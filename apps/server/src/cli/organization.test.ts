import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../config.js';
import { openDatabase } from '../db/connect.js';
import { layersOf } from '../revisions/layers.js';
import { runCommand } from './run.js';

let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'registry-cli-'));
  await registry('migrate');
});
afterEach(() => rmSync(folder, { recursive: true }));

const databaseUrl = () => `sqlite:${join(folder, 'registry.db')}`;

async function registry(...words: string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const status = await runCommand(
    words.flatMap((word) => word.split(' ')),
    {
      config: () => readConfig({ environment: { DATABASE_URL: databaseUrl() }, folder, terminal: false }),
      print: (text) => void out.push(text),
      note: (text) => void err.push(text),
      clock: () => new Date('2026-11-20T12:00:00Z'),
    },
  );
  return { status, out: out.join('\n'), err: err.join('\n') };
}

/** What a server on the same database sees. */
async function seenByServer(organization: string) {
  const database = openDatabase(databaseUrl());
  try {
    const { catalogVisibility, revision } = await layersOf(database.read, organization);
    return { catalogVisibility, revision };
  } finally {
    await database.close();
  }
}

const show = 'organization show --organization acme';
const set = 'organization set --organization acme --catalog-visibility';

describe('organization show', () => {
  it('shows the defaults of one that has written nothing, and says that it has not', async () => {
    const shown = await registry(show);
    expect(shown).toMatchObject({ status: 0, out: expect.stringMatching(/^acme +listed$/m) });
    expect(shown.err).toBe('Nothing was written for organization "acme" before.');
    expect(await seenByServer('acme')).toEqual({ catalogVisibility: 'listed', revision: 1 });
  });

  it('answers a program with --json', async () => {
    await registry(`${set} base_only`);
    const { out, err } = await registry(`${show} --json`);
    expect([JSON.parse(out), err]).toEqual([{ organization: 'acme', catalog_visibility: 'base_only' }, '']);
  });
});

describe('organization set', () => {
  it('changes what servers answer, once', async () => {
    const changed = await registry(`${set} base_only`);
    expect(changed).toMatchObject({
      status: 0,
      out: 'Organization "acme" has catalog_visibility base_only now.',
    });
    expect(await seenByServer('acme')).toEqual({ catalogVisibility: 'base_only', revision: 2 });
    const again = await registry(`${set} base_only`);
    expect(again).toMatchObject({ out: expect.stringMatching(/already\.$/), err: '' });
    expect(await seenByServer('acme')).toEqual({ catalogVisibility: 'base_only', revision: 2 });
    const { out } = await registry(`${set} listed --json`);
    expect(JSON.parse(out)).toEqual({ organization: 'acme', catalog_visibility: 'listed' });
    expect(await seenByServer('acme')).toEqual({ catalogVisibility: 'listed', revision: 3 });
    expect(await seenByServer('other')).toEqual({ catalogVisibility: 'listed', revision: 1 });
  });

  it('refuses a name that no credential can have', async () => {
    for (const command of ['show', 'set --catalog-visibility listed']) {
      const refused = await registry('organization', command, '--organization', 'ac\u0000me');
      expect(refused).toMatchObject({ status: 1, out: '' });
      expect(refused.err).toBe('The organization may not hold control characters or unpaired surrogates.');
    }
  });

  it.each([
    ['another visibility', `${set} hidden`, 'Allowed choices are listed, base_only'],
    ['no visibility', 'organization set --organization acme', "'--catalog-visibility <which>' not specified"],
    ['no organization', 'organization show', "'--organization <organization>' not specified"],
  ])('is not a command with %s', async (_what, words, why) => {
    expect(await registry(words)).toMatchObject({ status: 2, out: '', err: expect.stringContaining(why) });
  });
});
