import { Ajv } from 'ajv';
import { describe, expect, inject, test } from 'vitest';
import { contract, isJson, type Json, type Place } from '../contract/document.js';
import { examples } from '../contract/examples.js';
import { faultsBy, fragmentOf } from '../contract/schemas.js';

const { baseUrl } = inject('target');

async function served(path: string): Promise<Json> {
  const document: unknown = await (await fetch(baseUrl + path)).json();
  return isJson(document) ? document : {};
}

const converted = await served('/openapi-3.0.json');

// Formats are another matter: what is asked here is the shape, in which `nullable` counts only beside a `type`.
const ajv = new Ajv({ strict: false, validateFormats: false }).addSchema(
  converted,
  'converted',
  false,
  false,
);
const takes = (place: Place, value: unknown) =>
  ajv.validate({ $ref: `converted${fragmentOf(place)}` }, value) === true;

/** Each operation as `get /api/models: listModels → 200 400 …`. */
function operationsOf({ paths }: Json): string[] {
  return Object.entries(isJson(paths) ? paths : {}).flatMap(([path, item]) =>
    Object.entries(isJson(item) ? item : {}).map(([method, operation]) => {
      const { operationId, responses } = isJson(operation) ? operation : {};
      return `${method} ${path}: ${operationId} → ${Object.keys(responses ?? {}).join(' ')}`;
    }),
  );
}

/** The places of a schema and of all that it names in it, but for the members of a choice, which may move. */
function placesIn(schema: unknown, place: Place): Place[] {
  if (!isJson(schema)) return [];
  const members = isJson(schema['properties']) ? Object.entries(schema['properties']) : [];
  return [
    place,
    ...members.flatMap(([name, member]) => placesIn(member, [...place, 'properties', name])),
    ...placesIn(schema['items'], [...place, 'items']),
    ...placesIn(schema['additionalProperties'], [...place, 'additionalProperties']),
  ];
}

function schemaPlaces({ components }: Json): Place[] {
  const schemas = isJson(components) && isJson(components['schemas']) ? components['schemas'] : {};
  return Object.entries(schemas).flatMap(([name, schema]) =>
    placesIn(schema, ['components', 'schemas', name]),
  );
}

const newKeywords = new Set(
  `const contains contentEncoding contentMediaType dependentRequired dependentSchemas else if jsonSchemaDialect
  maxContains minContains pathItems patternProperties prefixItems propertyNames then unevaluatedItems
  unevaluatedProperties webhooks $anchor $comment $defs $dynamicRef $id $schema`.split(/\s+/),
);

/** What an object has that 3.0 does not know, or knows with another meaning. */
function newIn(object: Json): string[] {
  const keywords = Object.keys(object).filter((key) => newKeywords.has(key));
  const lists = ['type', 'examples'].filter((key) => Array.isArray(object[key]));
  const nothing = object['type'] === 'null' ? ['type: null'] : [];
  const siblings = '$ref' in object && Object.keys(object).length > 1 ? ['beside $ref'] : [];
  return [...keywords, ...lists, ...nothing, ...siblings];
}

/** All that is new in the document, with its place; values that are shown may be anything. */
function allNew(value: unknown, place: Place): string[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => allNew(item, [...place, String(index)]));
  if (!isJson(value)) return [];
  const here = place.at(-1) === 'properties' ? [] : newIn(value).map((what) => `${place.join(' ')}: ${what}`);
  const below = Object.entries(value).filter(([key]) => key !== 'value' && !key.startsWith('x-'));
  return [...here, ...below.flatMap(([key, child]) => allNew(child, [...place, key]))];
}

describe('the contract in OpenAPI 3.0', () => {
  test('says so, and is served here', async () => {
    const { servers } = await served('/openapi.json');
    expect(converted).toMatchObject({ openapi: expect.stringMatching(/^3\.0\.\d$/), servers });
  });

  test('has every operation, with every answer', () => {
    const operations = operationsOf(contract);
    expect(operations.length).toBeGreaterThan(20);
    expect(operationsOf(converted)).toEqual(operations);
  });

  test('has every schema, and every member of each', () => {
    const places = schemaPlaces(contract).map(fragmentOf);
    expect(places.length).toBeGreaterThan(200);
    const left = new Set(schemaPlaces(converted).map(fragmentOf));
    expect(places.filter((place) => !left.has(place))).toEqual([]);
  });

  test('takes null exactly where the contract does', () => {
    // Asked of each member: what a schema of its own takes is what the members that name it take.
    const places = schemaPlaces(contract).filter((place) => place.length > 3);
    const nullable = places.filter((place) => faultsBy(place, null).length === 0);
    expect(nullable.length).toBeGreaterThan(40);
    expect(places.filter((place) => takes(place, null)).map(fragmentOf)).toEqual(nullable.map(fragmentOf));
  });

  test('takes every example of the contract', () => {
    const refused = examples.filter(({ schema, value }) => !takes(schema, value));
    expect(refused.map(({ where }) => where)).toEqual([]);
  });

  test('has nothing that came with 3.1', () => {
    expect(allNew(converted, [])).toEqual([]);
    expect(allNew(contract, []).length).toBeGreaterThan(20);
    const info = isJson(converted['info']) ? converted['info'] : {};
    expect([info['summary'], info['license']]).toEqual([undefined, { name: 'MIT' }]);
  });
});
