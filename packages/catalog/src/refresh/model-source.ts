import {
  booleanOrNull,
  type Fields,
  fieldsOf,
  isFields,
  numberIn,
  numberOrNull,
  textIn,
  textOrNull,
} from './fields.js';

/** What the mapping reads of one row of the model source. */
export interface ModelRow {
  id: string;
  name: string;
  kind: string | null;
  baseUrl: string;
  cost: RowCost;
  contextWindow: number | null;
  maxTokens: number | null;
  acceptsImages: boolean;
  reasons: boolean;
  listsEfforts: boolean;
  /** Null where the row does not say. */
  supportsTools: boolean | null;
  supportsToolChoice: boolean | null;
  supportsSamplingParams: boolean | null;
  /** The id to send instead: then the row is a mode of that model, not a model. */
  requestModelId: string | null;
}

export interface RowCost {
  input: number;
  output: number;
  cacheRead: number;
  cacheWrite: number;
  timeBased: boolean;
  longContext: LongContextCost | null;
}

export interface LongContextCost {
  aboveInputTokens: number;
  input: number;
  output: number;
  cacheRead: number;
  cacheWrite: number;
}

export type ModelSource = ReadonlyMap<string, readonly ModelRow[]>;

export function readModelSource(json: unknown): ModelSource {
  const providers = Object.entries(fieldsOf(json, 'the model source'));
  return new Map(providers.map(([key, rows]) => [key, readRows(rows, key)]));
}

function readRows(rows: unknown, provider: string): ModelRow[] {
  return Object.values(fieldsOf(rows, provider)).map((row) => readRow(fieldsOf(row, `a row of ${provider}`)));
}

function readRow(row: Fields): ModelRow {
  const compat = isFields(row['compat']) ? row['compat'] : {};
  return {
    id: textIn(row, 'id'),
    name: textIn(row, 'name'),
    kind: textOrNull(row['kind']),
    baseUrl: textIn(row, 'baseUrl'),
    cost: readCost(fieldsOf(row['cost'], 'cost')),
    contextWindow: numberOrNull(row['contextWindow']),
    maxTokens: numberOrNull(row['maxTokens']),
    acceptsImages: Array.isArray(row['input']) && row['input'].includes('image'),
    reasons: row['reasoning'] === true,
    listsEfforts: hasEfforts(row['thinking']),
    supportsTools: booleanOrNull(row['supportsTools']),
    supportsToolChoice: booleanOrNull(compat['supportsToolChoice']),
    supportsSamplingParams: booleanOrNull(compat['supportsSamplingParams']),
    requestModelId: textOrNull(row['requestModelId']),
  };
}

function readCost(cost: Fields): RowCost {
  const longContext = isFields(cost['longContext']) ? readLongContext(cost['longContext']) : null;
  return { ...readRates(cost), timeBased: isFields(cost['timeBased']), longContext };
}

/** "From this many tokens on" is "above one token less". */
function readLongContext(cost: Fields): LongContextCost {
  const threshold = numberIn(cost, 'inputThreshold');
  const aboveInputTokens = cost['inputThresholdInclusive'] === true ? threshold - 1 : threshold;
  return { aboveInputTokens, ...readRates(cost) };
}

function readRates(cost: Fields) {
  return {
    input: numberIn(cost, 'input'),
    output: numberIn(cost, 'output'),
    cacheRead: numberIn(cost, 'cacheRead'),
    cacheWrite: numberIn(cost, 'cacheWrite'),
  };
}

function hasEfforts(thinking: unknown): boolean {
  return isFields(thinking) && Array.isArray(thinking['efforts']) && thinking['efforts'].length > 0;
}
