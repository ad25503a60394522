import type { ModelRow } from '../db/rows.js';
import { costKey } from './cost.js';
import { type Definition, parseDefinition } from './definition.js';
import type { Effective, OwnModel } from './inheritance.js';

/** What a row holds beside the effective values. */
export interface RowFacts {
  layer: string;
  /** Null for shipped models. */
  definition: Definition | null;
  implicitBase: string | null;
  retired: boolean;
  /** When the answer last changed, see `ModelRow`. */
  revision: number;
}

const fold = (text: string | null): string | null => text?.toLowerCase() ?? null;

const key = (value: number | null): string | null => (value === null ? null : costKey(value));

/** Written out: thousands of these are made for one write of a base, and spreading one into the other takes three times as long. */
function answerColumns({ answer, providerId }: Effective) {
  return {
    base_name: answer.base_model_name,
    display_name: answer.display_name,
    upstream_model: answer.upstream_model,
    provider_id: providerId,
    model_type: answer.model_type,
    input_cost: key(answer.input_cost),
    output_cost: key(answer.output_cost),
    cache_hit_input_cost: key(answer.cache_hit_input_cost),
    cache_creation_input_cost: key(answer.cache_creation_input_cost),
    max_context_window: answer.max_context_window,
    max_output_tokens: answer.max_output_tokens,
    streaming_support: answer.streaming_support,
    function_call: answer.function_call,
    image_support: answer.image_support,
    is_called_by_custom_name: answer.is_called_by_custom_name ? 1 : 0,
    name_fold: answer.model_name.toLowerCase(),
    display_fold: answer.display_name.toLowerCase(),
    base_fold: fold(answer.base_model_name),
    upstream_fold: fold(answer.upstream_model),
    provider_fold: fold(providerId),
    created_at: answer.created_at,
    updated_at: answer.updated_at,
  } satisfies Partial<ModelRow>;
}

type AnswerColumns = ReturnType<typeof answerColumns>;

/** The row of an effective model: its answer, and the columns that lists sort and filter by. */
export function modelRow(effective: Effective, facts: RowFacts): ModelRow {
  return {
    layer: facts.layer,
    name: effective.answer.model_name,
    definition: facts.definition === null ? null : JSON.stringify(facts.definition),
    implicit_base: facts.implicitBase,
    retired: facts.retired ? 1 : 0,
    ...answerColumns(effective),
    answer: JSON.stringify(effective.answer),
    revision: facts.revision,
  };
}

/**
 * The columns of a row that change where its model comes to mean something else, with their values; none where it does not.
 * @param before what the row holds, parsed
 */
export function changedColumns(
  row: Pick<ModelRow, 'answer' | 'provider_id'>,
  before: Effective,
  after: Effective,
): Partial<AnswerColumns & Pick<ModelRow, 'answer'>> {
  const answer = JSON.stringify(after.answer);
  if (after.providerId === row.provider_id && answer === row.answer) return {};
  const [old, next] = [answerColumns(before), answerColumns(after)];
  const changed: Record<string, unknown> = { answer };
  // The keys of an object literal are those of its type.
  for (const column of Object.keys(next) as (keyof AnswerColumns)[])
    if (next[column] !== old[column]) changed[column] = next[column];
  return changed;
}

/** The effective model that a row holds. */
export function effectiveOf(row: Pick<ModelRow, 'answer' | 'provider_id'>): Effective {
  return { answer: JSON.parse(row.answer), providerId: row.provider_id };
}

/** What a row's effective values are computed from, beside what they are now. */
export function ownModelOf(
  row: Pick<ModelRow, 'name' | 'definition' | 'base_name' | 'created_at' | 'updated_at'>,
  { answer }: Effective,
): OwnModel {
  return {
    name: row.name,
    definition: parseDefinition(row.definition),
    baseName: row.base_name,
    aliases: answer.aliases,
    createdAt: row.created_at ?? '',
    updatedAt: row.updated_at ?? '',
  };
}
