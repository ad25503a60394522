import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { onlyOn } from '../../test/support/databases.js';
import { anywhere, filled, found, row } from '../../test/support/text-index.js';
import { type Database, openDatabase } from './connect.js';
import { migrate } from './migrate.js';
import * as modelText from './migrations/0005-model-text.js';
import { sqliteTextIndex } from './sqlite-text-index.js';

/** What the index has written, byte by byte. */
const bytesOf = ({ read }: Database) => read('model_text_data').orderBy('id');

onlyOn('sqlite', (open) => {
  describe('the index of texts', () => {
    it('is right after every write of anybody, and holds nothing of what is gone', async () => {
      const database = await open();
      const text = fc
        .string({ unit: 'binary', minLength: 1, maxLength: 6 })
        .filter((one) => !/\0|\p{Surrogate}/u.test(one));
      const write = fc.record({ name: fc.constantFrom('a', 'b', 'İ"c'), shown: text, gone: fc.boolean() });
      await fc.assert(
        fc.asyncProperty(fc.array(write, { minLength: 1, maxLength: 8 }), async (writes) => {
          await database.write('model').delete();
          const kept = new Map<string, string>();
          for (const { name, shown, gone } of writes) {
            if (gone) await database.write('model').where({ name }).delete();
            else
              await database
                .write('model')
                .insert(row(name, { display_name: shown }))
                .onConflict(['layer', 'name'])
                .merge();
            if (gone) kept.delete(name);
            else kept.set(name, shown);
          }
          for (const { shown } of writes) {
            const having = [...kept].filter(([, text]) => text === shown || text.toLowerCase() === shown);
            const names = having.map(([name]) => name).sort();
            expect(await found(database, { text: shown, at: 'whole' }, 'display_name')).toEqual(names);
          }
        }),
        { numRuns: 100 },
      );
      await database.write.raw("INSERT INTO model_text (model_text, rank) VALUES ('integrity-check', 0)");
    });

    it('is not written to by a change of anything else', async () => {
      const database = await filled(
        await open(),
        row('acme/bot', { display_name: 'Bot' }),
        row('acme/other'),
      );
      const before = await bytesOf(database);
      const dearer = row('acme/bot', { display_name: 'Bot', input_cost: 5 });
      await database.write('model').insert(dearer).onConflict(['layer', 'name']).merge();
      await database.write('model').update({ updated_at: '2026-11-23T00:00:00.000Z' });
      expect(await bytesOf(database)).toEqual(before);
      await database.write('model').where('name', 'acme/bot').update({ display_name: 'Other' });
      expect(await bytesOf(database)).not.toEqual(before);
    });

    it('holds what was there before it', async () => {
      const database = await filled(await open());
      await modelText.down(database.write, database.dialect);
      await database.write('model').insert([row('acme/bot'), row('acme/bot-2', {}, 'o:other')]);
      await modelText.up(database.write, database.dialect);
      expect(await found(database, anywhere('bot'))).toEqual(['acme/bot']);
      await database.write('model').where('name', 'acme/bot').delete();
      expect(await found(database, anywhere('bot'))).toEqual([]);
    });

    it('cannot look for what is shorter than three code points, but for the whole of it', () => {
      expect(sqliteTextIndex.serves(anywhere('\u{1f600}\u{1f600}'))).toBe(false);
      expect(sqliteTextIndex.serves(anywhere('\u{1f600}\u{1f600}\u{1f600}'))).toBe(true);
      expect(sqliteTextIndex.serves({ text: 'ab', at: 'end' })).toBe(true);
      expect(sqliteTextIndex.serves({ text: 'a', at: 'whole' })).toBe(true);
      expect(sqliteTextIndex.serves({ text: '', at: 'whole' })).toBe(false);
    });
  });

  describe('the index of texts in a copy of the file', () => {
    async function withGaps(): Promise<Database> {
      const names = ['a', 'b', 'c', 'd', 'e', 'f'].map((letter) => `acme/${letter}-model`);
      const database = await filled(await open(), ...names.map((name) => row(name)));
      await database.write('model').whereIn('name', names.slice(1, 3)).delete();
      return database;
    }

    const left = ['acme/a-model', 'acme/d-model', 'acme/e-model', 'acme/f-model'];

    it('leads to the same rows after a vacuum', async () => {
      const database = await withGaps();
      await database.write.raw('VACUUM');
      expect(await found(database, anywhere('model'))).toEqual(left);
      expect(await found(database, anywhere('e-mod'))).toEqual(['acme/e-model']);
    });

    it('leads to the same rows in a backup', async () => {
      const database = await withGaps();
      const file = `${database.file}.backup`;
      await database.write.raw('VACUUM INTO ?', [file]);
      const copy = openDatabase(`sqlite:${file}`);
      expect(await found(copy, anywhere('e-mod'))).toEqual(['acme/e-model']);
      await copy.close();
      rmSync(file);
    });

    it('is made anew at the next start where the rows were numbered anew, as those of a dump are', async () => {
      const database = await withGaps();
      await database.write.raw('UPDATE model SET rowid = rowid - 2 WHERE rowid > 3');
      expect(await found(database, anywhere('e-mod'))).not.toEqual(['acme/e-model']);
      await migrate(database, 'test');
      expect(await found(database, anywhere('e-mod'))).toEqual(['acme/e-model']);
      expect(await found(database, anywhere('model'))).toEqual(left);
    });
  });
});
