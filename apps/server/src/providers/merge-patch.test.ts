import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { onEveryEngine } from '../../test/support/databases.js';
import { providersOn } from '../../test/support/providers.js';
import { isTreeObject, Sealed, type Tree, type TreeObject } from '../secrets/sealed-tree.js';
import { mergePatch } from './merge-patch.js';

/** The pseudocode of RFC 7396, section 2, line by line. */
function reference(target: Tree | undefined, patch: Tree): Tree {
  if (!isTreeObject(patch)) return patch;
  const result: Record<string, Tree> = isTreeObject(target) ? { ...target } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name];
    else result[name] = reference(result[name], value);
  }
  return result;
}

const json: fc.Arbitrary<TreeObject> = fc.letrec<{ object: TreeObject; value: Tree }>((tie) => ({
  object: fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('value'), { noNullPrototype: true }),
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, 1, 'x', true),
    tie('object'),
    fc.array(fc.constantFrom<Tree>(1, null)),
  ),
})).object;

describe('a merge patch', () => {
  it('does what RFC 7396 says', () => {
    fc.assert(
      fc.property(json, json, (target, patch) => {
        expect(mergePatch(target, patch)).toEqual(reference(target, patch));
      }),
    );
  });

  it('treats members named like the prototype as members', () => {
    const patch = JSON.parse('{"__proto__": {"polluted": 1}, "constructor": {"a": 1}}');
    expect(JSON.stringify(mergePatch({ keep: 1 }, patch))).toBe(
      '{"keep":1,"__proto__":{"polluted":1},"constructor":{"a":1}}',
    );
    expect({}).not.toHaveProperty('polluted');
  });

  it('takes a sealed value for a value, never for an object to merge into', () => {
    const sealed = new Sealed('v1.a.b');
    expect(mergePatch({ kept: sealed, gone: sealed }, { gone: { a: 1 } })).toEqual({
      kept: sealed,
      gone: { a: 1 },
    });
  });
});

onEveryEngine((open) => {
  it('is what PATCH does to extra_kwargs', async () => {
    const providers = (await providersOn(await open())).as('acme');
    await providers.post({ provider_id: 'p' });
    await fc.assert(
      fc.asyncProperty(json, json, async (target, patch) => {
        await providers.put('p', { extra_kwargs: target });
        const { provider } = await providers.patch('p', { extra_kwargs: patch });
        expect(provider.extra_kwargs).toEqual(reference(target, patch));
        expect((await providers.get('p')).provider).toEqual(provider);
      }),
      { numRuns: 50 },
    );
  });
});
