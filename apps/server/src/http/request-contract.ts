import type { ContractDocument, OperationObject } from './document.js';

type Schemas = ContractDocument['components']['schemas'];

function withoutExamples<Described extends object>(described: Described): Described {
  const copy = { ...described };
  for (const name of ['example', 'examples']) Reflect.deleteProperty(copy, name);
  return copy;
}

function requestSide(operation: OperationObject): OperationObject {
  const body = operation.requestBody;
  const content = Object.entries(body?.content ?? {}).map(([type, media]) => [type, withoutExamples(media)]);
  return {
    ...operation,
    ...(body && { requestBody: { ...body, content: Object.fromEntries(content) } }),
    responses: { default: { description: 'Not looked at.' } },
  };
}

const mapValues = <From, To>(object: Record<string, From>, change: (value: From) => To): Record<string, To> =>
  Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value)]));

/** Adds the names of the schemas that a part of a document refers to, through others too. */
function findSchemas(part: unknown, schemas: Schemas, found: Set<string>): void {
  if (part instanceof Object) {
    for (const value of Object.values(part)) findSchemas(value, schemas, found);
    return;
  }
  // Any text that may be a reference counts: those of a discriminator have no `$ref`.
  const name = typeof part === 'string' ? /^#\/components\/schemas\/([^/]+)/.exec(part)?.[1] : undefined;
  if (name === undefined || found.has(name)) return;
  found.add(name);
  findSchemas(schemas[name], schemas, found);
}

/**
 * The part of the contract that requests are checked by. Answers and examples are most of its references, and answers have
 * most of its schemas to themselves; the validator would follow and copy all of them at every start.
 */
export function requestsOf(contract: ContractDocument): ContractDocument {
  const { schemas, parameters = {} } = contract.components;
  const paths = mapValues(contract.paths, (item) => mapValues(item, requestSide));
  const plainParameters = mapValues(parameters, withoutExamples);
  const used = new Set<string>();
  findSchemas([paths, plainParameters], schemas, used);
  const usedSchemas = Object.fromEntries(Object.entries(schemas).filter(([name]) => used.has(name)));
  return { ...contract, paths, components: { schemas: usedSchemas, parameters: plainParameters } };
}
