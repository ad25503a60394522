import { describe, expect, it } from 'vitest';
import { FakeHistory } from '../../test/fake-history.js';
import { FakeRegistry } from '../../test/fake-registry.js';
import { openCopy, QuickTime } from '../../test/live-models.js';
import { startServer } from '../../test/registry-server.js';
import { createClient } from '../create-client.js';
import { RegistryProblem } from '../problem.js';
import { RegistryUnreachable } from '../unreachable.js';
import type { LiveEvents, LiveModels, LiveTrouble } from './live-models.js';
import type { LiveChange } from './model-index.js';

const unavailable = { status: 503, code: 'database_unavailable' };
const noCredential = { status: 401, code: 'invalid_credential' };
const notReached = { status: 503, code: 'revision_not_reached' };

async function start(history = new FakeHistory(['gpt-4o'], { gpt: 'gpt-4o' })): Promise<FakeRegistry> {
  return FakeRegistry.start(history);
}

/** The next event of this kind that is as asked. */
function next<E extends keyof LiveEvents>(
  models: LiveModels,
  event: E,
  fits: (value: LiveEvents[E]) => boolean = () => true,
): Promise<LiveEvents[E]> {
  return new Promise((resolve) => {
    const stop = models.on(event, (value) => {
      if (!fits(value)) return;
      stop();
      resolve(value);
    });
  });
}

const isLive = ({ state }: LiveEvents['state']) => state === 'live';
const waiting = (registry: FakeRegistry) => expect.poll(() => registry.waiting).toBe(1);

describe('a live copy', () => {
  it('answers by name and by alias, at once', async () => {
    const registry = await start();
    const models = await openCopy(registry.baseUrl);
    expect(models.get('gpt-4o')).toMatchObject({ model_name: 'gpt-4o', input_cost: 0 });
    expect(models.get('gpt')).toBe(models.get('gpt-4o'));
    expect(models.get('nothing')).toBeUndefined();
    expect([models.has('gpt'), models.has('nothing')]).toEqual([true, false]);
    expect([models.size, models.revision, models.state]).toEqual([1, 1, 'live']);
    expect([...models.values()].map(({ model_name }) => model_name)).toEqual(['gpt-4o']);
  });

  it('follows what is created, changed and deleted, and tells what was before', async () => {
    const registry = await start();
    const models = await openCopy(registry.baseUrl);
    const told: LiveChange[] = [];
    models.on('change', (change) => told.push(change));
    for (const change of [
      (history: FakeHistory) => history.write(1, 'acme/bot'),
      (history: FakeHistory) => history.write(2, 'acme/bot'),
      (history: FakeHistory) => history.delete('acme/bot'),
    ]) {
      await waiting(registry);
      const changed = next(models, 'change');
      registry.change(change);
      await changed;
    }
    expect(told.map(({ previous, model }) => [previous?.input_cost, model?.input_cost])).toEqual([
      [undefined, 1],
      [1, 2],
      [2, undefined],
    ]);
    expect([models.get('acme/bot'), models.revision]).toEqual([undefined, 4]);
  });

  it('lets an own model take the name of an alias, and gives the alias back when that is deleted', async () => {
    const registry = await start();
    const models = await openCopy(registry.baseUrl);
    await waiting(registry);
    const shadowed = next(models, 'change');
    registry.change((history) => history.write(7, 'gpt'));
    expect(await shadowed).toMatchObject({ name: 'gpt', previous: { model_name: 'gpt-4o' } });
    expect(models.get('gpt')).toMatchObject({ model_name: 'gpt', input_cost: 7 });
    await waiting(registry);
    const restored = next(models, 'change');
    registry.change((history) => history.delete('gpt'));
    expect(await restored).toMatchObject({ name: 'gpt', model: { model_name: 'gpt-4o' } });
    expect(models.get('gpt')).toBe(models.get('gpt-4o'));
  });

  it('hands out what nobody can change', async () => {
    const models = await openCopy((await start()).baseUrl);
    const model = models.get('gpt-4o');
    expect(Object.isFrozen(model) && Object.isFrozen(model?.aliases)).toBe(true);
  });

  it('asks for no answer that is older than what it knows', async () => {
    const registry = await start();
    const models = await openCopy(registry.baseUrl);
    await waiting(registry);
    const changed = next(models, 'change');
    registry.change((history) => history.write(1, 'm'));
    await changed;
    await waiting(registry);
    expect(registry.asked.at(-1)?.headers['registry-min-revision']).toBe('2');
    expect(registry.asked.at(-1)?.query.get('wait')).toBe('25');
  });

  it('leaves room for the other calls of its client while it waits', async () => {
    const registry = await start();
    const client = createClient({ baseUrl: registry.baseUrl });
    const models = await client.live();
    await waiting(registry);
    const others = await Promise.all(Array.from({ length: 20 }, () => client.health()));
    expect(others).toHaveLength(20);
    expect(registry.waiting).toBe(1);
    await models.close();
  });

  it('ends its request when it is closed, and can still be read', async () => {
    const registry = await start();
    const models = await openCopy(registry.baseUrl);
    await waiting(registry);
    await Promise.all([models.close(), models.close()]);
    await expect.poll(() => registry.waiting).toBe(0);
    expect([models.state, models.get('gpt')?.model_name]).toEqual(['closed', 'gpt-4o']);
  });
});

describe('the start', () => {
  it('fails as a call does where nothing answers', async () => {
    await expect(openCopy('http://127.0.0.1:1', {}, undefined, 1)).rejects.toMatchObject({
      name: 'RegistryUnreachable',
      attempts: 2,
    });
  });

  it.each([401, 403, 404])('fails where the registry says no: %i', async (status) => {
    const registry = await start();
    registry.faults.push({ status, code: 'not_found' });
    await expect(openCopy(registry.baseUrl)).rejects.toBeInstanceOf(RegistryProblem);
  });

  it('goes on after tries that failed half way', async () => {
    const registry = await start();
    registry.faults.push('cut half way', unavailable);
    expect((await openCopy(registry.baseUrl, {}, undefined, 2)).size).toBe(1);
  });

  it.each<[string, string]>([
    ['a page of a proxy', '<html>'],
    ['something else in JSON', '{"models":[{"name":"m"}]}'],
    ['a snapshot without its end', '{"revision":1,"cursor":"c","models":[]'],
  ])('fails where the answer is no snapshot: %s', async (_, text) => {
    const { baseUrl } = await startServer({ text });
    await expect(openCopy(baseUrl)).rejects.toMatchObject({ code: 'unrecognized' });
  });

  it.each([{ waitSeconds: 0 }, { waitSeconds: 61 }, { timeoutMs: 0 }, { saveIntervalMs: -1 }])(
    'refuses options that make no sense: %o',
    async (options) => {
      await expect(openCopy('http://127.0.0.1:1', options)).rejects.toThrow(RangeError);
    },
  );
});

describe('an interruption', () => {
  it('leaves the last known state, says how old it is, and is told', async () => {
    const registry = await start();
    const time = new QuickTime();
    const models = await openCopy(registry.baseUrl, {}, time);
    await waiting(registry);
    const trouble = next(models, 'error');
    const lost = next(models, 'state');
    time.isEndless = () => true;
    registry.cut();
    expect(await lost).toEqual({ state: 'reconnecting', previous: 'live' });
    expect(await trouble).toMatchObject({ during: 'feed', error: expect.any(RegistryUnreachable) });
    time.passed += 5_000;
    expect([models.get('gpt')?.model_name, models.age >= 5_000]).toEqual(['gpt-4o', true]);
  });

  it('misses nothing that happened meanwhile', async () => {
    const registry = await start();
    const models = await openCopy(registry.baseUrl);
    await waiting(registry);
    await registry.stop();
    registry.history.write(1, 'm');
    const changed = next(models, 'change');
    await registry.listen();
    expect(await changed).toMatchObject({ name: 'm', model: { input_cost: 1 } });
    expect(models.state).toBe('live');
  });

  it('is waited out longer and longer, within bounds', async () => {
    const registry = await start();
    const time = new QuickTime();
    const models = await openCopy(registry.baseUrl, {}, time);
    registry.faults.push(...Array.from({ length: 8 }, () => unavailable));
    const back = next(models, 'state', isLive);
    registry.cut();
    await back;
    expect(time.pauses.slice(-6)).toEqual([2_000, 4_000, 8_000, 15_000, 15_000, 15_000]);
  });

  it('of a credential is told and asked about slowly', async () => {
    const registry = await start();
    const time = new QuickTime();
    const models = await openCopy(registry.baseUrl, {}, time);
    await waiting(registry);
    const refused = next(models, 'error', ({ error }) => error instanceof RegistryProblem);
    registry.faults.push(noCredential);
    const back = next(models, 'state', isLive);
    registry.cut();
    expect(await refused).toMatchObject({ error: { status: 401 } });
    await back;
    expect(time.pauses.at(-1)).toBe(22_500);
  });

  it('by a connection that says nothing is cut', async () => {
    const registry = await start();
    registry.faults.push('slow', 'hang');
    const models = await openCopy(registry.baseUrl, { timeoutMs: 200, waitSeconds: 1 });
    const trouble = await next(models, 'error');
    expect(trouble.error).toMatchObject({ name: 'RegistryUnreachable', timedOut: true });
    await next(models, 'state', isLive);
  });

  it('by an answer that does not hold as asked does not become a flood', async () => {
    const { baseUrl, arrived } = await startServer(
      { json: { revision: 1, cursor: 'c', models: [] } },
      { json: { revision: 1, cursor: 'c', changes: [], has_more: false } },
    );
    const time = new QuickTime();
    await openCopy(baseUrl, {}, time);
    await expect.poll(() => arrived.length).toBeGreaterThan(4);
    expect(time.pauses.slice(0, 3)).toEqual([375, 375, 375]);
  });

  it('by a listener that throws reaches neither the feed nor the other listeners', async () => {
    const registry = await start();
    const models = await openCopy(registry.baseUrl);
    await waiting(registry);
    const mistake = new Error('a mistake of the application');
    models.on('change', () => {
      throw mistake;
    });
    const heard = next(models, 'change');
    const trouble = next(models, 'error');
    registry.change((history) => history.write(1, 'm'));
    expect(await heard).toMatchObject({ name: 'm' });
    expect(await trouble).toEqual({ during: 'listener', error: mistake });
    expect(models.state).toBe('live');
  });

  it.each(['on', 'onError'])(
    'by a listener of errors that throws stops nothing: given to %s',
    async (way) => {
      const registry = await start();
      const heard: LiveTrouble[] = [];
      const throws = (trouble: LiveTrouble) => {
        heard.push(trouble);
        throw new Error('a mistake of the application');
      };
      const models = await openCopy(registry.baseUrl, way === 'onError' ? { onError: throws } : {});
      if (way === 'on') models.on('error', throws);
      await waiting(registry);
      const told = next(models, 'error');
      const back = next(models, 'state', isLive);
      registry.faults.push(unavailable);
      registry.cut();
      await told;
      await back;
      await waiting(registry);
      const changed = next(models, 'change');
      registry.change((history) => history.write(1, 'm'));
      await changed;
      // The connection that was cut, and the fault after it.
      expect(heard.map(({ during }) => during)).toEqual(['feed', 'feed']);
    },
  );
});

describe('an answer', () => {
  it('that is older than what is known is not taken', async () => {
    const registry = await start();
    registry.history.write(1, 'm');
    const models = await openCopy(registry.baseUrl);
    await waiting(registry);
    registry.faults.push('behind the times');
    const trouble = next(models, 'error', ({ error }) => !(error instanceof RegistryUnreachable));
    registry.cut();
    expect((await trouble).error).toMatchObject({ name: 'OutdatedAnswer' });
    expect([models.revision, models.get('m')?.input_cost]).toEqual([2, 1]);
  });

  it('that the changes are gone is followed by a snapshot, which is told as what differs', async () => {
    const registry = await start();
    registry.history.write(1, 'stays', 'goes');
    const models = await openCopy(registry.baseUrl);
    const stays = models.get('stays');
    const told: string[] = [];
    models.on('change', ({ name }) => told.push(name));
    await waiting(registry);
    await registry.stop();
    registry.history.delete('goes');
    registry.history.write(1, 'comes');
    registry.history.trim();
    const reloaded = next(models, 'reload');
    const back = next(models, 'state', isLive);
    await registry.listen();
    expect(await reloaded).toEqual({ revision: 4, previousRevision: 2, isOlder: false });
    await back;
    expect(told.sort()).toEqual(['comes', 'goes']);
    expect(models.get('stays')).toBe(stays);
  });

  it('of a registry that was restored is believed once it does not reach what is known, and is told', async () => {
    const registry = await start();
    registry.history.write(1, 'm');
    registry.history.write(2, 'm');
    const models = await openCopy(registry.baseUrl);
    await waiting(registry);
    registry.history.restore(1);
    const refused: unknown[] = [];
    models.on('error', ({ error }) => {
      if (error instanceof RegistryProblem) refused.push(error.code);
    });
    const reloaded = next(models, 'reload');
    registry.cut();
    expect(await reloaded).toEqual({ revision: 2, previousRevision: 3, isOlder: true });
    expect(refused).toEqual([notReached.code, notReached.code, 'snapshot_needed']);
    expect(models.get('m')?.input_cost).toBe(1);
  });

  it('that holds what is changed while it is made is followed by those changes, and nothing is lost', async () => {
    const registry = await start();
    registry.duringSnapshot = () => registry.history.write(1, 'late');
    const models = await openCopy(registry.baseUrl);
    expect([models.revision, models.get('late')?.input_cost]).toEqual([1, 1]);
    await waiting(registry);
    expect(models.revision).toBe(2);
  });
});
