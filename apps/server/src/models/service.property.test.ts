import type { Model, ModelPatch } from '@llm-registry/api-types';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { shippedModel, smallCatalog } from '../../test/support/catalog.js';
import { onEveryEngine } from '../../test/support/databases.js';
import { randomCases } from '../../test/support/form.js';
import { mergePatch, Reference, ReferenceCatalog, Refused } from '../../test/support/model-reference.js';
import { modelsOf } from '../../test/support/models.js';
import { RegistryError } from '../errors.js';

/** Catalogs that come one after another: prices move, models come, go and return, an alias changes hands. */
const shippedOne = shippedModel('p/one', {
  aliases: ['one', 'uno'],
  input_cost: 1,
  price_conditions: ['tiered'],
  function_call: 1,
  streaming_support: 1,
  supported_params: { tools: true, stream: true, seed: true },
});
const shippedTwo = shippedModel('q/two', { aliases: ['two'], output_cost: 2, max_context_window: 1000 });
const shippedThree = shippedModel('q/three', { aliases: ['three', 'uno'], model_type: 'embedding' });
const catalogs = [
  smallCatalog([shippedOne, shippedTwo], 2),
  smallCatalog([{ ...shippedOne, input_cost: 3, streaming_support: 0 }, shippedTwo], 3),
  smallCatalog([{ ...shippedThree, aliases: ['three'] }, shippedTwo], 4),
  smallCatalog([shippedThree, { ...shippedOne, aliases: ['one'] }], 5),
  smallCatalog([shippedOne, shippedTwo, shippedModel('a', { aliases: ['b'], input_cost: 5 })], 6),
];
const providers = new Set(['p', 'q']);
const limits = { chain: 4, dependents: 4 };
const fewModels = { chain: 10, dependents: 100 };

const names = ['a', 'b', 'c', 'd', 'e', 'p/one', 'one', 'uno', 'q/two', 'two', 'q/three', 'three'];
const nullable = <Value>(...values: Value[]) => fc.option(fc.constantFrom(...values), { nil: null });
const param = fc.constantFrom('tools', 'stream', 'seed', '__proto__x');
const override = fc.dictionary(param, fc.constantFrom(true, false, null, { max: 1 }, { default: null }), {
  noNullPrototype: true,
});

const fields = fc.record(
  {
    input_cost: nullable(0, 0.1, 7),
    output_cost: nullable(0, 620.57),
    max_context_window: nullable(1, 8192),
    streaming_support: nullable(0 as const, 1 as const),
    function_call: nullable(0 as const, 1 as const),
    model_type: nullable('chat' as const, 'rerank' as const),
    provider_id: nullable('p', 'q', 'nobody'),
    display_name: nullable('Shown'),
    upstream_model: nullable('up'),
    is_called_by_custom_name: nullable(true, false),
    supported_params_override: fc.option(override, { nil: null }),
  },
  { requiredKeys: [] },
);
/** A name to pick when the operation runs: mostly one of an own model, so that writes meet something. */
const pick = fc.record({ own: fc.nat({ max: 9 }).map((tenth) => tenth < 7), index: fc.nat({ max: 1000 }) });
type Pick = typeof pick extends fc.Arbitrary<infer Value> ? Value : never;

const operation = fc.record({
  organization: fc.constantFrom(0, 0, 1),
  kind: fc.constantFrom('post', 'put', 'patch', 'patch', 'remove'),
  on: pick,
  set: fc.oneof(fields, fc.constant({})),
  base: fc.option(fc.option(pick, { nil: null }), { nil: undefined, freq: 3 }),
  upgradeBefore: fc.nat({ max: 14 }).map((roll) => roll === 0),
});
/** What every sequence begins with: posts that make models to work on. */
const creation = operation.map((given) => ({
  ...given,
  kind: 'post' as const,
  on: { ...given.on, own: false },
}));
const sequence = fc
  .tuple(
    fc.array(creation, { minLength: 6, maxLength: 12, size: 'max' }),
    fc.array(operation, { minLength: 5, maxLength: 40, size: 'max' }),
  )
  .map(([creations, operations]) => [...creations, ...operations]);

function picked({ own, index }: Pick, existing: readonly string[]): string {
  const among = own && existing.length > 0 ? existing : names;
  return among[index % among.length] ?? '';
}

type Write = { kind: 'post' | 'put' | 'patch' | 'remove'; on: string; body: ModelPatch };

/** The registry and its reference take writes alike. */
interface Writable {
  post(body: ModelPatch & { model_name: string }): unknown;
  put(name: string, body: ModelPatch): unknown;
  patch(name: string, body: ModelPatch): unknown;
  remove(name: string): unknown;
}

function perform(to: Writable, { kind, on, body }: Write): unknown {
  if (kind === 'post') return to.post({ ...body, model_name: on });
  return kind === 'remove' ? to.remove(on) : to[kind](on, body);
}

/** The code of the error that something ends with, null where it goes well. */
async function refusal(run: () => unknown): Promise<string | null> {
  try {
    await run();
    return null;
  } catch (error) {
    if (error instanceof RegistryError) return error.code;
    if (error instanceof Refused) return error.message;
    throw error;
  }
}

/** The answer with the provider as its id, as the reference has it. */
function plain(model: Model) {
  return { ...model, provider: model.provider?.provider_id ?? null };
}

type Organization = ReturnType<Awaited<ReturnType<typeof modelsOf>>['as']>;

/** @param catalogs how many there have been: each is one revision, without a row in the change log */
async function assertAlike(real: Organization, reference: Reference, catalogs: number): Promise<void> {
  const revision = await real.revision();
  const answers = await real.lookup(names);
  for (const asked of names) {
    const meaning = reference.meaning(asked);
    const answer = answers[asked] ?? null;
    if (meaning === null) expect(answer).toBeNull();
    else expect(answer && plain(answer)).toMatchObject(reference.effective(meaning.name, meaning.own));
  }
  for (const own of reference.names()) {
    const definition = await real.definition(own);
    expect(definition).toEqual({ model_name: own, ...reference.definition(own) });
    await real.put(own, definition);
    const explained = Object.entries((await real.explain(own)).fields);
    expect(Object.fromEntries(explained.map(([field, { value }]) => [field, value]))).toEqual(answers[own]);
  }
  // The PUT of each definition changed nothing, and every change has its row in the change log.
  const changes = await real.changes();
  expect(changes.map((change) => change.revision)).toEqual(changes.map((_change, index) => index + 1));
  expect(await real.revision()).toBe(revision);
  expect(revision).toBe(changes.length + catalogs);
  if (changes.length > 0) expect(await real.counts()).toEqual(reference.counts());
  expect(await real.recount()).toEqual(reference.counts());
}

onEveryEngine((open) => {
  const acme = async () =>
    (await modelsOf(await open(), { catalog: smallCatalog([shippedOne, shippedTwo]) })).as('acme');

  it.each([
    { how: 'one after another', atOnce: 1 },
    { how: 'ten at the same moment', atOnce: 10 },
  ])(
    'after any writes of two organizations, $how, all answers equal a naive recomputation',
    {
      timeout: 60_000,
    },
    async ({ atOnce }) => {
      await fc.assert(
        fc.asyncProperty(sequence, async (operations) => {
          const newer = [...catalogs];
          const loaded = () => 1 + catalogs.length - newer.length;
          const catalog = new ReferenceCatalog();
          const models = await modelsOf(await open(), { limits, catalog: smallCatalog([]) });
          const organizations = ['one', 'other'].map((organization) => ({
            real: models.as(organization),
            reference: new Reference(catalog, limits, providers),
          }));
          const upgrade = async () => {
            const next = newer.shift();
            if (!next) return;
            await models.upgrade(next);
            catalog.add(next);
          };
          await upgrade();

          for (let from = 0; from < operations.length; from += atOnce) {
            const some = operations.slice(from, from + atOnce);
            if (some.some(({ upgradeBefore }) => upgradeBefore)) await upgrade();
            const expected: (string | null)[] = [];
            const writes: (() => unknown)[] = [];
            for (const { organization, kind, on, set, base } of some) {
              const at = organizations[organization];
              if (!at) continue;
              const existing = at.reference.names();
              const baseName = base && picked(base, existing);
              const body = baseName === undefined ? set : { ...set, base_model_name: baseName };
              const write = { kind, on: picked(on, existing), body };
              expected.push(await refusal(() => perform(at.reference, write)));
              writes.push(() => perform(at.real, write));
            }
            expect(await Promise.all(writes.map(refusal))).toEqual(expected);
          }
          for (const at of organizations) await assertAlike(at.real, at.reference, loaded());
        }),
        { numRuns: randomCases(25) },
      );
    },
  );

  it('GET answers what PUT answered, and the same PUT once more changes nothing', async () => {
    const models = await acme();
    await fc.assert(
      fc.asyncProperty(fields, fc.constantFrom('one', 'q/two', null), async (set, base) => {
        const wanted: ModelPatch = {
          ...set,
          base_model_name: base,
          custom_provider_id: 'q',
          provider_id: 'q',
        };
        await models.post({ model_name: 'x' });
        const answer = await models.put('x', wanted);
        const revision = await models.revision();
        expect(await models.get('x')).toEqual(answer);
        expect(await models.put('x', wanted)).toEqual(answer);
        expect(await models.put('x', await models.definition('x'))).toEqual(answer);
        expect(await models.revision()).toBe(revision);
      }),
      { numRuns: randomCases(60) },
    );
  });

  it('PATCH leaves what a JSON merge patch of the definition does', async () => {
    const models = (await modelsOf(await open(), { limits: fewModels })).as('acme');
    await models.addProvider('p');
    await models.addProvider('q');
    await models.addProvider('nobody');
    await fc.assert(
      fc.asyncProperty(fields, fields, fields, async (set, first, second) => {
        await models.post({ model_name: 'x' });
        await models.put('x', set);
        for (const patch of [first, second]) {
          const { model_name: _name, ...before } = await models.definition('x');
          await models.patch('x', patch);
          const { model_name: _same, ...after } = await models.definition('x');
          expect(after).toEqual(mergePatch(before, patch));
        }
      }),
      { numRuns: randomCases(60) },
    );
  });
});
