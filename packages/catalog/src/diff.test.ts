import { describe, expect, it } from 'vitest';
import type { ShippedModel } from './catalog.js';
import { chatModel } from './chat-model.fixture.js';
import { describeDiff, diffCatalogs, suspiciousMoves } from './diff.js';

function named(model_name: string, changes: Partial<ShippedModel> = {}): ShippedModel {
  return chatModel({ model_name, ...changes });
}

function diff(before: ShippedModel[], after: ShippedModel[]) {
  return diffCatalogs({ models: before }, { models: after });
}

describe('diffCatalogs', () => {
  it('names what came and what went', () => {
    expect(diff([named('a/1')], [named('a/2')])).toMatchObject({ added: ['a/2'], removed: ['a/1'] });
  });

  it('lists price moves, largest first, rises and falls alike', () => {
    const before = ['a/1', 'a/2', 'a/3'].map((name) => named(name, { input_cost: 2 }));
    const after = [
      named('a/1', { input_cost: 3 }),
      named('a/2', { input_cost: 0.5 }),
      named('a/3', { input_cost: null }),
    ];
    expect(diff(before, after).priceMoves.map((move) => [move.model_name, move.factor])).toEqual([
      ['a/2', 4],
      ['a/1', 1.5],
      ['a/3', null],
    ]);
  });

  it('tells changes of anything but the base prices apart', () => {
    const after = [named('a/1', { max_context_window: 1 }), named('a/2', { input_cost: 1 })];
    expect(diff([named('a/1'), named('a/2')], after).otherwiseChanged).toEqual(['a/1']);
  });

  it('finds nothing between a catalog and itself', () => {
    expect(diff([named('a/1')], [named('a/1')])).toEqual({
      added: [],
      removed: [],
      priceMoves: [],
      otherwiseChanged: [],
    });
  });
});

describe('suspiciousMoves', () => {
  it.each([
    [2, 21, 1],
    [21, 2, 1],
    [2, 20, 0],
    [0, 1, 1],
    [1, 0, 1],
    [null, 100, 0],
  ])('asks about a move from %j to %j: %d', (from, to, asked) => {
    const moves = diff([named('a/1', { input_cost: from })], [named('a/1', { input_cost: to })]);
    expect(suspiciousMoves(moves)).toHaveLength(asked);
  });
});

it('describes a diff in lines', () => {
  const before = [named('a/1', { input_cost: 2 }), named('a/2')];
  expect(describeDiff(diff(before, [named('a/1', { input_cost: 3 })])).split('\n')).toEqual([
    'added: 0',
    'removed: 1',
    '  a/2',
    'price moves: 1',
    '  a/1 input_cost: 2 → 3 (×1.5)',
    'otherwise changed: 0',
  ]);
});
