import type { Filters, ModelPage, SortBy } from '@llm-registry/api-types';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Database } from '../../src/db/connect.js';
import { onEveryEngine } from '../../test/support/databases.js';
import { randomCases } from '../../test/support/form.js';
import { listingOn, queryOf, type Stock } from '../../test/support/listings.js';
import type { ListingLimits } from './limits.js';
import { naiveList } from './naive-list.fixture.js';
import { filters, query, sortBy, stock } from './random-lists.fixture.js';

const names = (models: readonly { model_name: string }[]) => models.map((model) => model.model_name);

async function freshListing(database: Database, content: Stock, limits: Partial<ListingLimits>) {
  for (const table of ['model', 'provider', 'organization', 'catalog_layer'])
    await database.write(table).delete();
  return listingOn(database, content, limits);
}

/** Shipped models are bases only. Asked in turns with lists of them, so that whatever is remembered may not be mixed. */
const baseOnly = { catalogVisibility: 'base_only' } as const;

const mostPages = 50;

type Listing = Awaited<ReturnType<typeof listingOn>>;

/** All pages by their `next` links. */
async function walkForward(
  listing: Listing,
  given: Filters,
  sort_by: SortBy,
  page_size: number,
): Promise<ModelPage[]> {
  const pages = [await listing.filter(given, { sort_by, page_size })];
  for (let next = pages[0]?.next; next; next = pages.at(-1)?.next) {
    if (pages.length > mostPages) throw new Error('The links go round in circles.');
    pages.push(await listing.filter(given, queryOf(next)));
  }
  return pages;
}

/** All pages back from one, by their `previous` links, in list order. */
async function walkBack(listing: Listing, given: Filters, last: ModelPage): Promise<ModelPage[]> {
  const pages = [last];
  for (let previous = last.previous; previous; previous = pages[0]?.previous ?? null) {
    if (pages.length > mostPages) throw new Error('The links go round in circles.');
    pages.unshift(await listing.filter(given, queryOf(previous)));
  }
  return pages;
}

const results = (pages: readonly ModelPage[]) => pages.map((page) => names(page.results));

function paged(all: readonly string[], size: number): string[][] {
  const pages = Array.from({ length: Math.ceil(all.length / size) }, (_, page) =>
    all.slice(page * size, (page + 1) * size),
  );
  return pages.length === 0 ? [[]] : pages;
}

/** Small lists are found by their indexes. A low limit makes them be walked in sort order, as large ones are. */
const ways = [
  { way: 'found by index', limits: { hits: () => 1_000, batch: 3 } },
  { way: 'walked in order', limits: { hits: () => 0, batch: 3 } },
];

onEveryEngine((open) => {
  describe.each(ways)('for any registry, $way', ({ limits }) => {
    it('a filter finds and counts what a naive filter does', async () => {
      const database = await open();
      await fc.assert(
        fc.asyncProperty(
          stock,
          fc.array(query, { minLength: 12, maxLength: 12 }),
          async (content, queries) => {
            const listing = await freshListing(database, content, limits);
            for (const [given, sort] of queries) {
              const expected = naiveList(content, sort, given);
              const page = await listing.filter(given, { sort_by: sort, page_size: 100 });
              expect(names(page.results)).toEqual(names(expected));
              expect(page.count).toBe(expected.length);
              const own = expected.filter((model) => model.source === 'db').length;
              expect(await listing.summary(given)).toMatchObject({
                custom_count: own,
                total_count: expected.length,
              });
              const approved = listing.seeing(baseOnly);
              const ownOnly = await approved.filter(given, { sort_by: sort, page_size: 100 });
              expect(names(ownOnly.results)).toEqual(
                names(naiveList({ ...content, shipped: [] }, sort, given)),
              );
              expect(ownOnly.count).toBe(own);
            }
          },
        ),
        { numRuns: randomCases(40) },
      );
    });

    it('normalized filters find the same when they are sent again', async () => {
      const database = await open();
      await fc.assert(
        fc.asyncProperty(stock, filters, async (content, given) => {
          const listing = await freshListing(database, content, limits);
          const first = await listing.filter(given);
          const again = await listing.filter(first.current_filters);
          expect(again).toEqual(first);
        }),
        { numRuns: randomCases(25) },
      );
    });

    it('pages by links, forward and back, and by number are the parts of the sorted list', async () => {
      const database = await open();
      await fc.assert(
        fc.asyncProperty(
          stock,
          query,
          fc.boolean(),
          fc.integer({ min: 1, max: 5 }),
          async (content, [someFilters, sort], filtered, size) => {
            const given = filtered ? someFilters : {};
            const listing = await freshListing(database, content, limits);
            const expected = paged(names(naiveList(content, sort, given)), size);
            const forward = await walkForward(listing, given, sort, size);
            expect(results(forward)).toEqual(expected);
            const last = forward.at(-1);
            if (last) expect(results(await walkBack(listing, given, last))).toEqual(expected);
            const jumpedTo = expected.map((_, index) => expected.length - index);
            for (const page of jumpedTo) {
              const jumped = await listing.filter(given, { sort_by: sort, page_size: size, page });
              expect(names(jumped.results)).toEqual(expected[page - 1]);
            }
            const counted = await listing.filter(given, { sort_by: sort, page_size: size, page: 2 });
            expect(names(counted.results)).toEqual(expected[1] ?? []);
          },
        ),
        { numRuns: randomCases(40) },
      );
    });

    it('everything at once is all pages in a row', async () => {
      const database = await open();
      await fc.assert(
        fc.asyncProperty(stock, sortBy, async (content, sort) => {
          const listing = await freshListing(database, content, limits);
          const expected = names(naiveList(content, sort));
          const page = await listing.page({ sort_by: sort, all: true });
          expect(names(page.results)).toEqual(expected);
          expect(page.count).toBe(expected.length);
          expect(names((await listing.array({ sort_by: sort, all: true })).models)).toEqual(expected);
          const approved = await listing.seeing(baseOnly).page({ sort_by: sort, all: true });
          expect(names(approved.results)).toEqual(names(naiveList({ ...content, shipped: [] }, sort)));
        }),
        { numRuns: randomCases(40) },
      );
    });
  });
});
