import {
  OpenApiSpecLoader,
  type Spec,
} from 'express-openapi-validator/dist/framework/openapi.spec.loader.js';
import { SchemaPreprocessor } from 'express-openapi-validator/dist/middlewares/parsers/schema.preprocessor.js';
import { nameOfToken } from '../answers/pointer.js';
import type { ContractDocument } from './document.js';

// What express-openapi-validator does at each start and our document does not need: a fifth of the whole start
// (docs/decisions/0095-validator-start.md).

interface Visitor {
  visitApi(given: { basePaths: readonly string[]; getApiDoc: () => ContractDocument }): void;
}

/**
 * Loads a document that is one file and was checked when it was built. The validator's own loader looks for references to
 * other files, and compiles the schema of OpenAPI documents even where it is told not to check by it.
 */
export function loadChecked(apiDoc: ContractDocument): Promise<Spec> {
  const loader = new OpenApiSpecLoader({ apiDoc: '' });
  // Operations begin at the root, as the document's `servers` say.
  const basePaths = ['/'];
  const framework = {
    async initialize({ visitApi }: Visitor) {
      visitApi({ basePaths, getApiDoc: () => apiDoc });
      return { apiDoc, basePaths };
    },
  };
  // A private property to the compiler.
  Object.defineProperty(loader, 'framework', { value: framework });
  return loader.load();
}

function targetOf(document: unknown, reference: string): unknown {
  const [, ...tokens] = reference.split('/');
  return tokens.reduce<unknown>(
    (at, token) => (at instanceof Object ? Reflect.get(at, nameOfToken(token)) : undefined),
    document,
  );
}

/**
 * Has the validator find what a reference means by looking there. Its own way compiles each schema that is referred to, and
 * throws away what came of it.
 * @throws Error where the validator has no such method any more
 */
export function findReferencesDirectly(): void {
  const name = 'resolveSchema';
  if (!(name in SchemaPreprocessor.prototype))
    throw new Error(`The validator has no ${name} any more: it may have been updated.`);
  Object.defineProperty(SchemaPreprocessor.prototype, name, {
    value(this: { apiDoc: unknown }, schema: { $ref?: string } | undefined) {
      if (!schema) return null;
      return schema.$ref === undefined ? schema : targetOf(this.apiDoc, schema.$ref);
    },
  });
}
