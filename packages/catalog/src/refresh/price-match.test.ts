import { describe, expect, it } from 'vitest';
import { readMatch } from './price-match.js';

describe('readMatch', () => {
  it.each([
    [{ equals: 'GPT-4o' }, 'gpt-4O', 'gpt-4o-mini'],
    [{ starts_with: 'gpt-4o' }, 'gpt-4o-mini', 'a-gpt-4o'],
    [{ ends_with: '-latest' }, 'x-Latest', 'x-latest-1'],
    [{ contains: 'claude' }, 'us.claude-3', 'gpt-4o'],
    [{ regex: '^o[134]' }, 'o3-mini', 'o2'],
    [{ or: [{ equals: 'a' }, { equals: 'b' }] }, 'b', 'c'],
    [{ and: [{ starts_with: 'a' }, { ends_with: 'z' }] }, 'abz', 'ab'],
  ])('%j matches %s and not %s', (condition, hit, miss) => {
    const match = readMatch(condition);
    expect([match(hit), match(miss)]).toEqual([true, false]);
  });

  it('stops at a condition it does not know', () => {
    expect(() => readMatch({ sounds_like: 'gpt' })).toThrow('the match "sounds_like" is unknown');
    expect(() => readMatch({})).toThrow('unknown');
  });
});
