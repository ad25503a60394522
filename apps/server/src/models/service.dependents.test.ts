import { setImmediate as turn } from 'node:timers/promises';
import type { Model } from '@llm-registry/api-types';
import { expect, it } from 'vitest';
import { appOn } from '../../test/support/app.js';
import { onEveryEngine } from '../../test/support/databases.js';
import { modelsOf } from '../../test/support/models.js';
import type { Database } from '../db/connect.js';
import { layersOf } from '../revisions/layers.js';
import { type Effective, effectiveModel } from './inheritance.js';
import { effectiveOf, modelRow } from './row.js';
import { createModelStore } from './store.js';

/** More than are read, or written, at once. */
const many = 300;

const numbered = (prefix: string, count = many) =>
  Array.from({ length: count }, (_, index) => prefix + index);

/** The rows that writes of models which set nothing but their base would leave, without that many writes. */
async function inherit(database: Database, baseName: string, names: readonly string[]): Promise<void> {
  const layers = await layersOf(database.read, 'acme');
  await database.write.transaction(async (tx) => {
    const store = createModelStore(tx, layers);
    const { own } = await store.place(baseName);
    const base: Effective | null = own ? effectiveOf(own) : null;
    const definition = { base_model_name: baseName };
    const times = { createdAt: layers.own, updatedAt: layers.own };
    const facts = { layer: layers.own, definition, implicitBase: null, retired: false, revision: 1 };
    const rows = names.map((name) =>
      modelRow(effectiveModel({ name, definition, baseName, aliases: [], ...times }, base), facts),
    );
    await tx.batchInsert('model', rows, 100);
  });
}

const costs = (answers: Record<string, Model | null>) => [
  ...new Set(Object.values(answers).map((answer) => answer?.input_cost)),
];

onEveryEngine((open) => {
  it('a base with many dependents is written while others are answered', async () => {
    const database = await open();
    const app = await appOn(database);
    const authorization = `Bearer ${app.keys.editor}`;
    const headers = { authorization, 'content-type': 'application/json' };
    const send = (method: string, path: string, body: object) =>
      fetch(`${app.url}/api/models${path}`, { method, headers, body: JSON.stringify(body) });
    for (const model_name of ['base', 'other']) await send('POST', '', { model_name });
    await inherit(database, 'base', numbered('x', 3_000));
    const begun = new Promise<void>((resolve) => {
      database.write.on('query', ({ sql }: { sql: string }) => {
        if (sql.startsWith('update model')) resolve();
      });
    });

    const answered: string[] = [];
    const written = send('PUT', '/base', { input_cost: 2 }).then(({ status }) =>
      answered.push(`PUT ${status}`),
    );
    await begun;
    const { status } = await fetch(`${app.url}/api/models/other`, { headers });
    answered.push(`GET ${status}`);
    await written;

    expect(answered).toEqual(['GET 200', 'PUT 200']);
    await app.close();
  });

  it('and nobody ever sees some of them as before and some as after', async () => {
    const database = await open();
    const models = (await modelsOf(database)).as('acme');
    await models.post({ model_name: 'base', input_cost: 1 });
    const names = numbered('x');
    await inherit(database, 'base', names);
    let isWritten = false;
    const written = models.patch('base', { input_cost: 2 }).finally(() => {
      isWritten = true;
    });
    while (!isWritten) {
      expect(costs(await models.lookup(['base', ...names]))).toHaveLength(1);
      // Requests come from the event loop; a loop of promises alone would keep it from the write.
      await turn();
    }
    await written;
    expect(costs(await models.lookup(['base', ...names]))).toEqual([2]);
  });

  it('dependents of dependents follow, wherever their names stand', async () => {
    const database = await open();
    const models = (await modelsOf(database)).as('acme');
    await models.post({ model_name: 'base', input_cost: 1 });
    const middle = numbered('m');
    await inherit(database, 'base', middle);
    for (const base of [middle.at(0), middle.at(-1)])
      await inherit(database, base ?? '', numbered(`a/${base}/`));
    await models.patch('base', { input_cost: 2, max_context_window: 9 });
    const below = [...numbered('a/m0/'), ...numbered(`a/${middle.at(-1)}/`)];
    const answers = await models.lookup([...middle, ...below]);
    expect(Object.values(answers)).toHaveLength(3 * many);
    expect(costs(answers)).toEqual([2]);
    expect((await models.get(below.at(-1) ?? '')).max_context_window).toBe(9);
  });

  it('those whose answer stays as it is are not written', async () => {
    const database = await open();
    const models = (await modelsOf(database)).as('acme');
    await models.post({ model_name: 'base', input_cost: 1 });
    await models.post({ model_name: 'follows', base_model_name: 'base' });
    await models.post({ model_name: 'sets', base_model_name: 'base', input_cost: 3 });
    await models.patch('base', { input_cost: 2 });
    const revisionOf = async (name: string) =>
      (await database.read('model').where({ name }).first())?.revision;
    expect(await revisionOf('follows')).toBe(await models.revision());
    expect(await revisionOf('sets')).toBe((await models.revision()) - 1);
  });

  it('they follow the target of an alias when its shadow is deleted', async () => {
    const database = await open();
    const models = (await modelsOf(database)).as('acme');
    await models.post({ model_name: 'gpt-4o-mini', input_cost: 7 });
    const names = numbered('x');
    await inherit(database, 'gpt-4o-mini', names);
    await models.remove('gpt-4o-mini');
    const { input_cost: shipped } = await models.get('openai/gpt-4o-mini');
    expect(costs(await models.lookup(names))).toEqual([shipped]);
    expect((await models.definition('x299')).base_model_name).toBe('openai/gpt-4o-mini');
    await models.post({ model_name: 'openai/gpt-4o-mini', input_cost: 5 });
    expect(costs(await models.lookup(names))).toEqual([5]);
  });
});
