import { describe, expect, inject, test } from 'vitest';
import { type Documented, type Operation, operation, operations } from '../contract/operations.js';
import type { RawAnswer } from '../requests/raw.js';
import { sample } from '../requests/samples.js';
import { openWorkspace, type Workspace } from '../target/workspace.js';
import { differences } from './shape.js';

/** What the examples of the contract are about. */
const model = 'acme/gpt-4o-mini-support';
const provider = 'acme-azure';

const modelExample = () => operation('upsertModel').request.get('application/json')?.examples.get('onBase');
const providerExample = () =>
  operation('createProvider').request.get('application/json')?.examples.get('reference');

/** Operations that make what the others are about. */
const creating = ['upsertModel', 'createProvider', 'createKey'];

/** Makes what the examples are about; answers the id of a key, which nobody can choose. */
async function prepare({ admin }: Workspace): Promise<string> {
  await admin.send({ method: 'POST', path: '/api/models', body: modelExample() });
  await admin.send({ method: 'POST', path: '/api/providers', body: providerExample() });
  return (await admin.registry.createKey({ name: 'gateway', role: 'viewer' })).id;
}

function smallestDifference(documented: Documented | undefined, type: string, { json }: RawAnswer): string[] {
  const shown = [...(documented?.content.get(type)?.examples.values() ?? [])];
  const found = shown.map((example) => differences(example, json));
  return found.sort((one, other) => one.length - other.length)[0] ?? [];
}

/** The answer is a documented success, and of the shape of an example of it. */
function expectDocumented({ answers }: Operation, answer: RawAnswer): void {
  const documented = answers.get(answer.status);
  expect(answer.status).toBeLessThan(300);
  expect(documented).toBeDefined();
  expect(smallestDifference(documented, 'application/json', answer)).toEqual([]);
}

const withBody = operations.flatMap((one) =>
  [...one.request].flatMap(([type, { examples }]) =>
    [...examples].map(([name, body]) => [`${one.id} ${type} ${name}`, { one, type, body }] as const),
  ),
);

/** Their answers' members are named by models and providers, so that the schema alone says what is in them. */
const namedByData = ['getLitellmPrices', 'getModelsDevCatalog'];

const withoutBody = operations.filter(({ id, request }) => request.size === 0 && !namedByData.includes(id));

// The names of the examples may be in use elsewhere, where they are not to be touched.
describe.skipIf(inject('target').issuer === null)('an example that is sent is answered as documented', () => {
  test.each(withBody)('%s', async (_, { one, type, body }) => {
    const workspace = await openWorkspace();
    const key = creating.includes(one.id) ? 'none' : await prepare(workspace);
    const request = sample(one.id, { model, provider, key });
    const answer = await workspace.admin.send({ ...request, body, headers: { 'content-type': type } });
    expectDocumented(one, answer);
  });

  test.each(withoutBody.map((one) => [one.id, one] as const))('%s', async (_, one) => {
    const workspace = await openWorkspace();
    const key = await prepare(workspace);
    expectDocumented(one, await workspace.admin.send(sample(one.id, { model, provider, key })));
  });

  test('getDefinition, to the letter', async () => {
    const workspace = await openWorkspace();
    await prepare(workspace);
    const shown = operation('getDefinition').answers.get(200)?.content.get('application/json')?.examples;
    expect(await workspace.editor.registry.getDefinition({ model_name: model })).toEqual(
      shown?.get('example'),
    );
  });
});
