import type { Model } from '../contract.js';
import { freeze } from './freeze.js';
import { readModels } from './read-models.js';
import { isSnapshotFacts, type SnapshotFacts } from './shapes.js';

/** What a store holds. Never a credential: models, and where they are from. */
export interface StoredState extends SnapshotFacts {
  baseUrl: string;
  /** Milliseconds since 1970: when the models were last known to be current. */
  currentAt: number;
  models: Model[];
}

/** A store holds what is of no use here: damaged, of another registry, or in a form that this version does not know. */
export class UnusableSnapshot extends Error {
  override readonly name = 'UnusableSnapshot';
}

const FORMAT = 1;
const MODELS_IN_A_PIECE = 200;

/** The state as a store keeps it, in pieces, so that writing many models holds up nobody for long. */
export function* piecesOf({ models, ...facts }: StoredState): Generator<string, void, undefined> {
  const { baseUrl: base_url, currentAt, revision, cursor } = facts;
  const current_at = new Date(currentAt).toISOString();
  const head = JSON.stringify({ format: FORMAT, base_url, current_at, revision, cursor });
  yield `${head.slice(0, -1)},"models":[`;
  for (let at = 0; at < models.length; at += MODELS_IN_A_PIECE) {
    const some = models.slice(at, at + MODELS_IN_A_PIECE).map((model) => JSON.stringify(model));
    yield `${at === 0 ? '' : ','}\n${some.join(',\n')}`;
  }
  yield '\n]}\n';
}

/** Reads what a store holds; rejects with UnusableSnapshot, or with what the store's stream rejects with. */
export async function stateOf(pieces: AsyncIterable<Uint8Array>, baseUrl: string): Promise<StoredState> {
  const { facts, models } = await readModels(pieces, freeze).catch((error: unknown) => {
    throw error instanceof SyntaxError ? new UnusableSnapshot('It is damaged', { cause: error }) : error;
  });
  const { format, base_url, current_at } = recordOf(facts);
  if (format !== FORMAT) throw new UnusableSnapshot(`Its format is ${format}; this version reads ${FORMAT}`);
  if (base_url !== baseUrl) throw new UnusableSnapshot(`It is of the registry at ${base_url}`);
  const currentAt = Date.parse(String(current_at));
  if (!isSnapshotFacts(facts) || Number.isNaN(currentAt)) throw new UnusableSnapshot('It is damaged');
  return { baseUrl, currentAt, revision: facts.revision, cursor: facts.cursor, models };
}

function recordOf(facts: unknown): Record<string, unknown> {
  return { ...(typeof facts === 'object' ? facts : null) };
}
