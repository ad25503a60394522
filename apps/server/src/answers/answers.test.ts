import { describe, expect, it } from 'vitest';
import { jsonArray, jsonText, parseJson, storedJson, withMember } from './json-text.js';
import { answerTag, tagged } from './tag.js';

describe('JSON text', () => {
  it('is put together without being parsed', () => {
    const one = withMember<{ a: number; b: string }>('{"a":1}', 'b', jsonText('x'));
    expect(parseJson(one)).toEqual({ a: 1, b: 'x' });
    expect(parseJson(jsonArray([one, storedJson<{ a: number; b: string }>('{"a":2,"b":"y"}')]))).toEqual([
      { a: 1, b: 'x' },
      { a: 2, b: 'y' },
    ]);
    expect(jsonArray([])).toBe('[]');
  });

  it('takes a member of any name', () => {
    expect(withMember('{"a":1}', '"__proto__"', jsonText(null))).toBe('{"a":1,"\\"__proto__\\"":null}');
  });
});

describe('a tag', () => {
  it('is a strong validator: quoted, of characters that a header takes', () => {
    expect(answerTag('{}')).toMatch(/^"[\w-]{27}"$/);
  });

  it('is the same for the same bytes and another for others', () => {
    expect(answerTag('{"a":1}')).toBe(answerTag('{"a":1}'));
    expect(answerTag('{"a":1}')).not.toBe(answerTag('{"a":1 }'));
    expect(tagged('text')).toEqual({ text: 'text', tag: answerTag('text') });
  });
});
