import { operationOf } from '../contract/match.js';
import type { Documented, Header, Operation } from '../contract/operations.js';
import { faultsBy } from '../contract/schemas.js';
import type { Exchange } from './exchange.js';
import { problemFaults } from './problem-faults.js';

/** What an exchange was, by the contract, and everything in which the answer leaves it. */
export interface Verdict {
  /** Undefined where the contract has no operation of that method and path. */
  operation: Operation | undefined;
  /** The code of a problem document. */
  code: string | undefined;
  faults: string[];
}

function mediaType(headers: Headers): string | undefined {
  return headers.get('content-type')?.split(';')[0]?.trim();
}

/** Header fields are text; a schema of integers means their digits. */
function headerFaults(name: string, { required, schema }: Header, headers: Headers): string[] {
  const text = headers.get(name);
  if (text === null) return required ? [`the header ${name} is missing`] : [];
  const asText = faultsBy(schema, text);
  const faults = asText.length === 0 || !/^-?\d+$/.test(text) ? asText : faultsBy(schema, Number(text));
  return faults.map((fault) => `the header ${name} (${text}): ${fault}`);
}

function parsed(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function bodyFaults(documented: Documented, exchange: Exchange): string[] {
  const { content } = documented;
  const type = mediaType(exchange.headers);
  if (content.size === 0) return exchange.text === '' ? [] : ['there is a body, and none is documented'];
  const media = type === undefined ? undefined : content.get(type);
  if (!media) return [`the content type is ${type ?? 'missing'}, not ${[...content.keys()].join(' or ')}`];
  if (exchange.method === 'HEAD') return exchange.text === '' ? [] : ['HEAD was answered with a body'];
  const body = parsed(exchange.text);
  return body ? faultsBy(media.schema, body.value) : ['the body is not JSON'];
}

function documentedFaults(operation: Operation, exchange: Exchange): string[] {
  const documented = operation.answers.get(exchange.status);
  if (!documented) return [`${operation.id} does not document the status ${exchange.status}`];
  const headers = [...documented.headers].flatMap(([name, header]) =>
    headerFaults(name, header, exchange.headers),
  );
  return [...headers, ...bodyFaults(documented, exchange)];
}

/** What may be answered where there is no operation: bad URLs, unknown paths, wrong verbs. */
const withoutOperation = ['malformed_url', 'route_not_found', 'method_not_allowed'];

function strayFaults(exchange: Exchange, code: string | undefined): string[] {
  if (exchange.method === 'HEAD' && exchange.text === '') return [];
  if (code === undefined || !withoutOperation.includes(code)) {
    return [`there is no such operation, yet the answer is ${exchange.status} ${code ?? ''}`];
  }
  return code === 'method_not_allowed' && !exchange.headers.has('allow') ? ['405 came without Allow'] : [];
}

const tells = ['node_modules', '    at ', 'SQLITE_', 'select `', 'insert into', '.ts:', '.js:'];

/** What no answer shows, whatever it is. */
function discretionFaults({ headers, text }: Exchange): string[] {
  const inner = tells.filter((tell) => text.includes(tell));
  const powered = headers.has('x-powered-by') ? ['X-Powered-By names the framework'] : [];
  const unnamed = headers.has('x-request-id') ? [] : ['the header X-Request-Id is missing'];
  return [...inner.map((tell) => `the body shows "${tell}"`), ...powered, ...unnamed];
}

function isProblem(exchange: Exchange): boolean {
  return mediaType(exchange.headers) === 'application/problem+json' && exchange.method !== 'HEAD';
}

function codeIn(exchange: Exchange): string | undefined {
  const body = isProblem(exchange) ? parsed(exchange.text)?.value : undefined;
  return typeof body === 'object' && body !== null && 'code' in body ? String(body.code) : undefined;
}

/** Holds one answer to the contract: status, headers, content type, body, and what a problem says of itself. */
export function judge(exchange: Exchange): Verdict {
  const operation = operationOf(exchange.method, exchange.target);
  const code = codeIn(exchange);
  const faults = operation ? documentedFaults(operation, exchange) : strayFaults(exchange, code);
  const problem = isProblem(exchange) ? problemFaults(exchange, parsed(exchange.text)?.value) : [];
  return { operation, code, faults: [...faults, ...problem, ...discretionFaults(exchange)] };
}
