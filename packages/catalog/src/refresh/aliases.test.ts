import { describe, expect, it } from 'vitest';
import { chatModel } from '../chat-model.fixture.js';
import { type Candidate, withAliases } from './aliases.js';

function candidate(provider_id: string, id: string, changes: Partial<Candidate> = {}): Candidate {
  const model = chatModel({
    model_name: `${provider_id}/${id}`,
    provider_id,
    upstream_model: id,
    aliases: [],
  });
  return { model, firstParty: true, priceOnly: false, ...changes };
}

function aliases(...candidates: Candidate[]): string[][] {
  return withAliases(candidates).map((model) => model.aliases);
}

describe('aliases', () => {
  it("are a first party's bare ids", () =>
    expect(aliases(candidate('openai', 'gpt-4o'))).toEqual([['gpt-4o']]));

  it('are not given to a host, nor taken by it from the first party', () => {
    expect(
      aliases(candidate('openai', 'gpt-4o'), candidate('azure', 'gpt-4o', { firstParty: false })),
    ).toEqual([['gpt-4o'], []]);
  });

  it('are given to nobody when two first parties have the id', () => {
    expect(aliases(candidate('mistral', 'glm-5'), candidate('zai', 'glm-5'))).toEqual([[], []]);
  });

  it('are never given to a row that only the price source knows, which still spoils a claim', () => {
    const priceOnly = candidate('cohere', 'command', { priceOnly: true });
    expect(aliases(priceOnly)).toEqual([[]]);
    expect(aliases(priceOnly, candidate('xai', 'command'))).toEqual([[], []]);
  });

  it('are never the name of another model, nor a reserved one', () => {
    expect(aliases(candidate('google', 'groq/x'), candidate('groq', 'x', { firstParty: false }))).toEqual([
      [],
      [],
    ]);
    expect(aliases(candidate('google', 'summary'))).toEqual([[]]);
  });
});
