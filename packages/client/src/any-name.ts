import type { Model } from './contract.js';
import type { Answer, AnswerMethods, FieldsOf, OptionsOf } from './operations.js';
import { RegistryProblem } from './problem.js';

type Reading = Pick<AnswerMethods, 'getModel' | 'lookupModels'>;
type Options = OptionsOf<'getModel'> | undefined;

/** Whether proxies may mangle the name in a path: they decode or cut at these characters, encoded or not. */
export function isMangledInPaths(name: string): boolean {
  return /[%?#]/.test(name);
}

/** Whether a path of the name means something else: another route, or the folder above. No model has such a name. */
export function meansAnotherPath(name: string): boolean {
  return /^(?:\.{0,2}|list|summary|public)$/.test(name);
}

/** A `getModel` that reads by lookup the names that `isUnreadable` says no path can carry. Their answers have no ETag. */
export function readingAround(
  methods: Reading,
  isUnreadable: (name: string, options: Options) => boolean,
): AnswerMethods['getModel'] {
  const read = async (fields: FieldsOf<'getModel'>, options: Options = {}) => {
    if (!isUnreadable(fields.model_name, options)) return methods.getModel(fields, options);
    const { ifNoneMatch: _, ...rest } = options;
    return getByLookup(methods, fields.model_name, rest);
  };
  // An overloaded type says what this does: not modified is an answer only to ifNoneMatch.
  return read as AnswerMethods['getModel'];
}

async function getByLookup(methods: Reading, name: string, options: Options): Promise<Answer<Model>> {
  const answer = await methods.lookupModels({ model_names: [name] }, options);
  // No name that comes here is one that objects inherit, such as "constructor".
  const model = answer.data.results[name];
  if (!model) throw notFound(name, answer);
  return { ...answer, data: model };
}

function notFound(name: string, answer: Answer<unknown>): RegistryProblem {
  return new RegistryProblem({
    status: 404,
    code: 'model_not_found',
    title: 'Model not found',
    detail: `There is no model named "${name}".`,
    errors: [],
    requestId: answer.headers.get('x-request-id'),
    retryAfter: null,
    body: answer.data,
  });
}
