import { describe, expect, it } from 'vitest';
import { findPrice, readPriceSource, readPrices } from './price-source.js';

const data: Record<string, object> = {
  maker: {
    id: 'maker',
    models: [
      { id: 'chat-1', match: { starts_with: 'chat-1' }, prices: { input_mtok: 1 } },
      { id: 'chat-1-mini', match: { equals: 'chat-1-mini' }, prices: { input_mtok: 0.1 } },
    ],
  },
  cloud: { id: 'cloud', fallback_model_providers: ['maker'], models: [] },
};

const source = readPriceSource((id) => data[id], ['cloud']);

describe('findPrice', () => {
  it('takes the first row that matches, as the source does', () => {
    expect(findPrice(source, 'maker', ['chat-1-mini'])?.id).toBe('chat-1');
  });

  it('asks the providers whose prices hold where a platform states none', () => {
    expect(findPrice(source, 'cloud', ['chat-1'])?.id).toBe('chat-1');
  });

  it('finds nothing for a model or a provider that has no price', () => {
    expect(findPrice(source, 'maker', ['other'])).toBeNull();
    expect(findPrice(source, 'nobody', ['chat-1'])).toBeNull();
  });
});

describe('readPrices', () => {
  it('reads a flat, a dated and an hourly price', () => {
    const hours = { type: 'time_of_date', start_time: '01:00:00Z', end_time: '04:00:00Z' };
    const entries = [
      { prices: { input_mtok: 1 } },
      { constraint: { type: 'start_date', start_date: '2026-08-17' }, prices: { input_mtok: 2 } },
      { constraint: hours, prices: { input_mtok: 4 } },
    ];
    expect(readPrices(entries).map((price) => price.applies)).toEqual([
      { kind: 'always' },
      { kind: 'from', day: '2026-08-17' },
      { kind: 'hours' },
    ]);
  });

  it('stops at a constraint it does not know', () => {
    expect(() => readPrices([{ constraint: { type: 'full_moon' }, prices: {} }])).toThrow('full_moon');
  });
});
