import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { OperationId } from '../http/contract.js';
import { isReadAnonymously, leastRole, requireRole, roleOf } from './permissions.js';
import { actorOf, type Principal, type Role } from './principal.js';

interface Operation {
  operationId: OperationId;
  security?: object[];
}

/** Every operation of the contract, as it is written there. */
function operations(): Operation[] {
  const text = readFileSync(new URL('../../../../openapi.yaml', import.meta.url), 'utf8');
  const contract: { paths: Record<string, Record<string, Operation>> } = parse(text);
  return Object.values(contract.paths)
    .flatMap((path) => Object.values(path))
    .filter((member) => member.operationId !== undefined);
}

const ids = operations().map(({ operationId }) => operationId);
const isPublic = ({ security }: Operation) => security?.length === 0;
const mayBeAnonymous = ({ security = [] }: Operation) =>
  security.some((one) => Object.keys(one).length === 0);
const needing = (role: Role | 'public') => ids.filter((id) => leastRole[id] === role).sort();

const principalWith = (role: Role): Principal => ({
  organization: 'acme',
  role,
  kind: 'api_key',
  id: 'k',
  name: 'k',
  expires_at: null,
});

describe('the least role of an operation', () => {
  it('is given for every operation of the contract and no other', () => {
    expect(Object.keys(leastRole).sort()).toEqual([...ids].sort());
  });

  it('is none exactly where the contract needs no credential', () => {
    const publicOnes = operations().filter(isPublic);
    expect(needing('public')).toEqual(publicOnes.map(({ operationId }) => operationId).sort());
  });

  it('is editor for whatever writes or shows what is stored', () => {
    expect(needing('editor')).toEqual([
      'createProvider',
      'deleteModel',
      'deleteProvider',
      'getDefinition',
      'replaceModel',
      'replaceProvider',
      'updateModel',
      'updateProvider',
      'upsertModel',
    ]);
  });

  it('is admin for keys and settings', () => {
    expect(needing('admin')).toEqual([
      'createKey',
      'deleteKey',
      'getOrganization',
      'listKeys',
      'updateOrganization',
    ]);
  });

  it('is viewer for all that is left', () => {
    expect(needing('viewer')).toEqual([
      'explainModel',
      'filterModels',
      'filterModelsSummary',
      'getCurrentPrincipal',
      'getLitellmPrices',
      'getModel',
      'getModelsDevCatalog',
      'getModelsSummary',
      'getOpenaiModel',
      'getProvider',
      'getSnapshot',
      'listChanges',
      'listModels',
      'listModelsPage',
      'listOpenaiModels',
      'listProviders',
      'lookupModels',
    ]);
  });
});

describe('without a credential', () => {
  const anonymous: Principal = {
    organization: 'acme',
    role: 'public',
    kind: 'anonymous',
    id: null,
    name: null,
    expires_at: null,
  };

  it('what may be read is exactly what the contract says may be', () => {
    const allowed = operations().filter(mayBeAnonymous);
    expect(ids.filter(isReadAnonymously).sort()).toEqual(
      allowed.map(({ operationId }) => operationId).sort(),
    );
    expect(allowed.length).toBeGreaterThan(0);
  });

  it('nothing may be read that a viewer may not', () => {
    expect(ids.filter(isReadAnonymously).filter((id) => leastRole[id] !== 'viewer')).toEqual([]);
  });

  it('anything else asks for one, instead of for another role', () => {
    expect(() => requireRole('getModel', anonymous)).not.toThrow();
    for (const operation of ['listProviders', 'getDefinition', 'deleteModel', 'getOrganization'] as const)
      expect(() => requireRole(operation, anonymous)).toThrow(/unauthenticated/);
  });

  it('nobody makes a change', () => {
    expect(() => actorOf(anonymous)).toThrow(/unauthenticated/);
  });
});

describe('a role', () => {
  it.each<[Role, OperationId[], OperationId[]]>([
    ['viewer', ['getModel'], ['deleteModel', 'listKeys']],
    ['editor', ['getModel', 'deleteModel'], ['listKeys']],
    ['admin', ['getModel', 'deleteModel', 'listKeys'], []],
  ])('%s may do what its own and lower ones may', (role, allowed, forbidden) => {
    for (const operation of allowed) expect(() => requireRole(operation, principalWith(role))).not.toThrow();
    for (const operation of forbidden)
      expect(() => requireRole(operation, principalWith(role))).toThrow(/forbidden_role/);
  });

  it('that is too low is told which one is needed', () => {
    expect(() => requireRole('createKey', principalWith('editor'))).toThrow(
      'This needs the role admin; the credential has the role editor.',
    );
  });

  it('that is unknown is viewer, also the one of those who send no credential', () => {
    const texts = ['owner', undefined, 'public', 'admin'];
    expect(texts.map(roleOf)).toEqual(['viewer', 'viewer', 'viewer', 'admin']);
  });
});
