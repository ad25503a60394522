import { isMangledInPaths, meansAnotherPath, readingAround } from './any-name.js';
import type { ModelPage } from './contract.js';
import type { FetchPage } from './each-model.js';
import type { Answer, AnswerMethods, BodyMethods, NotModified } from './operations.js';
import type { AnyOptions, Fields } from './request.js';

type AnyAnswer = Answer<unknown> | NotModified;
type AnyMethod = (fields?: Fields, options?: AnyOptions) => Promise<AnyAnswer>;

/** Calls an operation by its operationId; `query` replaces the query that the fields give. */
export type Invoke = (
  operationId: string,
  fields: Fields,
  options: AnyOptions,
  query?: string,
) => Promise<AnyAnswer>;

/** One method for each operation, answering status, ETag and revision beside the body. */
export function answerMethods(operationIds: readonly string[], invoke: Invoke): AnswerMethods {
  const method =
    (operationId: string): AnyMethod =>
    (fields = {}, options = {}) =>
      invoke(operationId, fields, options);
  // Names and types come from the same generated classes; a test compares the names with the contract.
  const methods = Object.fromEntries(operationIds.map((id) => [id, method(id)])) as unknown as AnswerMethods;
  return { ...methods, getModel: readingAround(methods, meansAnotherPath) };
}

/** The same methods answering the body alone. */
export function bodyMethods(answers: AnswerMethods): BodyMethods {
  const getModel = readingAround(
    answers,
    (name, options) => isMangledInPaths(name) && options?.ifNoneMatch === undefined,
  );
  const method = (answering: AnyMethod) => async (fields?: Fields, options?: AnyOptions) => {
    const answer = await answering(fields, options);
    return answer.data;
  };
  // Each method has its own fields; here they are only passed on.
  const answering = { ...answers, getModel } as unknown as Record<string, AnyMethod>;
  const methods = Object.entries(answering).map(([operationId, one]) => [operationId, method(one)]);
  return Object.fromEntries(methods) as BodyMethods;
}

/** Fetches pages of models: by POST where there are filters, else by GET. */
export function pageFetcher(invoke: Invoke): FetchPage {
  return async (fields, options, query) => {
    const operationId = fields.filters === undefined ? 'listModelsPage' : 'filterModels';
    // By the contract both answer a page.
    return (await invoke(operationId, fields, options, query)) as Answer<ModelPage>;
  };
}
