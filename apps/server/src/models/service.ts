import { isDeepStrictEqual } from 'node:util';
import type {
  Explanation,
  LookupResult,
  Model,
  ModelDefinition,
  ModelPatch,
  ModelReplacement,
  ModelUpsert,
  Provider,
} from '@llm-registry/api-types';
import type { Knex } from 'knex';
import { type JsonText, jsonText, parseJson, storedJson } from '../answers/json-text.js';
import { type Precondition, type Tagged, tagged } from '../answers/tag.js';
import type { Database } from '../db/connect.js';
import type { ModelRow, ProviderRow } from '../db/rows.js';
import { errors } from '../errors.js';
import type { Actor, Change, Commit, Committed, Outcome } from '../revisions/commit.js';
import type { Layers } from '../revisions/layers.js';
import { renderModel } from './answer.js';
import { assertInheritance, baseRow, chainOf, implicitBase, type InheritanceLimits, resolveBase } from './bases.js';
import { assertSameName, type Definition, parseDefinition, patchedDefinition, replacementDefinition } from './definition.js';
import { recomputeDependants } from './dependants.js';
import { explain } from './explain.js';
import { effectiveModel } from './inheritance.js';
import { effectiveOf, modelRow } from './row.js';
import { type AnswerRow, createModelStore, type ModelStore } from './store.js';

export interface ModelServiceDeps {
  database: Database;
  commit: Commit;
  clock: () => Date;
  limits: InheritanceLimits;
  /** The provider as JSON text, secrets masked. */
  renderProvider: (row: Pick<ProviderRow, 'answer' | 'key_ids'>) => JsonText<Provider>;
}

/** How many names an error lists. */
const namesInError = 20;

/** An answer after a write; `created` tells a new model from a changed one. */
export interface WrittenModel extends Tagged<JsonText<Model>> {
  created: boolean;
}

/** What organizations say of models, and what a name means to them. */
export function createModelService(deps: ModelServiceDeps) {
  const render = (row: AnswerRow): Tagged<JsonText<Model>> =>
    tagged(renderModel(row.answer, row.provider && deps.renderProvider(row.provider)));

  /** What a name means: own, else shipped, else the target of a shipped alias, own first again. */
  async function answerOf(store: ModelStore, name: string): Promise<AnswerRow | undefined> {
    const direct = (await store.answers([name])).get(name);
    if (direct) return direct;
    const target = await store.aliasTarget(name);
    return target === null ? undefined : (await store.answers([target])).get(target);
  }

  async function existing(store: ModelStore, name: string): Promise<AnswerRow> {
    const row = await answerOf(store, name);
    if (!row) throw errors.modelNotFound(name);
    return row;
  }

  async function assertPrecondition(store: ModelStore, name: string, precondition: Precondition): Promise<void> {
    const row = await answerOf(store, name);
    if (!precondition(row ? render(row).tag : null)) throw errors.preconditionFailed();
  }

  /** The own model that a write means: 404 where the name means nothing, 403 where it means a shipped one. */
  async function ownForWrite(store: ModelStore, name: string): Promise<ModelRow> {
    const own = await store.own(name);
    if (own) return own;
    if (await store.shipped(name)) throw errors.catalogModelReadOnly(name);
    const target = await store.aliasTarget(name);
    throw target === null ? errors.modelNotFound(name) : errors.catalogAliasReadOnly(name, target);
  }

  function nextTime(previous: string | null): string {
    const now = deps.clock().getTime();
    return new Date(previous === null ? now : Math.max(now, Date.parse(previous) + 1)).toISOString();
  }

  /** Stores a definition whose base is resolved and brings everything that inherits from it along. */
  async function store(
    models: ModelStore,
    name: string,
    own: ModelRow | undefined,
    facts: { definition: Definition; baseName: string | null; implicit: string | null },
  ): Promise<void> {
    const { definition, baseName, implicit } = facts;
    const shipped = await models.shipped(name);
    const base = await baseRow(models, name, baseName);
    const updatedAt = nextTime(own?.updated_at ?? null);
    const effective = effectiveModel(
      {
        name,
        definition,
        baseName,
        aliases: shipped ? effectiveOf(shipped).answer.aliases : [],
        createdAt: own?.created_at ?? updatedAt,
        updatedAt,
      },
      base ? effectiveOf(base) : null,
    );
    const row = modelRow(effective, { layer: models.layers.own, definition, implicitBase: implicit, retired: false });
    await models.put([row]);
    if (!own || own.base_name !== baseName) await assertInheritance(models, row, deps.limits);
    await recomputeDependants(models, name, effective);
  }

  async function write(
    models: ModelStore,
    name: string,
    own: ModelRow | undefined,
    wanted: Definition,
  ): Promise<boolean> {
    const implicit = own ? own.implicit_base : await implicitBase(models, name);
    const given = wanted.base_model_name;
    const baseName = given === undefined ? implicit : await resolveBase(models, name, given);
    const definition = given === undefined || baseName === null ? wanted : { ...wanted, base_model_name: baseName };
    if (own && isDeepStrictEqual(definition, parseDefinition(own.definition))) return false;
    const provider = definition.provider_id;
    if (provider !== undefined && !(await models.providerExists(provider))) {
      throw errors.unknownProvider(provider, '/body/provider_id');
    }
    await store(models, name, own, { definition, baseName, implicit });
    return true;
  }

  /** The change row never holds a secret in any form, so not the fingerprint of one either. */
  function logged(answer: JsonText<Model>): string {
    const model = parseJson(answer);
    const provider = model.provider && { ...model.provider, api_key_fingerprint: null };
    return JSON.stringify({ ...model, provider });
  }

  async function outcome(
    models: ModelStore,
    operation: string,
    name: string,
    made: { changed: boolean; created: boolean },
  ): Promise<Outcome<WrittenModel>> {
    const answer = render(await existing(models, name));
    const change: Change | null = made.changed
      ? { operation, kind: 'model', name, stored: logged(answer.text) }
      : null;
    const counts = { own: made.created ? 1 : 0, hidden: made.created ? await hides(models, name) : 0 };
    return { value: { ...answer, created: made.created }, change, counts };
  }

  /** 1 where an own model of that name hides a shipped one from lists and counts. */
  async function hides(models: ModelStore, name: string): Promise<number> {
    const shipped = await models.shipped(name);
    return shipped && shipped.retired === 0 ? 1 : 0;
  }

  /** A PUT or PATCH of an own model: both make a definition out of the stored one and the body. */
  function change(
    operation: string,
    actor: Actor,
    name: string,
    precondition: Precondition,
    wanted: (stored: Definition) => Definition,
  ): Promise<Committed<WrittenModel>> {
    return deps.commit(actor, async (tx, layers) => {
      const models = createModelStore(tx, layers);
      const own = await ownForWrite(models, name);
      await assertPrecondition(models, name, precondition);
      const changed = await write(models, name, own, wanted(parseDefinition(own.definition)));
      return outcome(models, operation, name, { changed, created: false });
    });
  }

  /** Dependants of a deleted alias shadow inherit from the alias's target from now on. */
  async function rebase(models: ModelStore, name: string, target: string): Promise<void> {
    for (const row of await models.directDependants(name)) {
      const definition = { ...parseDefinition(row.definition), base_model_name: target };
      const next = { ...row, base_name: target, definition: JSON.stringify(definition) };
      await models.put([next]);
      await assertInheritance(models, next, deps.limits);
    }
    const root = (await models.own(target)) ?? (await models.shipped(target));
    if (root) await recomputeDependants(models, target, effectiveOf(root));
  }

  /** What takes the place of a deleted own model for those that inherit from it. */
  async function replaceBase(models: ModelStore, name: string): Promise<void> {
    const shipped = await models.shipped(name);
    if (shipped) return recomputeDependants(models, name, effectiveOf(shipped));
    const target = await models.aliasTarget(name);
    if (target !== null) return rebase(models, name, target);
    const { count, some } = await models.countDirectDependants(name, namesInError);
    if (count > 0) throw errors.modelInUse(name, count, some);
  }

  return {
    /** @throws model_not_found */
    async get(layers: Layers, name: string): Promise<Tagged<JsonText<Model>>> {
      return render(await existing(createModelStore(deps.database.read, layers), name));
    },

    /** One entry for each distinct name as it was asked, null where it means nothing. */
    async lookup(layers: Layers, names: readonly string[]): Promise<JsonText<LookupResult>> {
      const models = createModelStore(deps.database.read, layers);
      const distinct = [...new Set(names)];
      const direct = await models.answers(distinct);
      const targets = await models.aliasTargets(distinct.filter((name) => !direct.has(name)));
      const byTarget = await models.answers([...new Set(targets.values())]);
      const members = distinct.map((name) => {
        const row = direct.get(name) ?? byTarget.get(targets.get(name) ?? '');
        return `${JSON.stringify(name)}:${row ? render(row).text : 'null'}`;
      });
      return storedJson(`{"results":{${members.join(',')}}}`);
    },

    /** What is stored of an own model, with the tag of its answer. @throws model_not_found */
    async definition(layers: Layers, name: string): Promise<Tagged<JsonText<ModelDefinition>>> {
      const models = createModelStore(deps.database.read, layers);
      const own = await models.own(name);
      if (!own) throw (await answerOf(models, name)) ? errors.noDefinition(name) : errors.modelNotFound(name);
      const { tag } = render(await existing(models, name));
      return { text: jsonText({ model_name: name, ...parseDefinition(own.definition) }), tag };
    },

    /** Where each effective value comes from, with the tag of the answer. @throws model_not_found */
    async explain(layers: Layers, name: string): Promise<Tagged<JsonText<Explanation>>> {
      const models = createModelStore(deps.database.read, layers);
      const answer = await existing(models, name);
      const row = (await models.own(answer.name)) ?? (await models.shipped(answer.name));
      if (!row) throw errors.modelNotFound(name);
      const { text, tag } = render(answer);
      return { text: jsonText(explain(parseJson(text), await chainOf(models, row, deps.limits.chain))), tag };
    },

    replace(actor: Actor, name: string, body: ModelReplacement, precondition: Precondition) {
      assertSameName(name, body.model_name);
      return change('replaceModel', actor, name, precondition, () => replacementDefinition(body));
    },

    update(actor: Actor, name: string, body: ModelPatch, precondition: Precondition) {
      assertSameName(name, body.model_name);
      return change('updateModel', actor, name, precondition, (stored) => patchedDefinition(stored, body));
    },

    /** Creates, or updates with the meaning of a merge patch. `createOnly`: precondition_failed where it exists. */
    upsert(actor: Actor, body: ModelUpsert, precondition: Precondition, createOnly: boolean) {
      const { model_name: name } = body;
      if (name === undefined) throw errors.invalidField('/body/model_name', 'is required');
      return deps.commit(actor, async (tx, layers) => {
        const models = createModelStore(tx, layers);
        const own = await models.own(name);
        if (own && createOnly) throw errors.preconditionFailed();
        await assertPrecondition(models, name, precondition);
        const changed = await write(models, name, own, patchedDefinition(parseDefinition(own?.definition ?? null), body));
        return outcome(models, 'upsertModel', name, { changed, created: !own });
      });
    },

    /** @throws model_in_use unless a shipped model takes the name over */
    remove(actor: Actor, name: string, precondition: Precondition): Promise<Committed<null>> {
      return deps.commit(actor, async (tx, layers) => {
        const models = createModelStore(tx, layers);
        await ownForWrite(models, name);
        await assertPrecondition(models, name, precondition);
        const counts = { own: -1, hidden: -(await hides(models, name)) };
        await models.remove(name);
        await replaceBase(models, name);
        return { value: null, change: { operation: 'deleteModel', kind: 'model', name, stored: null }, counts };
      });
    },

    /** The own models that show a provider, for the deletion of a provider. */
    using: (tx: Knex, layers: Layers, providerId: string) =>
      createModelStore(tx, layers).modelsUsing(providerId, namesInError),
  };
}

export type ModelService = ReturnType<typeof createModelService>;
