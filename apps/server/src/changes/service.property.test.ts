import type { ChangePage, Model } from '@llm-registry/api-types';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { shippedModel, smallCatalog } from '../../test/support/catalog.js';
import { type ChangesOfOne, changesOn } from '../../test/support/changes.js';
import { onEveryEngine } from '../../test/support/databases.js';
import { randomCases } from '../../test/support/form.js';

const shippedNames = ['openai/a', 'openai/b', 'google/c', 'acme/d'];
const aliases = ['a', 'b', 'own'];
const ownNames = ['own', 'x', 'y', 'z\u{1F600}', 'z\uFF5E', ...shippedNames, 'a'];
const providers = ['openai', 'google', 'acme', 'mine'];
const everyName = [...new Set([...shippedNames, ...aliases, ...ownNames])];

/** One write of an organization, or of the operator. Those that the registry refuses change nothing. */
type Write =
  | { do: 'post'; name: string; base: string | undefined; provider: string | undefined; cost: number }
  | { do: 'remove'; name: string }
  | { do: 'createProvider' | 'updateProvider' | 'removeProvider'; id: string; label: string }
  | { do: 'show'; visibility: 'listed' | 'base_only' }
  | { do: 'upgrade'; models: { name: string; cost: number; alias: string | null }[] };

const oneOf = <T>(...values: T[]) => fc.constantFrom(...values);
const post = fc.record({
  do: fc.constant('post' as const),
  name: oneOf(...ownNames),
  base: fc.option(oneOf(...everyName), { nil: undefined }),
  provider: fc.option(oneOf(...providers), { nil: undefined }),
  cost: fc.integer({ min: 1, max: 3 }),
});
const remove = fc.record({ do: fc.constant('remove' as const), name: oneOf(...ownNames) });
const provider = fc.record({
  do: oneOf('createProvider' as const, 'updateProvider' as const, 'removeProvider' as const),
  id: oneOf(...providers),
  label: oneOf('P', 'Q'),
});
const show = fc.record({
  do: fc.constant('show' as const),
  visibility: oneOf('listed' as const, 'base_only' as const),
});
const upgrade = fc.record({
  do: fc.constant('upgrade' as const),
  models: fc.uniqueArray(
    fc.record({
      name: oneOf(...shippedNames),
      cost: fc.integer({ min: 1, max: 2 }),
      alias: fc.option(oneOf(...aliases)),
    }),
    { selector: ({ name }) => name, minLength: 1 },
  ),
});
const write: fc.Arbitrary<Write> = fc.oneof(
  { arbitrary: post, weight: 5 },
  { arbitrary: remove, weight: 3 },
  { arbitrary: provider, weight: 3 },
  { arbitrary: show, weight: 1 },
  { arbitrary: upgrade, weight: 1 },
);

type World = Awaited<ReturnType<typeof changesOn>>;

/** Aliases are unique in a catalog, and stay with the model that they were given first. */
function catalogOf(models: Extract<Write, { do: 'upgrade' }>['models'], sequence: number) {
  const aliasOf: Record<string, string> = { 'openai/a': 'a', 'openai/b': 'b', 'google/c': 'own' };
  return smallCatalog(
    models.map(({ name, cost, alias }) =>
      shippedModel(name, { input_cost: cost, aliases: alias === aliasOf[name] && alias ? [alias] : [] }),
    ),
    sequence,
  );
}

let sequence = 1;

async function perform(world: World, acme: ChangesOfOne, one: Write): Promise<void> {
  switch (one.do) {
    case 'post': {
      const { name: model_name, base, provider: provider_id, cost } = one;
      const body = { model_name, input_cost: cost };
      const base_model_name = base === undefined ? {} : { base_model_name: base };
      await acme.post({ ...body, ...base_model_name, ...(provider_id ? { provider_id } : {}) });
      return;
    }
    case 'remove':
      return void (await acme.remove(one.name));
    case 'createProvider':
      return void (await acme.createProvider({ provider_id: one.id, provider_name: one.label }));
    case 'updateProvider':
      return void (await acme.updateProvider(one.id, { provider_name: one.label }));
    case 'removeProvider':
      return void (await acme.removeProvider(one.id));
    case 'show':
      return void (await acme.show(one.visibility));
    case 'upgrade':
      sequence += 1;
      return world.upgrade(catalogOf(one.models, sequence));
  }
}

/** A copy of an organization's models, as a client keeps one: by name, and by the aliases that the models say. */
class Copy {
  readonly models = new Map<string, Model>();
  cursor = '';
  revision = 0;

  async begin(acme: ChangesOfOne): Promise<void> {
    const snapshot = await acme.snapshot();
    this.models.clear();
    for (const model of snapshot.models) this.models.set(model.model_name, model);
    expect(this.models.size).toBe(snapshot.models.length);
    this.cursor = snapshot.cursor;
    this.revision = snapshot.revision;
  }

  apply({ changes, cursor }: ChangePage): void {
    for (const { name, model } of changes) {
      if (model?.model_name === name) this.models.set(name, model);
      else this.models.delete(name);
    }
    this.cursor = cursor;
  }

  get(name: string): Model | null {
    const named = this.models.get(name);
    if (named) return named;
    return [...this.models.values()].find((model) => model.aliases.includes(name)) ?? null;
  }
}

async function follow(acme: ChangesOfOne, copy: Copy, sizes: readonly number[]): Promise<void> {
  const seen = new Set<string>();
  let last = 0;
  for (let at = 0; ; at += 1) {
    const page = await acme.page({ cursor: copy.cursor, pageSize: sizes[at % sizes.length] ?? 1 });
    for (const { name, revision } of page.changes) {
      expect(seen.has(name), `${name} comes once`).toBe(false);
      seen.add(name);
      expect(revision).toBeGreaterThanOrEqual(last);
      last = revision;
    }
    copy.apply(page);
    if (!page.has_more) return;
  }
}

async function assertSame(acme: ChangesOfOne, copy: Copy): Promise<void> {
  for (const name of everyName) expect([name, copy.get(name)]).toEqual([name, await acme.get(name)]);
}

const round = fc.record({
  writes: fc.array(write, { minLength: 1, maxLength: 8 }),
  sizes: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 3 }),
  /** A page that is read between the writes. */
  interrupted: fc.boolean(),
});

onEveryEngine((open) => {
  it('a copy that follows the changes answers what GET answers', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(round, { minLength: 1, maxLength: 5 }), async (rounds) => {
        const initial = shippedNames.map((name) => ({ name, cost: 1, alias: null }));
        sequence = 1;
        const world = await changesOn(await open(), catalogOf(initial, 1));
        const acme = world.as('acme');
        const copy = new Copy();
        await copy.begin(acme);
        for (const { writes, sizes, interrupted } of rounds) {
          for (const one of writes) {
            await perform(world, acme, one).catch((error: unknown) => {
              expect(error).toHaveProperty('code');
            });
            world.time.advance(1);
            if (interrupted) copy.apply(await acme.page({ cursor: copy.cursor, pageSize: sizes[0] ?? 1 }));
          }
          await follow(acme, copy, sizes);
          await assertSame(acme, copy);
          const fresh = new Copy();
          await fresh.begin(acme);
          await assertSame(acme, fresh);
        }
      }),
      { numRuns: Number(process.env['FEED_RUNS'] ?? randomCases(12)) },
    );
  }, 120_000);
});
