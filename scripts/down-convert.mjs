// What the converter leaves of OpenAPI 3.1 in a document that calls itself 3.0: `summary` of the whole, and null as a type.

/** @typedef {Record<string, unknown>} Json */

/** The only value of this schema is null (OpenAPI 3.0 has no type of that name). */
const NOTHING = { type: 'string', nullable: true, enum: [null] };

/** @type {Set<unknown>} */
const SCALARS = new Set(['string', 'number', 'integer', 'boolean']);

/** @param {unknown} value @returns {value is Json} */
const isJson = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** @param {unknown} schema */
const isNull = (schema) => isJson(schema) && schema['type'] === 'null';

/**
 * Completes a document that was converted from 3.1 to 3.0. Every schema takes exactly the values that it took before.
 * @param {Json} document is left as it is
 * @returns {Json}
 */
export function completed(document) {
  const schemas = schemasOf(document);
  const onlyNullable = namesOnlyNullable(document);
  const { summary: _, ...info } = isJson(document['info']) ? document['info'] : {};
  const rest = mapped({ ...document, info }, (node) => withoutNullType(node, schemas, onlyNullable));
  for (const name of onlyNullable) Object.assign(schemasOf(rest)[name] ?? {}, { nullable: true });
  return rest;
}

/** @param {Json} document @returns {Record<string, Json>} */
function schemasOf(document) {
  const components = isJson(document['components']) ? document['components'] : {};
  // Each member of `schemas` is a schema, and ours are objects.
  return /** @type {Record<string, Json>} */ (components['schemas'] ?? {});
}

/**
 * A copy in which each object, innermost first, is what `change` makes of it.
 * @param {Json} json
 * @param {(node: Json) => Json} change
 * @returns {Json}
 */
function mapped(json, change) {
  /** @param {unknown} value @returns {unknown} */
  const copy = (value) => {
    if (Array.isArray(value)) return value.map(copy);
    return isJson(value) ? mapped(value, change) : value;
  };
  return change(Object.fromEntries(Object.entries(json).map(([key, value]) => [key, copy(value)])));
}

/**
 * What a schema of the kind "this or null" is beside null; undefined for all others.
 * @param {Json} node
 * @returns {Json | undefined}
 */
function besideNull({ oneOf }) {
  if (!Array.isArray(oneOf) || oneOf.length !== 2 || !oneOf.some(isNull)) return undefined;
  return oneOf.find((schema) => !isNull(schema));
}

/** @param {Json | undefined} schema @returns the name of the component that it refers to */
function nameIn(schema) {
  const reference = schema?.['$ref'];
  return typeof reference === 'string' ? /^#\/components\/schemas\/(.+)$/.exec(reference)?.[1] : undefined;
}

/** Objects that are referred to only where null is possible too, so that they can take null themselves. @param {Json} document */
function namesOnlyNullable(document) {
  /** @type {Map<string, number>} */
  const balance = new Map();
  const count = (/** @type {string | undefined} */ name, /** @type {number} */ by) => {
    if (name !== undefined) balance.set(name, (balance.get(name) ?? 0) + by);
  };
  mapped(document, (node) => {
    count(nameIn(node), 1);
    count(nameIn(besideNull(node)), -1);
    return node;
  });
  const schemas = schemasOf(document);
  return new Set(
    [...balance].flatMap(([name, left]) =>
      left === 0 && schemas[name]?.['type'] === 'object' ? [name] : [],
    ),
  );
}

/**
 * The same schema in the words of 3.0. A text is written out, because `nullable` needs a `type` beside it. An object keeps
 * its name, because generators make a class of each: where null is possible everywhere the object itself is nullable.
 * @param {Json} node
 * @param {Record<string, Json>} schemas
 * @param {ReadonlySet<string>} onlyNullable
 * @returns {Json}
 */
function withoutNullType(node, schemas, onlyNullable) {
  const schema = besideNull(node);
  if (schema === undefined) return node;
  const { oneOf: _, ...siblings } = node;
  const name = nameIn(schema);
  if (name !== undefined && onlyNullable.has(name)) return { ...siblings, ...schema };
  const target = name === undefined ? schema : schemas[name];
  const { type, oneOf, enum: values } = target ?? {};
  // A choice of choices would be a class of classes.
  if (Array.isArray(oneOf)) return { ...siblings, oneOf: [...oneOf, NOTHING] };
  if (!SCALARS.has(type)) return { ...siblings, oneOf: [schema, NOTHING] };
  return {
    ...target,
    ...siblings,
    ...(Array.isArray(values) ? { enum: [...values, null] } : {}),
    nullable: true,
  };
}
