import { describe, expect, it } from 'vitest';
import { completed } from './down-convert.mjs';

/**
 * What becomes of schemas.
 * @param {Record<string, Record<string, unknown>>} schemas
 */
const schemasAfter = (schemas) => completed({ openapi: '3.0.3', components: { schemas } })['components'];

/** @param {unknown} schema */
const orNull = (schema) => ({ oneOf: [schema, { type: 'null' }] });
const name = { $ref: '#/components/schemas/Name' };
const speed = { $ref: '#/components/schemas/Speed' };
const aText = { type: 'string', minLength: 1 };
const anObject = { type: 'object', required: ['tps'] };

describe('a document that was converted from OpenAPI 3.1', () => {
  it('loses the summary of the whole, which 3.0 has not', () => {
    expect(completed({ info: { title: 'T', summary: 'S' } })).toEqual({ info: { title: 'T' } });
  });

  it('has a text that may be null written out, with what stood beside it', () => {
    const base = { ...orNull(name), description: 'The base.' };
    expect(schemasAfter({ Name: aText, Model: { properties: { base } } })).toMatchObject({
      schemas: {
        Name: aText,
        Model: { properties: { base: { ...aText, description: 'The base.', nullable: true } } },
      },
    });
  });

  it('lists null among the values of a choice that may be null', () => {
    const choice = { type: 'string', enum: ['chat', 'image'] };
    expect(schemasAfter({ Name: choice, Model: orNull(name) })).toMatchObject({
      schemas: { Model: { type: 'string', enum: ['chat', 'image', null], nullable: true } },
    });
  });

  it('has null in the object itself, where each place that names it may be null', () => {
    const model = { properties: { speed: orNull(speed), peak: orNull(speed) } };
    expect(schemasAfter({ Speed: anObject, Model: model })).toEqual({
      schemas: { Speed: { ...anObject, nullable: true }, Model: { properties: { speed, peak: speed } } },
    });
  });

  it('has null beside the object, where another place may not be null', () => {
    const model = { properties: { speed: orNull(speed), peak: speed } };
    expect(schemasAfter({ Speed: anObject, Model: model })).toEqual({
      schemas: {
        Speed: anObject,
        Model: {
          properties: {
            speed: { oneOf: [speed, { type: 'string', nullable: true, enum: [null] }] },
            peak: speed,
          },
        },
      },
    });
  });

  it('has null among the choices of a choice', () => {
    expect(schemasAfter({ Name: { oneOf: [aText, anObject] }, Model: orNull(name) })).toMatchObject({
      schemas: { Model: { oneOf: [aText, anObject, { enum: [null] }] } },
    });
  });

  it('leaves a choice without null, and the document that it was given', () => {
    const document = {
      info: { summary: 'S' },
      components: { schemas: { Any: { oneOf: [aText, anObject] } } },
    };
    const before = structuredClone(document);
    expect(completed(document)['components']).toEqual(before.components);
    expect(document).toEqual(before);
  });
});
