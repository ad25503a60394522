import type {
  Explanation,
  LookupResult,
  Model,
  ModelDefinition,
  ModelPatch,
  ModelProvider,
  ModelReplacement,
  ModelUpsert,
} from '@llm-registry/api-types';
import type { Knex } from 'knex';
import { type JsonText, jsonText, parseJson, storedJson } from '../answers/json-text.js';
import { type Precondition, type Tagged, tagged, unconditional } from '../answers/tag.js';
import type { Database } from '../db/connect.js';
import type { ProviderRow } from '../db/rows.js';
import { errors } from '../errors.js';
import type { Actor, Change, Commit, Committed, Outcome } from '../revisions/commit.js';
import type { Layers, ProviderDetail } from '../revisions/layers.js';
import { renderModel } from './answer.js';
import type { AnswerRow } from './answer-row.js';
import { chainOf, type InheritanceLimits } from './bases.js';
import {
  assertBody,
  type Definition,
  type ModelBody,
  parseDefinition,
  patchedDefinition,
  providerPointer,
  replacementDefinition,
} from './definition.js';
import { explain } from './explain.js';
import { answerOf, answersOf, existingAnswer, placeForWrite } from './names.js';
import { createModelStore, type ModelStore, type Place } from './store.js';
import { namesInError, takeOver } from './take-over.js';
import { createModelWriter } from './write.js';

export interface ModelServiceDeps {
  database: Database;
  commit: Commit;
  clock: () => Date;
  limits: InheritanceLimits;
  /** The provider as JSON text, secrets masked, as much of it as is to be seen. */
  renderProvider: (
    row: Pick<ProviderRow, 'answer' | 'key_ids'>,
    detail: ProviderDetail,
  ) => JsonText<ModelProvider>;
}

/** An answer after a write; `created` tells a new model from a changed one. */
export interface WrittenModel extends Tagged<JsonText<Model>> {
  created: boolean;
}

/** The change row never holds a secret in any form, so not the fingerprint of one either. */
function logged(answer: JsonText<Model>, { provider: shown }: AnswerRow): string {
  if (shown === null) return answer;
  const model = parseJson(answer);
  const provider = model.provider && { ...model.provider, api_key_fingerprint: null };
  return JSON.stringify({ ...model, provider });
}

/** 1 where an own model at this place hides a shipped one from lists and counts. */
function hides({ shipped }: Place): number {
  return shipped && shipped.retired === 0 ? 1 : 0;
}

/** The names that a write of a model looks at first. */
function namesIn(name: string, { base_model_name: base }: ModelBody): string[] {
  return base ? [name, base] : [name];
}

/** What organizations say of models, and what a name means to them. */
export function createModelService(deps: ModelServiceDeps) {
  const write = createModelWriter(deps);

  const textOf = ({ answer, provider }: AnswerRow, { providerDetail }: Layers): JsonText<Model> =>
    renderModel(answer, provider && deps.renderProvider(provider, providerDetail));

  const render = (row: AnswerRow, layers: Layers): Tagged<JsonText<Model>> => tagged(textOf(row, layers));

  async function assertPrecondition(
    store: ModelStore,
    { name, own }: Place,
    precondition: Precondition,
  ): Promise<void> {
    if (precondition === unconditional) return;
    const row = own ?? (await answerOf(store, name));
    if (!precondition(row ? render(row, store.layers).tag : null)) throw errors.preconditionFailed();
  }

  /** The place of an own model that is to be written, which is as the request says. */
  async function openForWrite(
    tx: Knex.Transaction,
    layers: Layers,
    name: string,
    precondition: Precondition,
  ) {
    const store = createModelStore(tx, layers);
    const place = await placeForWrite(store, name);
    await assertPrecondition(store, place, precondition);
    return { store, place };
  }

  /** Writes at a place what becomes of its definition and the body, and answers the model afterwards. */
  async function writeBody(
    store: ModelStore,
    place: Place,
    operation: string,
    body: ModelBody,
    become: (stored: Definition, body: ModelBody) => Definition,
  ): Promise<Outcome<WrittenModel>> {
    const { name, own } = place;
    const definition = become(parseDefinition(own?.definition ?? null), body);
    const wanted = { definition, providerPointer: providerPointer(body) };
    const { row, isChanged, isAlone } = await write(store, place, wanted);
    const answer = render(row, store.layers);
    const change: Change | null = isChanged
      ? { operation, kind: 'model', name, stored: logged(answer.text, row) }
      : null;
    const counts = own ? { own: 0, hidden: 0 } : { own: 1, hidden: hides(place) };
    return { value: { ...answer, created: !own }, change, isAlone, counts };
  }

  /** A PUT or PATCH of an own model: both make a definition out of the stored one and the body. */
  function change(
    operation: string,
    actor: Actor,
    name: string,
    body: ModelBody,
    precondition: Precondition,
    become: (stored: Definition, body: ModelBody) => Definition,
  ): Promise<Committed<WrittenModel>> {
    assertBody(body, name);
    return deps.commit(
      actor,
      async (tx, layers) => {
        const { store, place } = await openForWrite(tx, layers, name, precondition);
        return writeBody(store, place, operation, body, become);
      },
      namesIn(name, body),
    );
  }

  return {
    /**
     * What a name answers, and the name of the model itself, which is another one where the name is an alias.
     * @throws model_not_found
     */
    async get(layers: Layers, name: string): Promise<Tagged<JsonText<Model>> & { name: string }> {
      const row = await existingAnswer(createModelStore(deps.database.read, layers), name);
      return { ...render(row, layers), name: row.name };
    },

    /** Which of some names are names of the organization's own models. */
    async ownNames(layers: Layers, names: readonly string[]): Promise<ReadonlySet<string>> {
      const rows = await createModelStore(deps.database.read, layers).inLayer(layers.own, names);
      return new Set(rows.map(({ name }) => name));
    },

    /** One entry for each distinct name as it was asked, null where it means nothing. */
    async lookup(layers: Layers, names: readonly string[]): Promise<JsonText<LookupResult>> {
      const distinct = [...new Set(names)];
      const found = await answersOf(createModelStore(deps.database.read, layers), distinct);
      const members = distinct.map((name) => {
        const row = found.get(name);
        return `${JSON.stringify(name)}:${row ? textOf(row, layers) : 'null'}`;
      });
      return storedJson(`{"results":{${members.join(',')}}}`);
    },

    /** What each of some names answers; those that mean nothing are absent. */
    async answers(layers: Layers, names: readonly string[]): Promise<Map<string, JsonText<Model>>> {
      const found = await answersOf(createModelStore(deps.database.read, layers), names);
      return new Map([...found].map(([name, row]) => [name, textOf(row, layers)]));
    },

    /**
     * Models that names answer, also those that have left the catalog, in the order of their names.
     * @param after the name to begin behind
     */
    async stretch(
      layers: Layers,
      after: string,
      most: number,
    ): Promise<{ name: string; text: JsonText<Model> }[]> {
      const rows = await createModelStore(deps.database.read, layers).stretch(after, most);
      return rows.map((row) => ({ name: row.name, text: textOf(row, layers) }));
    },

    /** What is stored of an own model, with the tag of its answer. @throws model_not_found */
    async definition(layers: Layers, name: string): Promise<Tagged<JsonText<ModelDefinition>>> {
      // One row holds both, so that the tag is the one of this very definition.
      const row = await existingAnswer(createModelStore(deps.database.read, layers), name);
      if (row.definition === null) throw errors.noDefinition(name);
      return {
        text: jsonText({ model_name: row.name, ...parseDefinition(row.definition) }),
        tag: render(row, layers).tag,
      };
    },

    /** Where each effective value comes from, with the tag of the answer. @throws model_not_found */
    async explain(layers: Layers, name: string): Promise<Tagged<JsonText<Explanation>>> {
      const store = createModelStore(deps.database.read, layers);
      const chain = await chainOf(store, await existingAnswer(store, name), deps.limits.chain);
      const [first] = chain;
      if (!first) throw errors.modelNotFound(name);
      // The chain was read at once, so the answer is taken from it: nothing it explains is of another moment.
      const { text, tag } = render(first, layers);
      return { text: jsonText(explain(parseJson(text), chain)), tag };
    },

    replace(actor: Actor, name: string, body: ModelReplacement, precondition: Precondition) {
      return change('replaceModel', actor, name, body, precondition, (_stored, given) =>
        replacementDefinition(given),
      );
    },

    update(actor: Actor, name: string, body: ModelPatch, precondition: Precondition) {
      return change('updateModel', actor, name, body, precondition, patchedDefinition);
    },

    /** Creates, or updates with the meaning of a merge patch. `createOnly`: precondition_failed where it exists. */
    upsert(actor: Actor, body: ModelUpsert, precondition: Precondition, createOnly: boolean) {
      const { model_name: name } = body;
      assertBody(body, name);
      return deps.commit(
        actor,
        async (tx, layers) => {
          const store = createModelStore(tx, layers);
          const place = await store.place(name);
          if (place.own && createOnly) throw errors.preconditionFailed();
          await assertPrecondition(store, place, precondition);
          return writeBody(store, place, 'upsertModel', body, patchedDefinition);
        },
        namesIn(name, body),
      );
    },

    /** @throws model_in_use unless a shipped model takes the name over */
    remove(actor: Actor, name: string, precondition: Precondition): Promise<Committed<null>> {
      return deps.commit(
        actor,
        async (tx, layers) => {
          const { store, place } = await openForWrite(tx, layers, name, precondition);
          await store.remove(name);
          await takeOver(store, place, deps.limits);
          const counts = { own: -1, hidden: -hides(place) };
          return {
            value: null,
            change: { operation: 'deleteModel', kind: 'model', name, stored: null },
            counts,
          };
        },
        [name],
      );
    },

    /** The own models that show a provider, for the deletion of a provider. */
    using: (tx: Knex, layers: Layers, providerId: string) =>
      createModelStore(tx, layers).modelsUsing(providerId, namesInError),
  };
}

export type ModelService = ReturnType<typeof createModelService>;
