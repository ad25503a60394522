import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CAPABILITIES, FIRST_VIEW, SORT_COLUMNS, type ViewState } from './view-state.js';
import { readView, viewQuery } from './view-url.js';

const name = fc.string({ minLength: 1, unit: 'grapheme' });
const count = fc.nat({ max: Number.MAX_SAFE_INTEGER });
const price = fc.oneof(fc.constant(''), fc.constantFrom('0', '0.15', '12', '1000000000.000000000001'));
const range = fc.record({ from: price, to: price });

const views: fc.Arbitrary<ViewState> = fc.record({
  page: fc.oneof(
    fc.constant({ kind: 'list' as const }),
    fc.constant({ kind: 'compare' as const }),
    fc.record({ kind: fc.constant('model' as const), name }),
    fc.record({ kind: fc.constant('edit' as const), name }),
    fc.record({ kind: fc.constant('create' as const), base: fc.oneof(fc.constant(''), name) }),
  ),
  source: fc.constantFrom('catalog' as const, 'organization' as const),
  registry: fc.constantFrom('', 'https://registry.example.com/below'),
  filters: fc.record({
    search: fc.string(),
    providers: fc.uniqueArray(name),
    types: fc.uniqueArray(name),
    capabilities: fc.subarray([...CAPABILITIES]),
    minContext: count,
    input: range,
    output: range,
  }),
  sort: fc.record({ column: fc.constantFrom(...SORT_COLUMNS), descending: fc.boolean() }),
  compared: fc.uniqueArray(name, { maxLength: 4 }),
  onlyDifferences: fc.boolean(),
  usage: fc.record({ input: count, cached: count, output: count, perRequest: count }),
});

describe("a view's address", () => {
  it('is empty for the first view', () => {
    expect(viewQuery(FIRST_VIEW)).toBe('');
    expect(readView('')).toEqual(FIRST_VIEW);
  });

  it('reads back as the view, whatever it is', () => {
    fc.assert(
      fc.property(views, (view) => {
        expect(readView(`?${viewQuery(view)}`)).toEqual(view);
      }),
    );
  });

  it.each(['acme/a b', 'a%2Fb', 'a?b=c&d', 'a#b', '日本/モデル', '+1'])('survives the name %s', (odd) => {
    const view: ViewState = { ...FIRST_VIEW, page: { kind: 'model', name: odd }, compared: [odd] };
    const address = new URL(`http://registry/docs/explorer/?${viewQuery(view)}`);
    expect(readView(address.search)).toEqual(view);
    expect(address.hash).toBe('');
  });

  it('that was tampered with means the usual where it can mean nothing', () => {
    const odd =
      '?sort=-nonsense&context=many&input_to=1e9&in=-5&out=9007199254740993&models=theirs&can=fly&view=moon';
    expect(readView(odd)).toEqual(FIRST_VIEW);
    expect(readView('?with=a&with=b&with=c&with=d&with=e&with=a').compared).toEqual(['a', 'b', 'c', 'd']);
  });
});
