import fc from 'fast-check';
import { expect, it } from 'vitest';
import { onEveryEngine } from '../../test/support/databases.js';
import { providersOn, rawText } from '../../test/support/providers.js';

onEveryEngine((open) => {
  it('whatever is written, no secret is in any answer, in the change log or in the database in clear', async () => {
    const database = await open();
    const providers = (await providersOn(database)).as('acme');
    const canary = fc.integer({ min: 1_000_000, max: 9_999_999 }).map((n) => `canary${n}`);
    const leaf = fc.oneof(
      canary,
      canary.map((text) => `!v1.${text}`),
      canary.map((text) => ({ $enc: text })),
    );
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.array(tie('any'), { maxLength: 3 }),
        fc.dictionary(fc.string(), tie('any'), { maxKeys: 3 }),
      ),
    })).any;
    const secretName = fc.constantFrom(
      'api_key',
      'Tokens',
      'headers',
      'x-secret',
      'dbPassword',
      'Authorization',
      'credentials',
    );
    const secrets = fc.dictionary(secretName, value, { maxKeys: 3 });
    const nested = fc.dictionary(fc.constantFrom('a', 'list', '__proto__', 'base'), secrets, { maxKeys: 2 });
    const body = fc.record({ api_key: canary, extra_kwargs: fc.oneof(secrets, nested) });

    let id = 0;
    await fc.assert(
      fc.asyncProperty(body, body, async (first, second) => {
        const provider_id = `p${id++}`;
        const answers = [
          await providers.post({ provider_id, ...first }),
          await providers.patch(provider_id, second),
          await providers.put(provider_id, first),
        ];
        const { provider } = await providers.get(provider_id);
        expect(JSON.stringify(answers)).not.toContain('canary');
        const again = await providers.put(provider_id, {
          api_key: '***',
          extra_kwargs: provider.extra_kwargs,
        });
        expect(again.provider).toEqual(provider);
      }),
      { numRuns: 40 },
    );
    expect(await rawText(database)).not.toContain('canary');
  });
});
