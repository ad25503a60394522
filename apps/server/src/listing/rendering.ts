import type { Model, Provider } from '@llm-registry/api-types';
import type { JsonText } from '../answers/json-text.js';
import type { ProviderRow } from '../db/rows.js';
import { renderModel } from '../models/answer.js';
import type { ListedRow } from './store.js';

export type RenderProvider = (row: ProviderRow) => JsonText<Provider>;

/** The models of rows. A provider is rendered once, however many rows show it. */
export function renderRows(rows: readonly ListedRow[], renderProvider: RenderProvider): JsonText<Model>[] {
  const rendered = new Map<string, JsonText<Provider>>();
  function provider(row: ProviderRow): JsonText<Provider> {
    const text = rendered.get(row.provider_id) ?? renderProvider(row);
    rendered.set(row.provider_id, text);
    return text;
  }
  return rows.map((row) => renderModel(row.answer, row.provider && provider(row.provider)));
}
