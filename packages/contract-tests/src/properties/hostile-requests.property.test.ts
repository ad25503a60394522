import fc from 'fast-check';
import { generateSync } from 'json-schema-faker';
import { expect, onTestFinished, test } from 'vitest';
import { takeFaults } from '../answers/observe.js';
import { contract } from '../contract/document.js';
import { type Operation, operations } from '../contract/operations.js';
import type { RawRequest } from '../requests/raw.js';
import { sample } from '../requests/samples.js';
import { openWorkspace, uniqueId, uniqueName } from '../target/workspace.js';
import { mutated, mutation } from './mutations.js';

const { admin } = await openWorkspace();

/** Names of this run, so that what slips through can be found and taken away. */
const subjects = { model: uniqueName('hostile'), provider: uniqueId('hostile'), key: 'none' };

const schemaOf = (operation: Operation) => {
  const place = operation.request
    .get('application/json')
    ?.schema.map((token) => token.replaceAll('~', '~0').replaceAll('/', '~1'));
  return {
    $ref: `#/${(place ?? []).join('/')}`,
    components: contract['components'],
    paths: contract['paths'],
  };
};

/** A body that fits its schema, but for rules that only patterns and formats say. */
function validBody(operation: Operation, seed: number): unknown {
  const options = { seed, optionalsProbability: 0.5, maxItems: 5, maxLength: 40 };
  const body = generateSync(schemaOf(operation), options);
  const { body: usual } = sample(operation.id, subjects);
  if (seed % 3 === 0) return body;
  // With the identity of the sample, which is ours to write to, and without names that mean nothing.
  const { base_model_name: _base, provider_id: _id, custom_provider_id: _custom, ...rest } = Object(body);
  return { ...rest, ...Object(usual) };
}

/** Keys are left alone: they cannot be told from others' afterwards. */
const taking = operations.filter(({ id, request }) => request.size > 0 && id !== 'createKey');

function mostly<T>(usual: T, ...others: T[]): fc.Arbitrary<T> {
  return fc.oneof(
    { weight: 6, arbitrary: fc.constant(usual) },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  );
}

const request: fc.Arbitrary<RawRequest> = fc
  .record({
    operation: fc.constantFrom(...taking),
    seed: fc.nat({ max: 100_000 }),
    mutations: fc.array(mutation, { maxLength: 2 }),
    query: mostly('', '?page=2', '?page=-1', '?sort_by=-input_cost', '?x[y]=1', '?page=1&page=2', '?a=%00'),
    header: mostly<RawRequest['headers']>(
      {},
      { 'If-Match': '*' },
      { 'If-Match': '"' },
      { 'If-None-Match': '*' },
      { 'Registry-Min-Revision': '0' },
    ),
  })
  .map(({ operation, seed, mutations, query, header }) => {
    const { path, ...rest } = sample(operation.id, subjects);
    return {
      ...rest,
      path: path + query,
      headers: header ?? {},
      body: mutations.reduce(mutated, validBody(operation, seed)),
    };
  });

test('any request made from the schemas and then damaged is answered as the contract says, and never with a 5xx', async () => {
  const statuses = new Map<number, number>();
  onTestFinished(async () => {
    for (const id of ['deleteModel', 'deleteProvider']) await admin.send(sample(id, subjects));
  });
  await admin.send({ ...sample('upsertModel'), body: { model_name: subjects.model } });
  await admin.send({ ...sample('createProvider'), body: { provider_id: subjects.provider } });
  await fc.assert(
    fc.asyncProperty(request, async (hostile) => {
      const { status, text, headers } = await admin.send(hostile);
      const created = status === 201 ? headers.get('location') : null;
      if (created !== null) await admin.send({ method: 'DELETE', path: created });
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      expect([takeFaults(), status < 500], text.slice(0, 500)).toEqual([[], true]);
    }),
    { numRuns: 400, interruptAfterTimeLimit: 12_000 },
  );
  // Neither were all of them refused nor were all accepted, or the property says little.
  expect(statuses.get(400)).toBeGreaterThan(50);
  expect(statuses.get(200)).toBeGreaterThan(20);
});
