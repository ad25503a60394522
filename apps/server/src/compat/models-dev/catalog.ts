import type { Model } from '@llm-registry/api-types';
import { type JsonText, parseJson } from '../../answers/json-text.js';
import { idAtProvider } from '../id-at-provider.js';
import { type Member, memberText } from '../json-object.js';
import { modelsDevModel } from './model.js';
import { modelsDevProvider, noProvider } from './provider.js';

/** A provider and its models while they are read, as JSON texts. */
interface Group {
  id: string;
  head: string;
  models: Map<string, { text: string; isOwn: boolean }>;
}

function openGroup(model: Model): Group {
  const head = modelsDevProvider(model.provider);
  return { id: head.id, head: JSON.stringify(head), models: new Map() };
}

/** Where an own and a shipped model have one key, the own one stays. */
function add({ models }: Group, model: Model): void {
  const key = idAtProvider(model);
  const isOwn = model.source === 'db';
  if (isOwn || !models.get(key)?.isOwn)
    models.set(key, { text: JSON.stringify(modelsDevModel(model)), isOwn });
}

function memberOf({ id, head, models }: Group): Member {
  const members = [...models].map(([key, { text }]) => memberText([key, text]));
  return [id, `${head.slice(0, -1)},"models":{${members.join(',')}}}`];
}

/**
 * The members of the catalog, one for each provider; one provider's models are held at a time.
 * @param batches models in the order of their providers, those without one last
 */
export async function* providerMembers(
  batches: AsyncIterable<JsonText<Model>[]>,
): AsyncGenerator<Member[], void, undefined> {
  const open = new Map<string, Group>();
  /** Closes all groups but one, and the one that models without a provider may still come to. */
  function closedBut(id: string): Member[] {
    const closed = [...open.values()].filter((group) => group.id !== id && group.id !== noProvider);
    for (const group of closed) open.delete(group.id);
    return closed.map(memberOf);
  }
  for await (const batch of batches) {
    const closed: Member[] = [];
    for (const model of batch.map(parseJson)) {
      const id = model.provider?.provider_id ?? noProvider;
      if (!open.has(id)) closed.push(...closedBut(id));
      const group = open.get(id) ?? openGroup(model);
      open.set(id, group);
      add(group, model);
    }
    yield closed;
  }
  yield [...open.values()].map(memberOf);
}
