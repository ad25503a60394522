import { describe, expect, it } from 'vitest';
import type { ShippedModel } from './catalog.js';
import { chatModel } from './chat-model.fixture.js';
import { contentHash, decodeCatalog, encodeContent } from './encoding.js';

const head = { version: '1.0.0', as_of: '2026-09-23' };
const providers = [
  { provider_id: 'acme', provider_name: 'Acme', extra_kwargs: { base_url: 'https://acme.example' } },
];

function roundTrip(model: ShippedModel): ShippedModel | undefined {
  const content = encodeContent({ ...head, providers, models: [model] });
  const stored = JSON.parse(JSON.stringify(content));
  return decodeCatalog({ sequence: 1, hash: contentHash(content), content: stored }).models[0];
}

describe('the file format', () => {
  it('gives back every field of a model, free, unknown and false apart', () => {
    const model = chatModel({ input_cost: 0, output_cost: null, function_call: 0, image_support: null });
    expect(roundTrip(model)).toEqual(model);
  });

  it('gives back tiers and conditions', () => {
    const costs = {
      input_cost: 5,
      output_cost: 0,
      cache_hit_input_cost: null,
      cache_creation_input_cost: 1.25,
    };
    const price_tiers = [{ above_input_tokens: 200_000, ...costs }];
    const model = chatModel({ price_tiers, price_conditions: ['tiered'] });
    expect(roundTrip(model)).toEqual(model);
  });

  it('splits a name at the first slash only', () => {
    const model = chatModel({
      model_name: 'acme/org/chat:free',
      upstream_model: 'org/chat:free',
      aliases: [],
    });
    expect(roundTrip(model)?.model_name).toBe('acme/org/chat:free');
  });

  it('writes a provenance that many models share once', () => {
    const models = [chatModel(), chatModel({ upstream_model: 'chat-2', model_name: 'acme/chat-2' })];
    expect(encodeContent({ ...head, providers, models }).provenances).toHaveLength(1);
  });

  it('hashes the same content to the same value and other content to another', () => {
    const content = encodeContent({ ...head, providers, models: [chatModel()] });
    const same = encodeContent({ ...head, providers, models: [chatModel()] });
    const other = encodeContent({ ...head, providers, models: [chatModel({ input_cost: 2.6 })] });
    expect(contentHash(same)).toBe(contentHash(content));
    expect(contentHash(other)).not.toBe(contentHash(content));
  });
});
