// Writes down where a model's fields come from, by asking the function that computes them. Needs a build: `npm run build` first.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const target = new URL('../apps/docs/src/generated/field-sources.json', import.meta.url);

/**
 * @typedef {{ value: unknown, source: string }} Sourced
 * @typedef {(model: object, base: object | null) => Record<string, Sourced>} SourcedModel
 * @typedef {{ withBase: string, withoutBase: string, default?: unknown }} FieldSources `default`: without a base, where nothing is set
 */

const name = '<model_name>';
const unset = { name, definition: {}, aliases: [], createdAt: '', updatedAt: '' };

/** A base with a value in every field: what is not taken from it is not inherited. */
function fullBase() {
  const { components } = parse(readFileSync(new URL('../openapi.yaml', import.meta.url), 'utf8'));
  const { provider, ...answer } = components.examples.ShippedModel.value;
  const priced = { ...answer, price_tiers: [], cache_creation_input_cost: 1 };
  return { answer: priced, providerId: provider.provider_id };
}

/**
 * For each field of a model of one's own on which nothing is set: where its value is from.
 * @param {SourcedModel} sourcedModel the server's
 * @returns {Record<string, FieldSources>}
 */
export function fieldSources(sourcedModel) {
  const inheriting = sourcedModel({ ...unset, baseName: 'base' }, fullBase());
  const alone = sourcedModel({ ...unset, baseName: null }, null);
  const entries = Object.entries(alone).map(([field, { value, source }]) => [
    field === 'provider_id' ? 'provider' : field,
    {
      withBase: inheriting[field]?.source,
      withoutBase: source,
      ...(source === 'own' ? {} : { default: value }),
    },
  ]);
  return Object.fromEntries(entries);
}

/** @param {SourcedModel} sourcedModel */
export const fieldSourcesText = (sourcedModel) => `${JSON.stringify(fieldSources(sourcedModel), null, 2)}\n`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const built = new URL('../apps/server/dist/models/inheritance.js', import.meta.url);
  const { sourcedModel } = await import(built.href);
  writeFileSync(target, fieldSourcesText(sourcedModel));
}
