import type { operations } from '@llm-registry/api-types';
import { errors } from '../errors.js';
import type { Principal, Role } from './principal.js';

/** From least to most; each may do what those before it may. */
const roles: readonly Role[] = ['viewer', 'editor', 'admin'];

type OperationId = keyof operations;

/** The least role that each operation needs; `public` asks for no caller at all. An operation that is missing does not compile. */
export const leastRole = {
  getModel: 'viewer',
  replaceModel: 'editor',
  updateModel: 'editor',
  deleteModel: 'editor',
  upsertModel: 'editor',
  getDefinition: 'editor',
  explainModel: 'viewer',
  lookupModels: 'viewer',
  listModels: 'viewer',
  listModelsPage: 'viewer',
  filterModels: 'viewer',
  getModelsSummary: 'viewer',
  filterModelsSummary: 'viewer',
  listChanges: 'viewer',
  getSnapshot: 'viewer',
  listPublicModels: 'public',
  listProviders: 'viewer',
  createProvider: 'editor',
  getProvider: 'viewer',
  replaceProvider: 'editor',
  updateProvider: 'editor',
  deleteProvider: 'editor',
  listKeys: 'admin',
  createKey: 'admin',
  deleteKey: 'admin',
  getCurrentPrincipal: 'viewer',
  getOrganization: 'admin',
  updateOrganization: 'admin',
  getOpenaiModel: 'viewer',
  listOpenaiModels: 'viewer',
  getLitellmPrices: 'viewer',
  getModelsDevCatalog: 'viewer',
  health: 'public',
  readiness: 'public',
} as const satisfies Readonly<Record<OperationId, Role | 'public'>>;

/** What the role `public` may: read models without a credential, where the operator lets an organization be read so. */
const anonymousReads: ReadonlySet<OperationId> = new Set<OperationId>([
  'getModel',
  'explainModel',
  'lookupModels',
  'listModels',
  'listModelsPage',
  'filterModels',
  'getModelsSummary',
  'filterModelsSummary',
  'getCurrentPrincipal',
  'getOpenaiModel',
  'listOpenaiModels',
  'getLitellmPrices',
  'getModelsDevCatalog',
]);

export const isReadAnonymously = (operation: OperationId): boolean => anonymousReads.has(operation);

/** The operations that need no credential, and so have no caller. */
export type PublicOperation = {
  [Op in OperationId]: (typeof leastRole)[Op] extends 'public' ? Op : never;
}[OperationId];

export function isRole(text: unknown): text is Role {
  return roles.some((role) => role === text);
}

/** The role of that name; what is no role, and what is not there, is a viewer. */
export function roleOf(text: unknown): Role {
  return isRole(text) ? text : 'viewer';
}

/** Whether a principal may do what a role may. */
export const mayActAs = ({ role }: Pick<Principal, 'role'>, needed: Role): boolean =>
  role !== 'public' && roles.indexOf(role) >= roles.indexOf(needed);

/**
 * Lets a principal pass whose role is enough for the operation.
 * @throws forbidden_role otherwise; unauthenticated where a credential would help
 */
export function requireRole(operation: OperationId, principal: Principal): void {
  const needed = leastRole[operation];
  if (needed === 'public') return;
  if (principal.role === 'public') {
    if (isReadAnonymously(operation)) return;
    throw errors.unauthenticated();
  }
  if (mayActAs(principal, needed)) return;
  throw errors.forbiddenRole(needed, principal.role);
}
