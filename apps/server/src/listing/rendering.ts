import type { Model, ModelProvider } from '@llm-registry/api-types';
import type { JsonText } from '../answers/json-text.js';
import type { ProviderRow } from '../db/rows.js';
import { renderModel } from '../models/answer.js';
import type { ProviderDetail } from '../revisions/layers.js';
import type { ListedRow } from './store.js';

export type RenderProvider = (row: ProviderRow, detail: ProviderDetail) => JsonText<ModelProvider>;

/** The models of rows. A provider is rendered once, however many rows show it. */
export function renderRows(
  rows: readonly ListedRow[],
  detail: ProviderDetail,
  renderProvider: RenderProvider,
): JsonText<Model>[] {
  const rendered = new Map<string, JsonText<ModelProvider>>();
  function provider(row: ProviderRow): JsonText<ModelProvider> {
    const text = rendered.get(row.provider_id) ?? renderProvider(row, detail);
    rendered.set(row.provider_id, text);
    return text;
  }
  return rows.map((row) => renderModel(row.answer, row.provider && provider(row.provider)));
}
