import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadShippedCatalog, parseCatalog, SHIPPED_FILE, shippedSequence } from './load.js';

const catalog = loadShippedCatalog();

function shipped(name: string) {
  return catalog.models.find((model) => model.model_name === name);
}

describe('loadShippedCatalog', () => {
  it('answers the models of 33 providers, with a hash, a sequence and a day', () => {
    expect(catalog.providers).toHaveLength(33);
    expect(catalog.models.length).toBeGreaterThan(2500);
    expect(catalog.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(catalog.sequence).toBeGreaterThanOrEqual(1);
    expect(catalog.as_of).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });

  it('is fast enough to run at every start', () => {
    const start = performance.now();
    loadShippedCatalog();
    expect(performance.now() - start).toBeLessThan(500);
  });

  it('has models of every type', () => {
    const types = new Set(catalog.models.map((model) => model.model_type));
    expect([...types].sort()).toEqual([
      'audio',
      'chat',
      'embedding',
      'image',
      'moderation',
      'rerank',
      'video',
    ]);
  });

  it('knows a first-party model by its bare id', () => {
    expect(shipped('openai/gpt-4o')?.aliases).toEqual(['gpt-4o']);
    expect(shipped('anthropic/claude-sonnet-4-5')?.aliases).toEqual(['claude-sonnet-4-5']);
    expect(shipped('azure/gpt-4o')?.aliases).toEqual([]);
  });

  it('shows a price that grows with the input as tiers', () => {
    expect(shipped('google/gemini-2.5-pro')).toMatchObject({
      price_conditions: ['tiered'],
      price_tiers: [{ above_input_tokens: 200_000, input_cost: 2.5, output_cost: 15 }],
    });
  });

  it('shows an unknown price as unknown and a free one as zero', () => {
    expect(shipped('openrouter/openrouter/auto')?.input_cost).toBeNull();
    expect(shipped('openrouter/openai/gpt-oss-20b:free')?.input_cost).toBe(0);
  });

  it('sells no other vendor as a first party', () => {
    expect(catalog.models.filter((model) => model.model_name.startsWith('google/claude-'))).toEqual([]);
  });
});

it('the sequence at the head of the file is that of the catalog', () => {
  expect(shippedSequence()).toBe(catalog.sequence);
});

describe('parseCatalog', () => {
  it('refuses a file that was changed by hand', () => {
    const text = readFileSync(SHIPPED_FILE, 'utf8').replace('"input_cost":2.5', '"input_cost":0.25');
    expect(() => parseCatalog(text)).toThrow('does not match its own hash');
  });

  it.each(['null', '[]', '{}', '{"sequence":1,"hash":"","content":{"models":[1]}}'])('refuses %s', (text) => {
    expect(() => parseCatalog(text)).toThrow('not a catalog file');
  });
});
