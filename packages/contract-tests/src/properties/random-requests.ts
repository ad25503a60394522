import fc from 'fast-check';
import { generateSync } from 'json-schema-faker';
import { contract, type Place } from '../contract/document.js';
import { type Operation, operations, type Parameter } from '../contract/operations.js';
import type { RawRequest } from '../requests/raw.js';
import { type Subjects, sample } from '../requests/samples.js';
import { mutated, mutation } from './mutations.js';

/** How many values are made of each schema: making one costs more than sending it. */
const variety = 60;

function schemaAt(place: Place) {
  const tokens = place.map((token) => token.replaceAll('~', '~0').replaceAll('/', '~1'));
  return {
    $ref: `#/${tokens.join('/')}`,
    components: contract['components'],
    paths: contract['paths'],
  };
}

const made = new Map<string, unknown>();

/** A value that fits the schema at a place, but for rules that only patterns and formats say; the same for the same seed. */
function fitting(place: Place, seed: number): unknown {
  const key = `${place.join('/')} ${seed % variety}`;
  if (!made.has(key)) {
    const options = { seed: seed % variety, optionalsProbability: 0.5, maxItems: 5, maxLength: 40 };
    made.set(key, generateSync(schemaAt(place), options));
  }
  return made.get(key);
}

/** Mostly with the identity of the sample, which is ours to write to, and without names that mean nothing. */
function validBody(operation: Operation, place: Place, seed: number, subjects: Subjects): unknown {
  const body = fitting(place, seed);
  if (seed % 3 === 0) return body;
  const { base_model_name: _base, provider_id: _id, custom_provider_id: _custom, ...rest } = Object(body);
  return { ...rest, ...Object(sample(operation.id, subjects).body) };
}

function mostly<T>(usual: fc.Arbitrary<T>, ...others: fc.Arbitrary<T>[]): fc.Arbitrary<T> {
  return fc.oneof({ weight: 5, arbitrary: usual }, ...others.map((arbitrary) => ({ weight: 1, arbitrary })));
}

const seeds = fc.nat({ max: 100_000 });

/** Text that breaks parsers, databases, templates and shells, as it may stand in a request line. */
const hostileText = fc.constantFrom(
  ...[
    '%zz',
    '%',
    '%00',
    '%ff',
    '%C0%AF',
    '%ED%A0%80',
    '..',
    '%2e%2e',
    '.',
    '%2F',
    '//',
    '%5C..%5C',
    '%0d%0aX:1',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    "'--",
    '%27%20OR%201=1',
    '$%7B7*7%7D',
    '%7B%7B7*7%7D%7D',
    ';id',
    '%7C',
  ],
  ...['', '-1', '0', '1e3', '0x1', '1.5', '9007199254740992', 'NaN', 'Infinity', 'null', 'true', '[]', '*'],
  ...['x'.repeat(300), 'a/'.repeat(500), '%F0%9F%98%80'.repeat(256), 'a'.repeat(6_000)],
);

const text = fc.oneof(
  hostileText,
  fc.string({ unit: 'binary', maxLength: 20 }).map((any) => encodeURIComponent(any)),
);

/** A path with its one parameter replaced. */
function withName(path: string, operation: Operation, name: string | null): string {
  const start = operation.path.indexOf('{');
  return name === null || start < 0 ? path : path.slice(0, start) + name;
}

/** What a server waits for is left out, as are revisions far ahead, for which it waits too. */
const queried = ({ parameters }: Operation) =>
  parameters.filter((one) => one.in === 'query' && !['wait', 'after'].includes(one.name));

function queryOf({ name, schema }: Parameter): fc.Arbitrary<string> {
  const usual = seeds.map((seed) => encodeURIComponent(String(fitting(schema, seed))));
  return mostly(usual, text).map((value) => `${name}=${value}`);
}

const strayQuery = fc.constantFrom(
  'x[y]=1',
  'page=1&page=2',
  'a=%00',
  '__proto__[x]=1',
  '=',
  '&&',
  'page',
  'page[]=1',
  'after=0',
  'after=-1',
  'wait=x',
);

function queriesOf(operation: Operation): fc.Arbitrary<string> {
  const each = queried(operation).map(queryOf);
  const known = each.length === 0 ? fc.constant<string[]>([]) : fc.array(fc.oneof(...each), { maxLength: 3 });
  return fc
    .tuple(known, mostly(fc.constant(''), strayQuery))
    .map(([some, stray]) => [...some, stray].filter((part) => part !== '').join('&'))
    .map((query) => (query === '' ? '' : `?${query}`));
}

type Fields = NonNullable<RawRequest['headers']>;

const odd: Fields[] = [
  { 'If-Match': '*' },
  { 'If-Match': '"' },
  { 'If-Match': '"x", W/"y"' },
  { 'If-None-Match': '*' },
  { 'If-None-Match': '"a", *' },
  { 'Registry-Min-Revision': '0' },
  { 'Registry-Min-Revision': '-1' },
  { 'Content-Encoding': 'gzip' },
  { 'Content-Encoding': 'nonsense' },
  { 'Content-Type': 'text/plain' },
  { 'Content-Type': 'application/json; charset=utf-16' },
  { 'X-Request-Id': 'x'.repeat(200) },
  { 'X-Forwarded-For': '::1, nonsense', 'X-Forwarded-Host': 'a"b' },
  { 'X-HTTP-Method-Override': 'DELETE' },
  { Cookie: 'organization=other' },
  { Accept: 'text/html' },
];

/** What is done to the text of a body: members twice, numbers beyond any, half of it, bytes that are no text. */
type Damage = (bytes: Buffer) => Buffer;

const damages: Damage[] = [
  (bytes) => bytes.subarray(0, bytes.length / 2),
  (bytes) => Buffer.concat([bytes, bytes]),
  (bytes) => Buffer.from(bytes.toString().replace('{', '{"__proto__":{"polluted":1},')),
  (bytes) => Buffer.from(bytes.toString().replace('{', '{"model_name":"twice","model_name":7,')),
  (bytes) => Buffer.from(bytes.toString().replace(/:[^,}]*/, `:${'9'.repeat(400)}`)),
  (bytes) => Buffer.from(bytes.toString().replace(/:[^,}]*/, ':1e999')),
  (bytes) => Buffer.from(bytes.toString().replace(/:[^,}]*/, `:${'['.repeat(5_000)}${']'.repeat(5_000)}`)),
  (bytes) => Buffer.from(bytes.toString().replace(/"[^"]*"/, '"\\ud800"')),
  (bytes) => Buffer.from(bytes.toString(), 'utf16le'),
  (bytes) => Buffer.concat([bytes.subarray(0, 2), Buffer.from([0xff, 0xfe]), bytes.subarray(2)]),
];

function bodiesOf(operation: Operation, subjects: Subjects): fc.Arbitrary<Partial<RawRequest>> {
  const place = operation.request.get('application/json')?.schema;
  // A body where none is taken must not matter.
  if (!place) return mostly<Partial<RawRequest>>(fc.constant({}), fc.constant({ body: { x: 1 } }));
  const body = fc
    .tuple(seeds, fc.array(mutation, { maxLength: 2 }))
    .map(([seed, some]) => some.reduce(mutated, validBody(operation, place, seed, subjects)));
  const damaged = fc.tuple(body, fc.constantFrom(...damages)).map(([value, damage]) => ({
    bytes: damage(Buffer.from(JSON.stringify(value) ?? '')),
    headers: { 'content-type': 'application/json' },
  }));
  return mostly<Partial<RawRequest>>(
    body.map((value) => ({ body: value })),
    damaged,
  );
}

function requestsTo(operation: Operation, subjects: Subjects): fc.Arbitrary<RawRequest> {
  const usual = sample(operation.id, subjects);
  return fc
    .record({
      name: mostly<string | null>(fc.constant(null), text),
      query: queriesOf(operation),
      headers: mostly<Fields>(fc.constant({}), fc.constantFrom(...odd)),
      content: bodiesOf(operation, subjects),
    })
    .map(({ name, query, headers, content }) => ({
      ...(usual.method !== undefined && { method: usual.method }),
      path: withName(usual.path.split('?')[0] ?? '', operation, name) + query,
      ...content,
      headers: { ...content.headers, ...headers },
    }));
}

/** What is long to answer, or to hold to the contract, comes seldom. */
const isLong = ({ id }: Operation) =>
  ['listPublicModels', 'getLitellmPrices', 'getModelsDevCatalog'].includes(id);

/** Any request to any operation: made from the schemas, and then damaged in a place or two, or not at all. */
export function randomRequests(subjects: Subjects): fc.Arbitrary<RawRequest> {
  const weighted = operations.map((operation) => ({
    weight: isLong(operation) ? 1 : 8,
    arbitrary: requestsTo(operation, subjects),
  }));
  return fc.oneof(...weighted);
}
