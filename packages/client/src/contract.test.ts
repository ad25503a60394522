import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type {
  Answer,
  BodyMethods,
  ErrorCode,
  FieldsOf,
  Model,
  OptionsOf,
  Organization,
  Registry,
} from './index.js';
import { createClient } from './index.js';

const root = new URL('../../../', import.meta.url);
const openapi = readFileSync(new URL('openapi.yaml', root), 'utf8');
const schemas = [...openapi.slice(openapi.indexOf('\n  schemas:\n')).matchAll(/^ {4}([A-Za-z]\w*):$/gm)].map(
  ([, name]) => name,
);

function exportedTypes(): string[] {
  const index = fileURLToPath(new URL('index.ts', import.meta.url));
  const program = ts.createProgram([index], { module: ts.ModuleKind.NodeNext, noLib: true, types: [] });
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(index);
  const symbol = file && checker.getSymbolAtLocation(file);
  return symbol ? checker.getExportsOfModule(symbol).map(({ name }) => name) : [];
}

describe('the types', () => {
  it('are one for each schema of the contract', () => {
    expect(schemas.length).toBeGreaterThan(40);
    expect(exportedTypes()).toEqual(expect.arrayContaining(schemas));
  });

  it('cover every success status of the contract', () => {
    const documented = new Set(
      [...openapi.matchAll(/^ {8}'([23]\d\d)':/gm)].map(([, status]) => Number(status)),
    );
    const typed: Record<Answer<unknown>['status'] | 304, true> = {
      200: true,
      201: true,
      204: true,
      304: true,
    };
    expect([...documented].sort().map(String)).toEqual(Object.keys(typed));
  });
});

// What follows is checked by the compiler (npm run typecheck); nothing is sent.
describe('the compiler', () => {
  const registry: Registry = createClient({ baseUrl: 'http://127.0.0.1:4080' });

  it('knows fields flat, from path, query and body', () => {
    expectTypeOf<FieldsOf<'replaceModel'>['model_name']>().toEqualTypeOf<string>();
    expectTypeOf<FieldsOf<'replaceModel'>['input_cost']>().toEqualTypeOf<number | null | undefined>();
    expectTypeOf<keyof FieldsOf<'filterModels'>>().toEqualTypeOf<
      'filters' | 'is_exporting' | 'page' | 'page_size' | 'sort_by' | 'cursor'
    >();
    expectTypeOf<keyof FieldsOf<'health'>>().toEqualTypeOf<never>();
  });

  it('knows which conditions an operation takes', () => {
    type Any = 'signal' | 'timeoutMs' | 'retries';
    expectTypeOf<keyof OptionsOf<'replaceModel'>>().toEqualTypeOf<Any | 'ifMatch'>();
    expectTypeOf<keyof OptionsOf<'upsertModel'>>().toEqualTypeOf<Any | 'ifMatch' | 'ifNoneMatch'>();
    expectTypeOf<keyof OptionsOf<'getModel'>>().toEqualTypeOf<Any | 'ifNoneMatch' | 'minRevision'>();
    expectTypeOf<keyof OptionsOf<'createKey'>>().toEqualTypeOf<Any>();
  });

  it('knows that only a conditional read may answer that nothing changed', () => {
    const plain = () => registry.getModel({ model_name: 'm' }, { minRevision: 1 });
    const conditional = () => registry.getModel({ model_name: 'm' }, { ifNoneMatch: '"e"' });
    const upsert = () => registry.upsertModel({ model_name: 'm' }, { ifNoneMatch: '*' });
    expectTypeOf(plain).returns.resolves.toEqualTypeOf<Model>();
    expectTypeOf(conditional).returns.resolves.toEqualTypeOf<Model | undefined>();
    expectTypeOf(upsert).returns.resolves.toEqualTypeOf<Model>();
  });

  it('asks for no fields where an operation has none, of a conditional read either', () => {
    const plain = () => registry.getOrganization();
    const conditional = () => registry.getOrganization({}, { ifNoneMatch: '"e"' });
    expectTypeOf(plain).returns.resolves.toEqualTypeOf<Organization>();
    expectTypeOf(conditional).returns.resolves.toEqualTypeOf<Organization | undefined>();
    // @ts-expect-error Which model?
    const nameless = () => registry.getModel();
    expectTypeOf(nameless).toBeFunction();
  });

  it('tells 304 by its status', () => {
    const read = async () => {
      const answer = await registry.withResponse.getModel({ model_name: 'm' }, { ifNoneMatch: '"e"' });
      return answer.status === 304 ? null : answer.data;
    };
    expectTypeOf(read).returns.resolves.toEqualTypeOf<Model | null>();
  });

  it('knows no header of the contract that is neither an option nor a body', () => {
    type Unknown = {
      [Id in keyof BodyMethods]: Extract<keyof FieldsOf<Id>, keyof string>;
    }[keyof BodyMethods];
    expectTypeOf<Unknown>().toEqualTypeOf<never>();
  });

  it('knows the codes', () => {
    expectTypeOf<'model_not_found'>().toExtend<ErrorCode>();
    expectTypeOf<'model_not_fuond'>().not.toExtend<ErrorCode>();
  });
});
