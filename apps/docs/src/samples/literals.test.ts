import { describe, expect, it } from 'vitest';
import { asJson, asPython, asTypescript } from './literals.mjs';

const model = { model_name: "acme/o'neill", 'x-y': null, flags: [true, 0] };

describe('a value', () => {
  it('is written as TypeScript has it', () => {
    expect(asTypescript(model)).toBe(`{ model_name: 'acme/o\\'neill', 'x-y': null, flags: [true, 0] }`);
    expect(asTypescript('a "b" \\ c\n')).toBe(`'a "b" \\\\ c\\n'`);
  });

  it('is written as Python has it', () => {
    expect(asPython(model)).toBe(`{"model_name": "acme/o'neill", "x-y": None, "flags": [True, 0]}`);
  });

  it('has a line for each member where one line would be too long', () => {
    const long = { text: 'x'.repeat(70), more: {} };
    expect(asJson(long, '  ')).toBe(`{\n    "text": "${long.text}",\n    "more": {}\n  }`);
    expect(asPython(long)).toBe(`{\n    "text": "${long.text}",\n    "more": {},\n}`);
    expect(JSON.parse(asJson(long))).toEqual(long);
  });
});
