import { at, type Found, isJson, type Json, membersOf, type Place } from './document.js';

/** A body of one media type. */
export interface Media {
  /** Where its schema stands. */
  schema: Place;
  /** Its examples by name. */
  examples: ReadonlyMap<string, unknown>;
}

export interface Header {
  required: boolean;
  schema: Place;
}

export interface Parameter {
  name: string;
  in: string;
  /** Where its schema stands. */
  schema: Place;
}

/** What an operation may answer with one status. */
export interface Documented {
  headers: ReadonlyMap<string, Header>;
  content: ReadonlyMap<string, Media>;
}

export interface Operation {
  id: string;
  /** In capitals. */
  method: string;
  /** The path template. */
  path: string;
  needsCredential: boolean;
  /** Whether it may be read without one where the operator lets an organization be read so. */
  mayBeAnonymous: boolean;
  parameters: readonly Parameter[];
  request: ReadonlyMap<string, Media>;
  answers: ReadonlyMap<number, Documented>;
}

function mapValues<A, B>(map: ReadonlyMap<string, A>, make: (value: A) => B): Map<string, B> {
  return new Map([...map].map(([key, value]) => [key, make(value)]));
}

function mediaOf(found: Found): Media {
  return {
    schema: [...found.place, 'schema'],
    examples: mapValues(membersOf(found, 'examples'), (example) => example.value['value']),
  };
}

function headerOf({ place, value }: Found): Header {
  return { required: value['required'] === true, schema: [...place, 'schema'] };
}

function documentedOf(found: Found): Documented {
  return {
    headers: mapValues(membersOf(found, 'headers'), headerOf),
    content: mapValues(membersOf(found, 'content'), mediaOf),
  };
}

function parameterOf(place: Place, one: unknown): Parameter {
  const reference = isJson(one) && typeof one['$ref'] === 'string' ? one['$ref'] : null;
  const found = at(reference === null ? place : reference.slice('#/'.length).split('/'));
  return {
    name: String(found.value['name']),
    in: String(found.value['in']),
    schema: [...found.place, 'schema'],
  };
}

function parametersOf({ place, value }: Found): Parameter[] {
  const list: unknown[] = Array.isArray(value['parameters']) ? value['parameters'] : [];
  return list.map((one, index) => parameterOf([...place, 'parameters', String(index)], one));
}

/** Whether one way to be let in (OpenAPI 3.1, 4.8.30) asks for nothing. */
function asksForNothing(security: unknown): boolean {
  return Array.isArray(security) && security.some((way) => isJson(way) && Object.keys(way).length === 0);
}

function operationOf(path: string, method: string, found: Found): Operation {
  const answers = membersOf(found, 'responses');
  const request = isJson(found.value['requestBody'])
    ? membersOf(at([...found.place, 'requestBody']), 'content')
    : new Map<string, Found>();
  return {
    id: String(found.value['operationId']),
    method: method.toUpperCase(),
    path,
    needsCredential: !(Array.isArray(found.value['security']) && found.value['security'].length === 0),
    mayBeAnonymous: asksForNothing(found.value['security']),
    parameters: parametersOf(found),
    request: mapValues(request, mediaOf),
    answers: new Map([...answers].map(([status, answer]) => [Number(status), documentedOf(answer)])),
  };
}

function objectAt(name: string): Json {
  return at([name]).value;
}

/** Every operation of the contract. */
export const operations: readonly Operation[] = Object.entries(objectAt('paths')).flatMap(([path, item]) =>
  Object.keys(isJson(item) ? item : {}).map((method) =>
    operationOf(path, method, at(['paths', path, method])),
  ),
);

/** @throws Error for an id that no operation has */
export function operation(id: string): Operation {
  const found = operations.find((one) => one.id === id);
  if (!found) throw new Error(`The contract has no operation ${id}.`);
  return found;
}

/** What the contract says of an error code. */
export interface DocumentedError {
  status: number;
  title: string;
}

function documentedError(value: unknown): DocumentedError {
  const entry = isJson(value) ? value : {};
  return { status: Number(entry['status']), title: String(entry['title']) };
}

/** Every error code, from the contract's own table. */
export const errorCodes: ReadonlyMap<string, DocumentedError> = new Map(
  Object.entries(at(['components', 'schemas', 'ErrorCode', 'x-errors']).value).map(([code, entry]) => [
    code,
    documentedError(entry),
  ]),
);

/** The version that the contract gives itself. */
export const contractVersion: string = String(objectAt('info')['version']);

/** Their ids, for tests that are named after them. */
export function idsOf(some: readonly Operation[]): string[] {
  return some.map(({ id }) => id);
}
