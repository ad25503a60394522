import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyIdsOf, readTree, Sealed, sealedIn, storedTree } from './sealed-tree.js';

describe('a stored tree', () => {
  it('reads back as it was, whatever its strings and names are', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ depthSize: 'small' })), (given) => {
        const object = JSON.parse(JSON.stringify(given));
        expect(readTree(storedTree(object))).toEqual(object);
      }),
    );
  });

  it('keeps members named like the prototype', () => {
    const object = JSON.parse('{"__proto__": {"polluted": "x"}, "constructor": "y"}');
    expect(JSON.stringify(readTree(storedTree(object)))).toBe(JSON.stringify(object));
    expect({}).not.toHaveProperty('polluted');
  });

  it('tells a ciphertext from a string that looks like one, in whichever way it is written', () => {
    const sealed = new Sealed('v1.0123456789ab.AAAA');
    const stored = storedTree({ real: sealed });
    const forgeries = [sealed.ciphertext, `!${sealed.ciphertext}`, `=!${sealed.ciphertext}`, stored, '***'];
    const tree = readTree(storedTree({ real: sealed, forgeries, object: JSON.parse(stored) }));

    expect(sealedIn(tree)).toEqual([sealed]);
    expect(tree['forgeries']).toEqual(forgeries);
  });

  it('never turns a given value into a sealed one', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (given) => {
        expect(sealedIn(readTree(storedTree(JSON.parse(JSON.stringify(given)))))).toEqual([]);
      }),
    );
  });

  it('serializes its sealed values as ***', () => {
    expect(JSON.stringify({ api_key: new Sealed('v1.a.b') })).toBe('{"api_key":"***"}');
  });

  it('lists the keys it needs, each once', () => {
    const tree = [new Sealed('v1.bb.x'), { a: new Sealed('v1.aa.x'), b: new Sealed('v1.bb.y') }, 'v1.cc.z'];
    expect(keyIdsOf(tree)).toBe('["aa","bb"]');
    expect(keyIdsOf({ a: 'plain' })).toBe('[]');
  });

  it('is refused when somebody has edited it by hand', () => {
    expect(() => readTree('{"api_key": "sk-unmarked"}')).toThrow('damaged');
    expect(() => readTree('{"api_key": "sk-unmarked"}')).not.toThrow(/unmarked/);
    expect(inspect(readTree('{"a":"=b"}'))).toBe("{ a: 'b' }");
  });
});
