import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { onlyOn } from '../../test/support/databases.js';
import { anywhere, filled, found, row } from '../../test/support/text-index.js';
import type { Database } from './connect.js';
import { migrate } from './migrate.js';
import * as piecesMigration from './migrations/0006-model-text-pieces.js';
import { postgresTextIndex } from './postgres-text-index.js';
import type { Piece } from './text-index.js';

/** What the index has written, and by which transaction. */
async function entriesOf({ read }: Database): Promise<unknown[]> {
  const { rows } = await read.raw('select xmin, * from model_text order by layer, name');
  return rows;
}

const indexed = ({ read }: Database) => read('model_text').orderBy(['layer', 'name']).select('layer', 'name');

/** Characters in which engines and languages differ, and such as mean something to somebody. */
const oddCharacters = [
  'İ',
  'i',
  'I',
  'ß',
  'S',
  's',
  '\u212a',
  'k',
  "'",
  '"',
  '\\',
  '%',
  '?',
  '$1',
  '\u{1f600}',
  '\u0301',
  '\u0003',
];

const oddText = fc
  .array(fc.oneof(fc.constantFrom(...oddCharacters), fc.string({ unit: 'binary', maxLength: 2 })), {
    minLength: 1,
    maxLength: 6,
  })
  .map((parts) => parts.join(''))
  .filter((text) => !/\0|\p{Surrogate}/u.test(text));

onlyOn('postgres', (open) => {
  describe('the index of texts', () => {
    it('leads to every model that has a piece, whatever its characters are, and to none that is gone', async () => {
      const database = await open();
      const model = () => database.write('model');
      const write = fc.record({
        name: fc.constantFrom('a', 'b', 'İ"c'),
        shown: oddText,
        how: fc.constantFrom('put', 'put', 'renamed', 'moved', 'gone'),
      });
      const run = async ({ name, shown, how }: { name: string; shown: string; how: string }) => {
        const put = row(name, { display_name: shown });
        if (how === 'put') return model().insert(put).onConflict(['layer', 'name']).merge();
        if (how === 'gone') return model().where({ name }).delete();
        await model().where('name', 'd').orWhere({ name, layer: 'o:other' }).delete();
        return model()
          .where({ name })
          .update(how === 'renamed' ? { name: 'd', name_fold: 'd' } : { layer: 'o:other' });
      };
      await fc.assert(
        fc.asyncProperty(fc.array(write, { minLength: 1, maxLength: 8 }), fc.nat(), async (writes, at) => {
          await model().delete();
          for (const one of writes) await run(one);
          const kept = await model().where('layer', 'o:acme');
          for (const { shown } of writes) {
            for (const piece of piecesOf(shown, at).filter(postgresTextIndex.serves)) {
              const names = await found(database, piece, 'display_name');
              const having = kept.filter(
                (one) => has(one.display_name, piece) || has(one.display_fold, piece),
              );
              expect(names).toEqual(expect.arrayContaining(having.map(({ name }) => name)));
              expect(kept.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
            }
          }
          expect(await indexed(database)).toEqual(
            await model().orderBy(['layer', 'name']).select('layer', 'name'),
          );
        }),
        { numRuns: 60 },
      );
    });

    it('is not written to by a change of anything else', async () => {
      const database = await filled(
        await open(),
        row('acme/bot', { display_name: 'Bot' }),
        row('acme/other'),
      );
      const before = await entriesOf(database);
      const dearer = row('acme/bot', { display_name: 'Bot', input_cost: 5 });
      await database.write('model').insert(dearer).onConflict(['layer', 'name']).merge();
      await database.write('model').update({ updated_at: '2026-11-23T00:00:00.000Z' });
      expect(await entriesOf(database)).toEqual(before);
      await database.write('model').where('name', 'acme/bot').update({ display_name: 'Other' });
      expect(await entriesOf(database)).not.toEqual(before);
    });

    it('is emptied with the table', async () => {
      const database = await filled(await open(), row('acme/bot'));
      await database.write('model').truncate();
      expect(await indexed(database)).toEqual([]);
    });

    it('is kept right for whoever writes from elsewhere, with another search path', async () => {
      const database = await filled(await open(), row('acme/bot'));
      await database.write.transaction(async (tx) => {
        await tx.raw("set local search_path = ''");
        await tx.raw("update public.model set name = 'acme/robot', name_fold = 'acme/robot'");
      });
      expect(await found(database, anywhere('robot'))).toEqual(['acme/robot']);
      expect(await found(database, anywhere('e/bot'))).toEqual([]);
    });

    it('holds what was there before it', async () => {
      const database = await filled(await open());
      await piecesMigration.down(database.write, database.dialect);
      await database.write('model').insert([row('acme/bot'), row('acme/bot-2', {}, 'o:other')]);
      await piecesMigration.up(database.write, database.dialect);
      expect(await found(database, anywhere('bot'))).toEqual(['acme/bot']);
      await database.write('model').where('name', 'acme/bot').delete();
      expect(await found(database, anywhere('bot'))).toEqual([]);
    });

    it('comes with the migration that a database from before it lacks', async () => {
      const database = await open();
      await piecesMigration.down(database.write, database.dialect);
      await database.write('llm_registry_migrations').where('name', '0006-model-text-pieces').delete();
      await database.write('model').insert(row('acme/bot'));
      await migrate(database, 'test');
      expect(await found(database, anywhere('bot'))).toEqual(['acme/bot']);
    });

    it('is made anew at the next start where rows were written while its triggers were off', async () => {
      const database = await open();
      await database.write.raw('alter table model disable trigger user');
      await database.write('model').insert([row('acme/bot'), row('acme/bot-2')]);
      await database.write.raw('alter table model enable trigger user');
      expect(await found(database, anywhere('bot'))).toEqual([]);
      await migrate(database, 'test');
      expect(await found(database, anywhere('bot'))).toEqual(['acme/bot', 'acme/bot-2']);
    });

    it('leads to hits in the order of their names, either way', async () => {
      const database = await filled(await open(), row('b/bot'), row('c/bot'), row('a/bot'), row('d'));
      const { byName } = postgresTextIndex.hits('o:acme', 'name', anywhere('bot'));
      const names = async (way: 'ASC' | 'DESC') => {
        const sorted = byName?.(way);
        const statement = `SELECT m.name FROM ${sorted?.models.text} ORDER BY ${sorted?.name} ${way}`;
        const { rows }: { rows: { name: string }[] } = await database.read.raw(statement, [
          ...(sorted?.models.bindings ?? []),
        ]);
        return rows.map(({ name }) => name);
      };
      expect(await names('ASC')).toEqual(['a/bot', 'b/bot', 'c/bot']);
      expect(await names('DESC')).toEqual(['c/bot', 'b/bot', 'a/bot']);
    });

    it('cannot look for what is shorter than three code points, but for the whole of it', () => {
      expect(postgresTextIndex.serves(anywhere('\u{1f600}\u{1f600}'))).toBe(false);
      expect(postgresTextIndex.serves(anywhere('\u{1f600}\u{1f600}\u{1f600}'))).toBe(true);
      expect(postgresTextIndex.serves({ text: 'ab', at: 'end' })).toBe(true);
      expect(postgresTextIndex.serves({ text: 'a', at: 'whole' })).toBe(true);
      expect(postgresTextIndex.serves(anywhere('a\0bc'))).toBe(false);
    });
  });

  describe('the hits of a large layer', () => {
    /** The steps of a statement that ran, with how many rows each of them found. */
    async function run({ write }: Database, text: string, bindings: readonly string[]): Promise<string[]> {
      const { rows }: { rows: { 'QUERY PLAN': string }[] } = await write.raw(
        `EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, BUFFERS OFF) ${text}`,
        [...bindings],
      );
      return rows.map((step) => step['QUERY PLAN'].trim());
    }

    async function large(): Promise<Database> {
      const database = await open();
      await database.write.raw(`insert into model (layer, name, name_fold, display_name, display_fold, model_type, answer)
        select 'o:acme', name, name, name, name, 'chat', '{}'
        from (select 'acme/' || n || case when n % 200 = 7 then '-rare' else '-turbo' end as name from generate_series(1, 3000) as n) as made`);
      // Databases of tests are used again, and the index leads to dead rows too until then.
      await database.write.raw('vacuum analyze model_text');
      await database.write.raw('analyze model');
      return database;
    }

    const count = ({ text }: { text: string }, limit: number) =>
      `SELECT count(*) FROM (SELECT 1 FROM (${text}) AS entry LIMIT ${limit}) AS counted`;

    const bySlice = (steps: string[]) =>
      steps.filter((step) => step.includes('Bitmap Index Scan on model_text_by_piece'));

    it('are read from the index, and looked up one by one', async () => {
      const database = await large();
      for (const column of ['name', 'display_name'] as const) {
        const { entries, models } = postgresTextIndex.hits('o:acme', column, anywhere('rare'));
        for (const text of [count(entries, 1_000), `SELECT m.name FROM ${models.text}`]) {
          const steps = await run(database, text, entries.bindings);
          expect(bySlice(steps).length).toBeGreaterThanOrEqual(5);
          expect(steps.filter((step) => /Seq Scan|Hash Join|Merge Join/.test(step))).toEqual([]);
        }
      }
    });

    it('that a word has in most names are found a part of, where a few are enough', async () => {
      const database = await large();
      const { entries } = postgresTextIndex.hits('o:acme', 'name', anywhere('turbo'));
      const steps = await run(database, count(entries, 500), entries.bindings);
      const found = bySlice(steps).map((step) => Number(/actual rows=([\d.]+)/.exec(step)?.[1] ?? 0));
      expect(steps.filter((step) => step.includes('never executed')).length).toBeGreaterThan(0);
      expect(found.reduce((sum, rows) => sum + rows, 0)).toBeLessThan(1_500);
    });

    it('are all of them', async () => {
      const database = await large();
      expect(await found(database, anywhere('rare'))).toHaveLength(15);
      expect(await found(database, anywhere('turbo'))).toHaveLength(2_985);
    });
  });
});

/** The whole of a text, its end and three characters of it, from somewhere on. */
function piecesOf(text: string, at: number): Piece[] {
  const characters = [...text];
  const begin = at % characters.length;
  return [
    { text, at: 'whole' },
    { text: characters.slice(begin).join(''), at: 'end' },
    { text: characters.slice(begin, begin + 3).join(''), at: 'anywhere' },
  ];
}

function has(text: string | null, { text: piece, at }: Piece): boolean {
  if (text === null) return false;
  if (at === 'whole') return text === piece;
  return at === 'end' ? text.endsWith(piece) : text.includes(piece);
}
