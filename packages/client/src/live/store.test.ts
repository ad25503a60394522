import { describe, expect, it } from 'vitest';
import { FakeHistory } from '../../test/fake-history.js';
import { FakeRegistry } from '../../test/fake-registry.js';
import { openCopy, QuickTime } from '../../test/live-models.js';
import { RegistryProblem } from '../problem.js';
import type { LiveTrouble } from './live-models.js';
import type { SnapshotStore } from './snapshot-store.js';

/** A store in memory. */
class Memory implements SnapshotStore {
  text: string | undefined;
  saves = 0;
  /** What happens before a save is done. */
  beforeSave: () => Promise<void> = async () => {};

  async load(): Promise<AsyncIterable<Uint8Array> | undefined> {
    const { text } = this;
    if (text === undefined) return undefined;
    return (async function* () {
      yield new TextEncoder().encode(text);
    })();
  }

  async save(pieces: Iterable<string>): Promise<void> {
    this.saves += 1;
    await this.beforeSave();
    this.text = [...pieces].join('');
  }

  /** Changes a member of what is stored. */
  set(name: string, value: unknown): void {
    this.text = JSON.stringify({ ...JSON.parse(this.text ?? '{}'), [name]: value });
  }
}

const start = () => FakeRegistry.start(new FakeHistory(['gpt-4o'], { gpt: 'gpt-4o' }));

/** A registry, and a store that a copy of it was kept in. */
async function stored(): Promise<{ registry: FakeRegistry; store: Memory; time: QuickTime }> {
  const registry = await start();
  const store = new Memory();
  const time = new QuickTime();
  await (await openCopy(registry.baseUrl, { store }, time)).close();
  registry.asked.length = 0;
  return { registry, store, time };
}

const waiting = (registry: FakeRegistry) => expect.poll(() => registry.waiting).toBe(1);
// The patience of a start, and the time between two saves, are over when they need not be waited for any more.
const patiently = () => Object.assign(new QuickTime(), { isEndless: (ms: number) => ms >= 3_000 });

describe('a copy that was kept', () => {
  it('is where the next start begins: it fetches only what changed since', async () => {
    const { registry, store } = await stored();
    registry.history.write(1, 'm');
    const models = await openCopy(registry.baseUrl, { store }, patiently());
    expect([models.state, models.revision, models.get('m')?.input_cost]).toEqual(['live', 2, 1]);
    expect(registry.asked.map(({ path }) => path)).not.toContain('/api/snapshot');
  });

  it('is served while the registry is down, and says how old it is', async () => {
    const { registry, store, time } = await stored();
    await registry.stop();
    const later = patiently();
    later.wall = time.wallNow() + 3_600_000;
    const models = await openCopy(registry.baseUrl, { store }, later);
    expect([models.state, models.get('gpt')?.model_name]).toEqual(['reconnecting', 'gpt-4o']);
    expect(models.age).toBeGreaterThanOrEqual(3_600_000);
  });

  it('is not waited on for long by a start: a registry that says nothing is as good as down', async () => {
    const { registry, store } = await stored();
    registry.faults.push('hang');
    const models = await openCopy(registry.baseUrl, { store });
    expect([models.state, models.size]).toEqual(['reconnecting', 1]);
  });

  it('is not served to a credential that the registry refuses', async () => {
    const { registry, store } = await stored();
    registry.faults.push({ status: 401, code: 'invalid_credential' });
    const opened = openCopy(registry.baseUrl, { store }, patiently());
    await expect(opened).rejects.toBeInstanceOf(RegistryProblem);
  });

  it('is replaced where the changes since are gone', async () => {
    const { registry, store } = await stored();
    registry.history.write(1, 'm');
    registry.history.trim();
    const models = await openCopy(registry.baseUrl, { store }, patiently());
    expect([models.state, models.get('m')?.input_cost]).toEqual(['live', 1]);
  });

  it.each<[string, (store: Memory) => void]>([
    ['cut off', (store) => Object.assign(store, { text: store.text?.slice(0, -9) })],
    ['no JSON', (store) => Object.assign(store, { text: 'x' })],
    ['empty', (store) => Object.assign(store, { text: '' })],
    ['null', (store) => Object.assign(store, { text: 'null' })],
    ['without a cursor', (store) => store.set('cursor', undefined)],
    ['without a time', (store) => store.set('current_at', 'yesterday')],
    ['full of something else', (store) => store.set('models', [1])],
    ['of another registry', (store) => store.set('base_url', 'http://elsewhere.example')],
    ['of a newer version', (store) => store.set('format', 2)],
  ])('is left aside, and that is told, when it is %s', async (_, spoil) => {
    const { registry, store } = await stored();
    spoil(store);
    const told: LiveTrouble[] = [];
    const onError = (trouble: LiveTrouble) => told.push(trouble);
    const models = await openCopy(registry.baseUrl, { store, onError }, patiently());
    expect(models.state).toBe('live');
    expect(told).toMatchObject([{ during: 'store', error: { name: 'UnusableSnapshot' } }]);
  });
});

it('a listener of errors that throws at what is stored does not keep anybody from starting', async () => {
  const { registry, store } = await stored();
  store.text = 'x';
  const onError = () => {
    throw new Error('a mistake of the application');
  };
  expect((await openCopy(registry.baseUrl, { store, onError }, patiently())).state).toBe('live');
});

describe('keeping', () => {
  it('happens at once, when something changed and some time went by, and at the end', async () => {
    const registry = await start();
    const store = new Memory();
    const time = patiently();
    const models = await openCopy(registry.baseUrl, { store, saveIntervalMs: 5_000 }, time);
    await expect.poll(() => store.saves).toBe(1);
    for (const price of [1, 2, 3]) {
      await waiting(registry);
      registry.change((history) => history.write(price, 'm'));
      await expect.poll(() => models.get('m')?.input_cost).toBe(price);
    }
    expect(store.saves).toBe(1);
    expect(time.pauses.filter((ms) => ms >= 3_000)).toEqual([5_000]);
    await models.close();
    expect(store.saves).toBe(2);
    expect(JSON.parse(store.text ?? '')).toMatchObject({ revision: 4, models: [{}, { input_cost: 3 }] });
  });

  it('never writes a credential down', async () => {
    const { store } = await stored();
    expect(store.text).toContain('gpt-4o');
    expect(store.text).not.toMatch(/token|Bearer/);
  });

  it('that fails is told, and stops nothing', async () => {
    const registry = await start();
    const store = new Memory();
    const full = new Error('no room');
    store.beforeSave = () => Promise.reject(full);
    const told: LiveTrouble[] = [];
    const models = await openCopy(registry.baseUrl, { store, onError: (trouble) => told.push(trouble) });
    await expect.poll(() => told).toEqual([{ during: 'store', error: full }]);
    await models.close();
    expect(models.get('gpt')?.model_name).toBe('gpt-4o');
  });

  it('writes down one state, whatever changes while it writes', async () => {
    const registry = await start();
    const store = new Memory();
    const models = await openCopy(registry.baseUrl, { store }, patiently());
    await expect.poll(() => store.saves).toBe(1);
    await waiting(registry);
    registry.change((history) => history.write(1, 'm'));
    await models.close();
    const { revision, models: kept } = JSON.parse(store.text ?? '');
    expect(kept).toHaveLength(revision);
  });
});
