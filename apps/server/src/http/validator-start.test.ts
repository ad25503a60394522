import { createRequire } from 'node:module';
import { SchemaPreprocessor } from 'express-openapi-validator/dist/middlewares/parsers/schema.preprocessor.js';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { loadContract } from './document.js';
import { findReferencesDirectly, loadChecked } from './validator-start.js';

const load = createRequire(import.meta.url);
const documentSchemas = load('express-openapi-validator/dist/framework/openapi.schema.validator.js');
const loaders = load('express-openapi-validator/dist/framework/openapi.spec.loader.js');

/** What the method does to a schema of a document. */
function resolved(apiDoc: object, schema: object | undefined): unknown {
  findReferencesDirectly();
  return Reflect.get(SchemaPreprocessor.prototype, 'resolveSchema').call({ apiDoc }, schema);
}

afterEach(() => void vi.restoreAllMocks());

describe('a document that was checked', () => {
  it('has the routes that the validator finds in it, in the same order', async () => {
    const its = await new loaders.OpenApiSpecLoader({
      apiDoc: loadContract(),
      validateApiSpec: false,
    }).load();
    const { routes, basePaths, apiDoc } = await loadChecked(loadContract());
    expect(routes).toEqual(its.routes);
    expect(basePaths).toEqual(its.basePaths);
    // Its own are sorted, for pages that it does not make here.
    expect({ ...apiDoc, tags: [] }).toEqual({ ...its.apiDoc, tags: [] });
  });

  it('is not checked again', async () => {
    const checking = vi.spyOn(documentSchemas, 'OpenAPISchemaValidator');
    await loadChecked(loadContract());
    expect(checking).not.toHaveBeenCalled();
  });
});

describe('a reference', () => {
  const schema = { type: 'string' };
  const document = { components: { schemas: { Name: schema, 'a/b~c': schema } } };

  it.each([
    ['to a schema is that schema', { $ref: '#/components/schemas/Name' }, schema],
    ['is a JSON pointer', { $ref: '#/components/schemas/a~1b~0c' }, schema],
    ['to nothing is nothing', { $ref: '#/components/schemas/Other/properties/x' }, undefined],
    ['is looked for only where there is one', schema, schema],
    ['in nothing is null', undefined, null],
  ])('%s', (_what, given, expected) => {
    expect(resolved(document, given)).toBe(expected);
  });
});
