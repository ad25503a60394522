import { expect, it } from 'vitest';
import { clockAt } from '../../test/support/clock.js';
import { onEveryEngine } from '../../test/support/databases.js';
import { modelsOf } from '../../test/support/models.js';

const stale = () => false;
const tagIs = (expected: string) => (current: string | null) => current === expected;

onEveryEngine((open) => {
  const acme = async () => (await modelsOf(await open())).as('acme');

  it('PUT puts every field that it does not give back to inherited', async () => {
    const models = await acme();
    await models.post({
      model_name: 'acme/x',
      base_model_name: 'gpt-4o-mini',
      input_cost: 1,
      display_name: 'X',
    });
    const replaced = await models.put('acme/x', {
      base_model_name: 'gpt-4o-mini',
      output_cost: 2,
      input_cost: null,
    });
    expect(replaced).toMatchObject({ display_name: 'acme/x', input_cost: 0.15, output_cost: 2 });
    expect(await models.definition('acme/x')).toEqual({
      model_name: 'acme/x',
      base_model_name: 'openai/gpt-4o-mini',
      output_cost: 2,
    });
  });

  it('PUT without a base leaves a model without one', async () => {
    const models = await acme();
    await models.post({ model_name: 'acme/x', base_model_name: 'gpt-4o-mini' });
    expect(await models.put('acme/x', {})).toMatchObject({
      base_model_name: null,
      input_cost: null,
      provider: null,
      supported_params: {},
      upstream_model: 'acme/x',
    });
  });

  it('PUT never creates', async () => {
    const models = await acme();
    await expect(models.put('acme/x', {})).rejects.toMatchObject({ code: 'model_not_found' });
    await expect(models.get('acme/x')).rejects.toMatchObject({ code: 'model_not_found' });
    expect(await models.revision()).toBe(1);
  });

  it('PATCH keeps what is absent, clears what is null and sets the rest', async () => {
    const models = await acme();
    await models.post({
      model_name: 'acme/x',
      base_model_name: 'gpt-4o-mini',
      input_cost: 1,
      output_cost: 2,
    });
    expect(await models.patch('acme/x', { input_cost: null, cache_hit_input_cost: 0 })).toMatchObject({
      input_cost: 0.15,
      output_cost: 2,
      cache_hit_input_cost: 0,
    });
  });

  it('POST creates, and updates with PATCH’s meaning', async () => {
    const { as, service } = await modelsOf(await open());
    const actor = { organization: 'acme', principal: 'key:test' };
    const post = (body: object) =>
      service.upsert(actor, { model_name: 'acme/x', ...body }, () => true, false);
    expect((await post({ input_cost: 1, output_cost: 2 })).value.created).toBe(true);
    expect((await post({ input_cost: null })).value.created).toBe(false);
    expect(await as('acme').definition('acme/x')).toEqual({ model_name: 'acme/x', output_cost: 2 });
  });

  it('a create-only POST is refused for an own name, not for a shipped one', async () => {
    const models = await acme();
    await models.post({ model_name: 'openai/gpt-4o-mini', input_cost: 1 }, undefined, true);
    await expect(
      models.post({ model_name: 'openai/gpt-4o-mini', input_cost: 2 }, undefined, true),
    ).rejects.toMatchObject({ code: 'precondition_failed' });
    expect((await models.get('openai/gpt-4o-mini')).input_cost).toBe(1);
  });

  it('a conditional POST is about what GET of the name answers', async () => {
    const models = await acme();
    const shipped = await models.tag('gpt-4o-mini');
    await expect(models.post({ model_name: 'acme/new' }, tagIs(shipped))).rejects.toMatchObject({
      code: 'precondition_failed',
    });
    await models.post({ model_name: 'gpt-4o-mini', input_cost: 1 }, tagIs(shipped));
    expect((await models.get('gpt-4o-mini')).input_cost).toBe(1);
  });

  it('a write whose precondition fails changes nothing', async () => {
    const models = await acme();
    await models.post({ model_name: 'acme/x', input_cost: 1 });
    for (const write of [
      () => models.put('acme/x', {}, stale),
      () => models.patch('acme/x', { input_cost: 2 }, stale),
      () => models.post({ model_name: 'acme/x', input_cost: 2 }, stale),
      () => models.remove('acme/x', stale),
    ]) {
      await expect(write()).rejects.toMatchObject({ code: 'precondition_failed' });
    }
    expect((await models.get('acme/x')).input_cost).toBe(1);
    expect(await models.revision()).toBe(2);
  });

  it('of two writers with one tag exactly one wins', async () => {
    const models = await acme();
    await models.post({ model_name: 'acme/x', input_cost: 1 });
    const tag = await models.tag('acme/x');
    const writers = Array.from({ length: 8 }, (_, index) =>
      models.patch('acme/x', { input_cost: 10 + index }, tagIs(tag)),
    );
    const ended = await Promise.allSettled(writers);
    const won = ended.filter((result) => result.status === 'fulfilled');
    expect(won).toHaveLength(1);
    expect(await models.get('acme/x')).toEqual(won[0]?.value);
    expect(await models.revision()).toBe(3);
  });

  it('the tag of a model moves when its base does', async () => {
    const models = await acme();
    await models.post({ model_name: 'acme/base', input_cost: 1 });
    await models.post({ model_name: 'acme/x', base_model_name: 'acme/base' });
    const before = await models.tag('acme/x');
    await models.patch('acme/base', { input_cost: 2 });
    await expect(models.patch('acme/x', { output_cost: 1 }, tagIs(before))).rejects.toMatchObject({
      code: 'precondition_failed',
    });
  });

  it('a write that changes nothing commits nothing', async () => {
    const models = await acme();
    const override = { temperature: { min: 0, max: 1 }, seed: true };
    const body = { base_model_name: 'gpt-4o-mini', input_cost: 1, supported_params_override: override };
    await models.post({ model_name: 'acme/x', ...body });
    const before = { answer: await models.get('acme/x'), tag: await models.tag('acme/x') };

    await models.put('acme/x', body);
    await models.put('acme/x', { ...body, base_model_name: 'openai/gpt-4o-mini', output_cost: null });
    await models.put('acme/x', {
      ...body,
      supported_params_override: { seed: true, temperature: { max: 1, min: 0 } },
    });
    await models.patch('acme/x', {});
    await models.patch('acme/x', { input_cost: 1.0, output_cost: null });
    await models.post({ model_name: 'acme/x', supported_params_override: { absent: null } });

    expect({ answer: await models.get('acme/x'), tag: await models.tag('acme/x') }).toEqual(before);
    expect(await models.revision()).toBe(2);
    expect(await models.changes()).toHaveLength(1);
  });

  it('updated_at strictly increases when the clock stands still or goes back', async () => {
    const time = clockAt('2026-11-01T12:00:00.000Z');
    const models = (await modelsOf(await open(), { clock: time.clock })).as('acme');
    const { created_at, updated_at } = await models.post({ model_name: 'acme/x' });
    expect(updated_at).toBe(created_at);
    expect((await models.patch('acme/x', { input_cost: 1 })).updated_at).toBe('2026-11-01T12:00:00.001Z');
    time.advance(-3600);
    expect(await models.patch('acme/x', { input_cost: 2 })).toMatchObject({
      created_at,
      updated_at: '2026-11-01T12:00:00.002Z',
    });
    time.advance(7200);
    expect((await models.put('acme/x', {})).updated_at).toBe('2026-11-01T13:00:00.000Z');
  });

  it('a change of the base does not move updated_at', async () => {
    const models = await acme();
    await models.post({ model_name: 'acme/base', input_cost: 1 });
    const { updated_at } = await models.post({ model_name: 'acme/x', base_model_name: 'acme/base' });
    await models.patch('acme/base', { input_cost: 2 });
    expect(await models.get('acme/x')).toMatchObject({ input_cost: 2, updated_at });
  });

  it('three states of a price and a flag come back as they were written', async () => {
    const models = await acme();
    for (const cost of [0, 0.1, 620.57, 1e-12, 1e9, 0.09999999999]) {
      await models.post({ model_name: 'acme/x', input_cost: cost });
      expect((await models.get('acme/x')).input_cost).toBe(cost);
      expect((await models.definition('acme/x')).input_cost).toBe(cost);
    }
    expect((await models.patch('acme/x', { input_cost: null })).input_cost).toBeNull();
    for (const flag of [0, 1, null] as const) {
      expect((await models.patch('acme/x', { function_call: flag })).function_call).toBe(flag);
    }
  });

  it('an unknown provider is refused at the spelling that names it', async () => {
    const models = await acme();
    await expect(models.post({ model_name: 'acme/x', provider_id: 'nobody' })).rejects.toMatchObject({
      code: 'unknown_provider',
      errors: [{ pointer: '/body/provider_id' }],
    });
    await expect(models.post({ model_name: 'acme/x', custom_provider_id: 'nobody' })).rejects.toMatchObject({
      code: 'unknown_provider',
      errors: [{ pointer: '/body/custom_provider_id' }],
    });
    expect(await models.revision()).toBe(1);
  });

  it('a provider may be shipped or own, is shown whole and is inherited', async () => {
    const models = await acme();
    await models.addProvider('acme-azure');
    await models.post({ model_name: 'acme/base', custom_provider_id: 'acme-azure' });
    await models.post({ model_name: 'acme/x', base_model_name: 'acme/base' });
    expect((await models.get('acme/x')).provider).toMatchObject({
      id: 'acme-azure',
      provider_id: 'acme-azure',
    });
    expect((await models.patch('acme/x', { provider_id: 'openai' })).provider).toMatchObject({
      id: 'openai',
    });
    expect((await models.patch('acme/x', { custom_provider_id: null })).provider).toMatchObject({
      id: 'acme-azure',
    });
  });

  it('an own provider of a shipped id is shown in its place, in shipped models too', async () => {
    const models = await acme();
    const before = await models.tag('gpt-4o-mini');
    await models.addProvider('openai', { provider_name: 'Ours' });
    expect((await models.get('gpt-4o-mini')).provider?.provider_name).toBe('Ours');
    expect(await models.tag('gpt-4o-mini')).not.toBe(before);
  });

  it('a body is judged by itself before the model is looked for', async () => {
    const models = await acme();
    await expect(models.put('acme/x', { model_name: 'acme/y' })).rejects.toMatchObject({
      code: 'invalid_request',
    });
    await expect(models.patch('acme/x', { provider_id: 'a', custom_provider_id: 'b' })).rejects.toMatchObject(
      { code: 'invalid_request' },
    );
  });

  it('a precondition is judged before the meaning of the body', async () => {
    const models = await acme();
    await models.post({ model_name: 'acme/x' });
    await expect(models.put('acme/x', { base_model_name: 'nobody' }, stale)).rejects.toMatchObject({
      code: 'precondition_failed',
    });
  });

  it('names are kept byte for byte, whatever they are made of', async () => {
    const models = await acme();
    const composed = ['\u00e4', 'a\u0308'];
    const names = [
      '__proto__',
      'constructor',
      'A/b',
      'a/b',
      ...composed,
      '%2F',
      "o'clock",
      '模型/🙂',
      'a b?#[]',
    ];
    for (const name of names) expect((await models.post({ model_name: name })).model_name).toBe(name);
    for (const name of names) expect((await models.get(name)).id).toBe(name);
    expect((await models.counts())?.own_count).toBe(names.length);
  });

  it('every committed change is one row of the change log, with consecutive revisions', async () => {
    const { as } = await modelsOf(await open());
    const models = as('acme');
    await models.post({ model_name: 'acme/x', input_cost: 1 });
    const patched = await models.patch('acme/x', { input_cost: 2 });
    await models.patch('acme/x', { input_cost: 2 });
    await models.patch('acme/x', { base_model_name: 'nobody' }).catch(() => {});
    await models.put('acme/x', {});
    await as('other').post({ model_name: 'other/x' });
    await models.remove('acme/x');
    const changes = await models.changes();
    expect(changes.map(({ revision, operation, name }) => [revision, operation, name])).toEqual([
      [1, 'upsertModel', 'acme/x'],
      [2, 'updateModel', 'acme/x'],
      [3, 'replaceModel', 'acme/x'],
      [4, 'deleteModel', 'acme/x'],
    ]);
    expect(changes[0]).toMatchObject({ organization: 'acme', principal: 'key:test', kind: 'model' });
    expect(JSON.parse(changes[1]?.stored ?? '')).toEqual(patched);
    expect(changes[3]?.stored).toBeNull();
    expect(await models.revision()).toBe(5);
  });

  it('the change log holds no override and no fingerprint of a secret', async () => {
    const models = await acme();
    await models.addProvider('acme-azure', { has_api_key: true, api_key_fingerprint: 'f1ng3r' });
    const override = { 'x-internal': true };
    await models.post({
      model_name: 'acme/x',
      provider_id: 'acme-azure',
      supported_params_override: override,
    });
    expect((await models.get('acme/x')).provider?.api_key_fingerprint).toBe('f1ng3r');
    const [change] = await models.changes();
    expect(change?.stored).not.toContain('f1ng3r');
    expect(change?.stored).not.toContain('supported_params_override');
    expect(JSON.parse(change?.stored ?? '').provider).toMatchObject({
      has_api_key: true,
      api_key_fingerprint: null,
    });
  });

  it('organizations have names, revisions and counts of their own', async () => {
    const { as } = await modelsOf(await open());
    const [one, other] = [as('one'), as('other')];
    await one.post({ model_name: 'x', input_cost: 1 });
    await one.post({ model_name: 'openai/gpt-4o-mini', input_cost: 9 });
    await other.post({ model_name: 'x', input_cost: 2 });
    expect((await one.get('x')).input_cost).toBe(1);
    expect((await other.get('openai/gpt-4o-mini')).input_cost).toBe(0.15);
    await other.remove('x');
    await expect(other.get('x')).rejects.toMatchObject({ code: 'model_not_found' });
    await expect(
      other.post({ model_name: 'y', base_model_name: 'openai/gpt-4o-mini' }),
    ).resolves.toMatchObject({
      input_cost: 0.15,
    });
    expect([await one.revision(), await other.revision()]).toEqual([3, 4]);
    expect(await one.counts()).toEqual({ own_count: 2, hidden_count: 1 });
    expect(await other.counts()).toEqual({ own_count: 1, hidden_count: 0 });
  });

  it('of another organization there is no model to write, to build on or to delete', async () => {
    const { as } = await modelsOf(await open());
    await as('one').post({ model_name: 'x' });
    const other = as('other');
    await expect(other.put('x', {})).rejects.toMatchObject({ code: 'model_not_found' });
    await expect(other.patch('x', {})).rejects.toMatchObject({ code: 'model_not_found' });
    await expect(other.remove('x')).rejects.toMatchObject({ code: 'model_not_found' });
    await expect(other.definition('x')).rejects.toMatchObject({ code: 'model_not_found' });
    await expect(other.explain('x')).rejects.toMatchObject({ code: 'model_not_found' });
    await expect(other.post({ model_name: 'y', base_model_name: 'x' })).rejects.toMatchObject({
      code: 'unknown_base',
    });
    expect(await other.lookup(['x'])).toEqual({ x: null });
  });
});
