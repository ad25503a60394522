import type { ErrorCode, FieldError } from '@llm-registry/api-types';

/** The one table of what can go wrong: code to HTTP status and title. The contract and the documentation equal it. */
export const errorTable = {
  malformed_url: { status: 400, title: 'The URL is malformed' },
  invalid_request: { status: 400, title: 'The request does not fit the contract' },
  invalid_body: { status: 400, title: 'The body cannot be read' },
  invalid_cursor: { status: 400, title: 'The cursor does not belong to this list' },
  unknown_base: { status: 400, title: 'There is no such base' },
  unknown_provider: { status: 400, title: 'There is no such provider' },
  inheritance_cycle: { status: 400, title: 'A model would inherit from itself' },
  chain_too_long: { status: 400, title: 'The chain of bases is too long' },
  unauthenticated: { status: 401, title: 'A valid credential is needed' },
  forbidden_role: { status: 403, title: 'The role is too low' },
  catalog_read_only: { status: 403, title: 'Shipped objects cannot be changed' },
  route_not_found: { status: 404, title: 'There is no such route' },
  model_not_found: { status: 404, title: 'There is no model of that name' },
  provider_not_found: { status: 404, title: 'There is no provider of that id' },
  key_not_found: { status: 404, title: 'There is no API key of that id' },
  method_not_allowed: { status: 405, title: 'The route does not take this method' },
  snapshot_needed: { status: 410, title: 'The changes since then are not known' },
  model_in_use: { status: 409, title: 'Other models inherit from this one' },
  too_many_dependents: { status: 409, title: 'Too many models would inherit from one' },
  provider_exists: { status: 409, title: 'There is a provider of that id already' },
  provider_in_use: { status: 409, title: 'Models use this provider' },
  precondition_failed: { status: 412, title: 'The object has changed' },
  payload_too_large: { status: 413, title: 'The body is too large' },
  unsupported_media_type: { status: 415, title: 'The body is not JSON' },
  rate_limited: { status: 429, title: 'Too many requests' },
  internal_error: { status: 500, title: 'The server failed' },
  database_unavailable: { status: 503, title: 'The database does not answer' },
  revision_not_reached: { status: 503, title: 'The revision is not there yet' },
  identity_provider_unavailable: { status: 503, title: 'The identity provider does not answer' },
  storage_full: { status: 507, title: 'The disk is full' },
} as const satisfies Record<ErrorCode, { status: number; title: string }>;

/** An error with a business name. `detail` is a sentence that says what to do; it never holds a secret. */
export class RegistryError extends Error {
  readonly code: ErrorCode;
  readonly detail: string;
  readonly errors: readonly FieldError[] | undefined;
  /** Seconds after which another try makes sense. */
  readonly retryAfter: number | undefined;

  constructor(code: ErrorCode, detail: string, faults?: readonly FieldError[], retryAfter?: number) {
    super(`${code}: ${detail}`);
    this.code = code;
    this.detail = detail;
    this.errors = faults;
    this.retryAfter = retryAfter;
  }
}

/** A name with quotes around it, for a sentence; long ones are cut. */
export function quoted(name: string): string {
  return JSON.stringify(name.length > 300 ? `${name.slice(0, 300)}…` : name);
}

/** Why a reader of changes has to start again. */
const whySnapshot = {
  old: 'This is older than the changes that are kept',
  ahead: 'This is ahead of the organization: the database has been restored from a backup',
  view: 'This cursor is another organization’s or role’s, or the database has been restored from a backup',
} as const;

/** `RegistryError`s by business name: what services throw. */
export const errors = {
  invalidRequest(faults: readonly FieldError[]) {
    const fields = faults.length === 1 ? 'the 1 field' : `the ${faults.length} fields`;
    return new RegistryError(
      'invalid_request',
      `Correct ${fields} named in errors and send the request again.`,
      faults,
    );
  },
  invalidField(pointer: string, detail: string) {
    return errors.invalidRequest([{ pointer, detail }]);
  },
  unknownBase(name: string) {
    const detail = `There is no model ${quoted(name)} to inherit from. GET /api/models lists what there is.`;
    return new RegistryError('unknown_base', detail, [{ pointer: '/body/base_model_name', detail }]);
  },
  unknownProvider(id: string, pointer: string) {
    const detail = `There is no provider ${quoted(id)}. GET /api/providers lists them, POST /api/providers creates one.`;
    return new RegistryError('unknown_provider', detail, [{ pointer, detail }]);
  },
  inheritanceCycle(name: string, base: string) {
    const detail = `${quoted(name)} cannot inherit from ${quoted(base)}: it would inherit from itself.`;
    return new RegistryError('inheritance_cycle', detail, [{ pointer: '/body/base_model_name', detail }]);
  },
  chainTooLong(name: string, limit: number) {
    const detail = `A chain through ${quoted(name)} would be longer than ${limit} models. Use a base nearer to its root.`;
    return new RegistryError('chain_too_long', detail, [{ pointer: '/body/base_model_name', detail }]);
  },
  modelNotFound(name: string) {
    return new RegistryError(
      'model_not_found',
      `There is no model ${quoted(name)}. Names are case-sensitive; POST /api/models creates one.`,
    );
  },
  noOwnModel(name: string) {
    return new RegistryError(
      'model_not_found',
      `${quoted(name)} is none of your own models, and shipped ones serve as bases only here (catalog_visibility). POST /api/models creates one.`,
    );
  },
  noDefinition(name: string) {
    return new RegistryError(
      'model_not_found',
      `${quoted(name)} is not one of your own models, so nothing is stored of it. POST /api/models creates a model of that name.`,
    );
  },
  catalogModelReadOnly(name: string) {
    return new RegistryError(
      'catalog_read_only',
      `${quoted(name)} ships with the registry. POST a model of that name to /api/models to shadow it.`,
    );
  },
  catalogAliasReadOnly(alias: string, target: string) {
    return new RegistryError(
      'catalog_read_only',
      `${quoted(alias)} is a shipped alias of ${quoted(target)}. Change that model, or POST one named ${quoted(alias)} to /api/models.`,
    );
  },
  modelInUse(name: string, count: number, some: readonly string[]) {
    const who = count === 1 ? '1 model inherits' : `${count} models inherit`;
    const more = count > some.length ? ' and more' : '';
    return new RegistryError(
      'model_in_use',
      `${who} from ${quoted(name)}: ${some.join(', ')}${more}. Give them another base first.`,
    );
  },
  tooManyDependents(name: string, limit: number) {
    return new RegistryError(
      'too_many_dependents',
      `More than ${limit} models would inherit from ${quoted(name)}. Use another base.`,
    );
  },
  providerNotFound(id: string) {
    return new RegistryError(
      'provider_not_found',
      `There is no provider ${quoted(id)}. POST /api/providers creates one.`,
    );
  },
  providerExists(id: string) {
    return new RegistryError(
      'provider_exists',
      `There is a provider ${quoted(id)} already. PUT or PATCH /api/providers/${id} changes it.`,
    );
  },
  catalogProviderReadOnly(id: string) {
    return new RegistryError(
      'catalog_read_only',
      `${quoted(id)} ships with the registry. POST a provider of that id to /api/providers to take its place.`,
    );
  },
  providerInUse(id: string, count: number, some: readonly string[]) {
    const who = count === 1 ? '1 model uses' : `${count} models use`;
    const more = count > some.length ? ' and more' : '';
    return new RegistryError(
      'provider_in_use',
      `${who} ${quoted(id)}: ${some.join(', ')}${more}. Give them another provider first.`,
    );
  },
  keyNotFound(id: string) {
    return new RegistryError('key_not_found', `There is no API key ${quoted(id)}. GET /api/keys lists them.`);
  },
  preconditionFailed() {
    return new RegistryError(
      'precondition_failed',
      'The object is not the one your precondition names. GET it, look at what changed, and send the write with the new ETag.',
    );
  },
  invalidCursor() {
    const detail =
      'The cursor does not belong to this sort and these filters. Ask for the first page without one.';
    return new RegistryError('invalid_cursor', detail, [{ pointer: '/query/cursor', detail }]);
  },
  invalidChangeCursor() {
    const detail = 'This is no cursor of a snapshot or of changes. GET /api/snapshot has one to begin with.';
    return new RegistryError('invalid_cursor', detail, [{ pointer: '/query/cursor', detail }]);
  },
  snapshotNeeded(why: keyof typeof whySnapshot) {
    return new RegistryError(
      'snapshot_needed',
      `${whySnapshot[why]}. GET /api/snapshot and go on with its cursor.`,
    );
  },
  unauthenticated(
    detail = 'Send "Authorization: Bearer <API key or JWT>" with a credential that is valid now.',
  ) {
    return new RegistryError('unauthenticated', detail);
  },
  forbiddenRole(needed: string, has: string) {
    return new RegistryError(
      'forbidden_role',
      `This needs the role ${needed}; the credential has the role ${has}.`,
    );
  },
  rateLimited(retryAfter: number) {
    return new RegistryError(
      'rate_limited',
      `The allowance is spent. Try again in ${retryAfter} second${retryAfter === 1 ? '' : 's'}.`,
      undefined,
      retryAfter,
    );
  },
  revisionNotReached(wanted: number) {
    return new RegistryError(
      'revision_not_reached',
      `Revision ${wanted} is not there yet. Try again in 1 second, or ask without Registry-Min-Revision.`,
      undefined,
      1,
    );
  },
  databaseUnavailable() {
    return new RegistryError(
      'database_unavailable',
      'The database does not answer at the moment. Try again in 1 second.',
      undefined,
      1,
    );
  },
  identityProviderUnavailable() {
    return new RegistryError(
      'identity_provider_unavailable',
      'The key of this token cannot be fetched at the moment. Try again in 5 seconds.',
      undefined,
      5,
    );
  },
  storageFull() {
    return new RegistryError(
      'storage_full',
      'The change was not stored because the disk is full. Make room, then send it again.',
    );
  },
};
