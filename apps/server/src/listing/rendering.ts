import type { Model, ModelProvider } from '@llm-registry/api-types';
import type { JsonText } from '../answers/json-text.js';
import { renderModel } from '../models/answer.js';
import type { ShownProvider } from '../models/answer-row.js';
import type { ProviderDetail } from '../revisions/layers.js';
import type { ListedRow } from './reading.js';

type Provider = NonNullable<ShownProvider>;

export type RenderProvider = (provider: Provider, detail: ProviderDetail) => JsonText<ModelProvider>;

/** The models of rows. A provider is rendered once, however many rows show it. */
export function renderRows(
  rows: readonly ListedRow[],
  detail: ProviderDetail,
  renderProvider: RenderProvider,
): JsonText<Model>[] {
  const rendered = new Map<Provider, JsonText<ModelProvider>>();
  function render(provider: Provider): JsonText<ModelProvider> {
    const text = rendered.get(provider) ?? renderProvider(provider, detail);
    rendered.set(provider, text);
    return text;
  }
  return rows.map(({ answer, provider }) => renderModel(answer, provider && render(provider)));
}
