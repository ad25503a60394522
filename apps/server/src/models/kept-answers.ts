import type { Model } from '@llm-registry/api-types';
import type { JsonText } from '../answers/json-text.js';
import type { Tagged } from '../answers/tag.js';
import { createKept } from '../revisions/kept.js';
import type { Layers } from '../revisions/layers.js';
import type { Lease } from '../revisions/lease.js';

type Answer = Tagged<JsonText<Model>>;
type GetModel = (layers: Layers, name: string) => Promise<Answer>;

const mostBytes = 16 * 1024 * 1024;

/** What the answer depends on besides what is stored. */
const keyOf = ({ organization, catalogVisibility, providerDetail }: Layers, name: string): string =>
  `${providerDetail}\n${catalogVisibility}\n${organization}\n${name}`;

/** Answers a model as it was read before, for as long as the lease says that nothing of its organization has changed. */
export function keepAnswers(lease: Lease, get: GetModel): GetModel {
  const kept = createKept<Answer>(lease, { bytes: mostBytes, sizeOf: ({ text }) => text.length });
  return (layers, name) =>
    kept.read(
      keyOf(layers, name),
      () => get(layers, name),
      () => layers.organization,
    );
}
