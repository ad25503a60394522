import { missingParameter, queryOf, type RequestBuilder } from './contract.js';
import { type CallOptions, HEADER_OPTIONS } from './operations.js';

/** Flat fields of an operation, before they are sorted into path, query and body. */
export type Fields = Readonly<Record<string, unknown>>;
/** Any call's options with any header an operation may take. */
export type AnyOptions = CallOptions & Partial<Record<HeaderOption, string | number | null | undefined>>;
type HeaderOption = (typeof HEADER_OPTIONS)[keyof typeof HEADER_OPTIONS];

/** A request that is ready to be sent. */
export interface PreparedRequest {
  method: string;
  /** Path and query. */
  target: string;
  headers: Record<string, string>;
  body: string | undefined;
  /** Whether it stores nothing: of all operations just the reads take a minimum revision. */
  isRead: boolean;
  /** Whether it may be sent again when nobody knows what became of it. */
  isRepeatable: boolean;
}

/**
 * Sorts flat fields into a request. What the generated builder does not take for path, query and headers is the body.
 * Throws a TypeError for what cannot be sent: an unknown field or option, a missing parameter, a name no path can hold.
 */
export async function prepareRequest(
  operationId: string,
  build: RequestBuilder,
  fields: Fields,
  options: AnyOptions,
): Promise<PreparedRequest> {
  const ledger = new Ledger(fields, headersIn(options));
  const made = await build(ledger.parameters).catch((error: unknown) => {
    throw asTypeError(operationId, error);
  });
  ledger.refuseLeftovers(operationId);
  refusePath(operationId, made.path);
  return {
    method: made.method,
    target: made.path + queryOf(made),
    headers: made.headers,
    body: ledger.hasBody ? JSON.stringify(ledger.rest(), refuseNumber) : undefined,
    isRead: ledger.offered.has('Registry_Min_Revision') || made.method === 'GET',
    isRepeatable: isRepeatable(made.method, ledger),
  };
}

/** Writes down what the generated builder asks for, so that the rest is known. */
class Ledger {
  /** What the builder is given: it reads parameters by name. */
  readonly parameters: object;
  /** The names it asked for. */
  readonly offered = new Set<string>();
  readonly #fields: Fields;
  readonly #headers: ReadonlyMap<string, unknown>;

  constructor(fields: Fields, headers: ReadonlyMap<string, unknown>) {
    this.#fields = fields;
    this.#headers = headers;
    this.parameters = new Proxy({}, { get: (_, name) => this.#give(String(name)) });
  }

  /** Whether the operation has a body: its parameter is named after a schema. */
  get hasBody(): boolean {
    return [...this.offered].some(isBodyName);
  }

  #give(name: string): unknown {
    this.offered.add(name);
    if (isHeaderName(name)) return this.#headers.get(name);
    return isBodyName(name) ? {} : Object.hasOwn(this.#fields, name) ? this.#fields[name] : undefined;
  }

  /** The fields that the builder did not take, `__proto__` included. */
  rest(): Fields {
    return Object.fromEntries(Object.entries(this.#fields).filter(([name]) => !this.offered.has(name)));
  }

  hasCondition(): boolean {
    return [...this.#headers.keys()].some((name) => name !== 'Registry_Min_Revision');
  }

  /** A field or condition that is silently dropped is worse than an error. */
  refuseLeftovers(operationId: string): void {
    const header = [...this.#headers.keys()].filter(isHeaderName).find((name) => !this.offered.has(name));
    if (header !== undefined) throw new TypeError(`${operationId} does not take ${HEADER_OPTIONS[header]}`);
    const field = Object.entries(this.rest()).find(([, value]) => value !== undefined);
    if (!this.hasBody && field) throw new TypeError(`${operationId} does not take "${field[0]}"`);
  }
}

function isHeaderName(name: string): name is keyof typeof HEADER_OPTIONS {
  return Object.hasOwn(HEADER_OPTIONS, name);
}

function isBodyName(name: string): boolean {
  return /^[A-Z]/.test(name) && !isHeaderName(name);
}

function headersIn(options: AnyOptions): Map<string, unknown> {
  const given = new Map<string, unknown>();
  for (const [header, option] of Object.entries(HEADER_OPTIONS)) {
    const value = options[option];
    if (value === null && option !== 'minRevision')
      throw new TypeError(`${option} is null: the answer it is from has no ETag`);
    if (value !== undefined && value !== null) given.set(header, value);
  }
  return given;
}

// PATCH and POST are repeated only where a condition makes the second one harmless; creating a key never is.
function isRepeatable(method: string, ledger: Ledger): boolean {
  return (
    ['GET', 'HEAD', 'PUT', 'DELETE'].includes(method) ||
    ledger.offered.has('Registry_Min_Revision') ||
    ledger.hasCondition()
  );
}

// As a name "." and ".." are the path above, and nothing is another operation: fetch would ask for something else.
function refusePath(operationId: string, path: string): void {
  if (
    path
      .slice(1)
      .split('/')
      .some((segment) => /^\.{0,2}$/.test(segment))
  ) {
    throw new TypeError(`${operationId} cannot be asked about "", "." or "..": no path can hold these names`);
  }
}

// JSON.stringify writes NaN and Infinity as null, and null means something else here.
function refuseNumber(name: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new TypeError(`"${name}" is ${value}, which JSON cannot hold`);
  return value;
}

function asTypeError(operationId: string, error: unknown): unknown {
  const missing = missingParameter(error);
  if (missing !== undefined) return new TypeError(`${operationId} needs "${missing}"`);
  if (error instanceof URIError)
    return new TypeError(`${operationId} was given an unpaired surrogate`, { cause: error });
  return error;
}
