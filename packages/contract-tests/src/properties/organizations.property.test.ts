import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Caller, openOtherWorkspace, openWorkspace, uniqueId, uniqueName } from '../target/workspace.js';

type Side = 'ours' | 'theirs';

/** Something that one of the two organizations does. */
interface Step {
  by: Side;
  act: 'post' | 'patch' | 'delete' | 'createProvider' | 'deleteProvider';
  which: number;
  cost: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  by: fc.constantFrom<Side>('ours', 'theirs'),
  act: fc.constantFrom<Step['act']>('post', 'patch', 'delete', 'createProvider', 'deleteProvider'),
  which: fc.nat({ max: 2 }),
  cost: fc.nat({ max: 9 }),
});

/** What an organization has if others do not exist: the cost of each model, and its providers. */
interface Naive {
  models: Map<string, number>;
  providers: Set<string>;
}

const nothing = (): Naive => ({ models: new Map(), providers: new Set() });

interface Names {
  models: string[];
  providers: string[];
}

/** Does a step, and says which status it has if the other organization does not exist. */
async function take({ act, which, cost }: Step, caller: Caller, naive: Naive, names: Names): Promise<void> {
  const [model = '', provider = ''] = [names.models[which], names.providers[which]];
  const path = `/api/models/${model}`;
  const body = { input_cost: cost };
  const has = act.endsWith('Provider') ? naive.providers.has(provider) : naive.models.has(model);
  const tried = {
    post: { method: 'POST', path: '/api/models', body: { model_name: model, ...body } },
    patch: { method: 'PATCH', path, body },
    delete: { method: 'DELETE', path },
    createProvider: { method: 'POST', path: '/api/providers', body: { provider_id: provider } },
    deleteProvider: { method: 'DELETE', path: `/api/providers/${provider}` },
  }[act];
  const expected = {
    post: has ? 200 : 201,
    patch: has ? 200 : 404,
    delete: has ? 204 : 404,
    createProvider: has ? 409 : 201,
    deleteProvider: has ? 204 : 404,
  }[act];
  expect((await caller.send(tried)).status).toBe(expected);
  if (act === 'post' || (act === 'patch' && has)) naive.models.set(model, cost);
  if (act === 'delete') naive.models.delete(model);
  if (act === 'createProvider') naive.providers.add(provider);
  if (act === 'deleteProvider') naive.providers.delete(provider);
}

async function expectSees(caller: Caller, naive: Naive, names: Names): Promise<void> {
  const { results } = await caller.registry.lookupModels({ model_names: names.models });
  const costs = names.models.map((name) => results[name]?.input_cost ?? null);
  expect(costs).toEqual(names.models.map((name) => naive.models.get(name) ?? null));
  const prefix = (names.models[0] ?? '').slice(0, -1);
  const filters = { model_name: { operator: 'startswith' as const, value: [prefix] } };
  const { count } = await caller.registry.filterModels({ filters });
  expect(count).toBe(naive.models.size);
  const ids = (await caller.registry.listProviders()).map(({ provider_id }) => provider_id);
  expect(names.providers.filter((id) => ids.includes(id))).toEqual(
    names.providers.filter((id) => naive.providers.has(id)),
  );
}

async function clear(caller: Caller, naive: Naive): Promise<void> {
  for (const name of naive.models.keys())
    await caller.send({ method: 'DELETE', path: `/api/models/${encodeURIComponent(name)}` });
  for (const id of naive.providers) await caller.send({ method: 'DELETE', path: `/api/providers/${id}` });
}

const theirs = (await openOtherWorkspace())?.editor;
const ours = theirs && (await openWorkspace()).editor;

test.skipIf(!ours)('two organizations never see each other, whatever they do', async () => {
  if (!ours || !theirs) return;
  const callers = { ours, theirs };
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (steps) => {
      const [name, id] = [uniqueName('org'), uniqueId('org')];
      const names = {
        models: [0, 1, 2].map((n) => `${name}-${n}`),
        providers: [0, 1, 2].map((n) => `${id}-${n}`),
      };
      const naive = { ours: nothing(), theirs: nothing() };
      try {
        for (const one of steps) await take(one, callers[one.by], naive[one.by], names);
        await expectSees(ours, naive.ours, names);
        await expectSees(theirs, naive.theirs, names);
      } finally {
        await clear(ours, naive.ours);
        await clear(theirs, naive.theirs);
      }
    }),
    { numRuns: 25, interruptAfterTimeLimit: 8_000 },
  );
});
