import type { LiveChange, LiveModels } from '@llm-registry/client';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openWorkspace, removeAfterTest, shippedModel, uniqueId, uniqueName } from '../target/workspace.js';

const { editor, viewer } = await openWorkspace();

/** All models in memory, as an application with a viewer's credential has them. */
async function live(): Promise<LiveModels> {
  const models = await viewer.registry.live();
  onTestFinished(() => models.close());
  return models;
}

const follows = { timeout: 5_000, interval: 10 };

describe('models in memory', () => {
  test('are what the registry answers, shipped models by alias too', async () => {
    const { model_name, aliases } = await shippedModel((model) => model.aliases.length > 0);
    const models = await live();
    const asked = [model_name, ...aliases];
    const { results } = await viewer.registry.lookupModels({ model_names: asked });
    expect(Object.fromEntries(asked.map((name) => [name, models.get(name)]))).toEqual(results);
    const { summary } = await viewer.registry.getModelsSummary();
    expect(models.size).toBeGreaterThanOrEqual(summary.total_count);
  });

  test('follow what is created, changed and deleted', async () => {
    const model_name = uniqueName();
    removeAfterTest(editor, model_name);
    const models = await live();
    const told: LiveChange[] = [];
    models.on('change', (change) => change.name === model_name && told.push(change));
    const created = await editor.registry.upsertModel({ model_name, input_cost: 1 });
    await expect.poll(() => models.get(model_name), follows).toEqual(created);
    const changed = await editor.registry.updateModel({ model_name, input_cost: 2 });
    await expect.poll(() => models.get(model_name), follows).toEqual(changed);
    const { revision } = await editor.registry.withResponse.deleteModel({ model_name });
    await expect.poll(() => models.has(model_name), follows).toBe(false);
    expect(models.revision).toBeGreaterThanOrEqual(revision ?? Number.POSITIVE_INFINITY);
    expect(told).toEqual([
      { name: model_name, model: created, previous: undefined },
      { name: model_name, model: changed, previous: created },
      { name: model_name, model: undefined, previous: changed },
    ]);
  });

  test('follow their bases', async () => {
    const [base, derived] = [uniqueName('base'), uniqueName('derived')];
    removeAfterTest(editor, derived, base);
    await editor.registry.upsertModel({ model_name: base, input_cost: 1 });
    await editor.registry.upsertModel({ model_name: derived, base_model_name: base });
    const models = await live();
    await editor.registry.updateModel({ model_name: base, input_cost: 3 });
    await expect.poll(() => models.get(derived)?.input_cost, follows).toBe(3);
    expect(models.get(derived)).toEqual(await viewer.registry.getModel({ model_name: derived }));
  });

  test('follow their providers', async () => {
    const [model_name, provider_id] = [uniqueName(), uniqueId()];
    onTestFinished(async () => {
      await editor.send({ method: 'DELETE', path: `/api/providers/${provider_id}` });
    });
    removeAfterTest(editor, model_name);
    await editor.registry.createProvider({ provider_id, provider_name: 'Before' });
    await editor.registry.upsertModel({ model_name, provider_id });
    const models = await live();
    await editor.registry.updateProvider({ provider_id, provider_name: 'After' });
    await expect.poll(() => models.get(model_name)?.provider?.provider_name, follows).toBe('After');
  });

  test('let an own model take a shipped name or alias, and give it back', async () => {
    const { model_name, aliases } = await shippedModel((model) => model.aliases.length > 0);
    const names = [model_name, aliases[0] ?? ''];
    removeAfterTest(editor, ...names);
    const models = await live();
    for (const name of names) {
      const shipped = models.get(name);
      await editor.registry.upsertModel({ model_name: name, input_cost: 7 });
      await expect.poll(() => models.get(name)?.affiliation_category, follows).toBe('custom');
      expect(models.get(name)).toEqual(await viewer.registry.getModel({ model_name: name }));
      await editor.registry.deleteModel({ model_name: name });
      await expect.poll(() => models.get(name), follows).toEqual(shipped);
    }
  });
});
