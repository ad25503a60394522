import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FakeHistory } from '../../test/fake-history.js';
import { FakeRegistry, type Fault } from '../../test/fake-registry.js';
import { openCopy } from '../../test/live-models.js';
import type { Model } from '../contract.js';
import type { LiveModels } from './live-models.js';

const SHIPPED = ['s1', 's2', 's3'];
const ALIASES = { a1: 's1', a2: 's2' };
// Own models, shadows of shipped ones, and shadows of their aliases.
const NAMES = ['m1', 'm2', 'm3', 's1', 's2', 'a1', 'a2'];

type Step = (registry: FakeRegistry) => void | Promise<void>;

const name = fc.constantFrom(...NAMES);
const price = fc.nat({ max: 3 });

const changes = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(price, fc.uniqueArray(name, { minLength: 1 })).map(write) },
  {
    weight: 3,
    arbitrary: name.map(
      (one): Step =>
        (to) =>
          to.change((history) => history.delete(one)),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom('a1', 'a2'), fc.constantFrom(...SHIPPED)).map(
      ([alias, target]): Step =>
        (to) =>
          to.change((history) => history.moveAlias(alias, target)),
    ),
  },
);

function write([cost, names]: [number, string[]]): Step {
  return (to) => to.change((history) => history.write(cost, ...names));
}

const fault = fc.constantFrom<Fault>(
  'cut',
  'cut half way',
  'slow',
  'behind the times',
  'again',
  'not ours',
  { status: 503, code: 'database_unavailable' },
  { status: 429, code: 'rate_limited', retryAfter: 1 },
  { status: 401, code: 'invalid_credential' },
);

const disturbances = fc.oneof(
  {
    weight: 5,
    arbitrary: fault.map(
      (one): Step =>
        (to) =>
          void to.faults.push(one),
    ),
  },
  { weight: 2, arbitrary: fc.constant<Step>((to) => to.cut()) },
  { weight: 1, arbitrary: fc.constant<Step>((to) => to.history.trim()) },
  { weight: 1, arbitrary: fc.constant<Step>(restart) },
  // The client may do anything between two steps, or nothing.
  {
    weight: 5,
    arbitrary: fc.integer({ min: 0, max: 20 }).map(
      (turns): Step =>
        () =>
          pass(turns),
    ),
  },
);

async function restart(registry: FakeRegistry): Promise<void> {
  await registry.stop();
  await pass(3);
  await registry.listen();
}

async function pass(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
}

const restored = fc.integer({ min: 1, max: 3 }).map(
  (revisions): Step =>
    (to) => {
      to.history.restore(revisions);
      to.cut();
    },
);

/** What somebody knows who heard every change, and whether it was told in order. */
class Witness {
  readonly known: Map<string, Model>;
  readonly faults: string[] = [];
  #revision: number;

  constructor(models: LiveModels) {
    this.known = new Map([...models.values()].map((model) => [model.model_name, model]));
    this.#revision = models.revision;
    models.on('change', ({ name: about, model, previous }) => {
      if (models.revision < this.#revision) this.faults.push('went back');
      this.#revision = models.revision;
      const before = this.known.get(about);
      // What a name meant through an alias is told of the model that it is an alias of.
      if (before && before !== previous) this.faults.push(`${about} was not what it was said to be`);
      if (model?.model_name === about) this.known.set(about, model);
      else this.known.delete(about);
    });
    models.on('reload', ({ revision, isOlder }) => {
      if (revision < this.#revision && !isOlder) this.faults.push('went back unsaid');
      this.#revision = revision;
    });
  }
}

function inMemory(models: LiveModels): Record<string, Model | null> {
  return Object.fromEntries(allNames().map((one) => [one, models.get(one) ?? null]));
}

function inRegistry({ history }: FakeRegistry): Record<string, Model | null> {
  return Object.fromEntries(allNames().map((one) => [one, history.answer(one)]));
}

function allNames(): string[] {
  return [...new Set([...NAMES, ...SHIPPED, ...Object.keys(ALIASES)])];
}

async function live(steps: readonly Step[], pageSize: number): Promise<void> {
  const registry = await FakeRegistry.start(new FakeHistory(SHIPPED, ALIASES));
  registry.pageSize = pageSize;
  const models = await openCopy(registry.baseUrl);
  const witness = new Witness(models);
  for (const step of steps) await step(registry);
  registry.faults.length = 0;
  await expect.poll(() => inMemory(models), { timeout: 3_000, interval: 2 }).toEqual(inRegistry(registry));
  expect(witness.faults).toEqual([]);
  const named = [...models.values()].map((model) => [model.model_name, model] as const);
  expect(witness.known).toEqual(new Map(named));
  expect(models.size).toBe(named.length);
  await models.close();
  await registry.stop();
}

const pageSize = fc.integer({ min: 1, max: 4 });

it('is what the registry is after any changes and interruptions, tells each change in order, and never goes back', async () => {
  const steps = fc.array(fc.oneof(changes, disturbances), { maxLength: 40 });
  await fc.assert(fc.asyncProperty(steps, pageSize, live), { numRuns: 60 });
}, 120_000);

it('follows a registry that was restored from a backup', async () => {
  const steps = fc.array(fc.oneof(changes, disturbances, restored), { maxLength: 25 });
  await fc.assert(fc.asyncProperty(steps, pageSize, live), { numRuns: 30 });
}, 120_000);
