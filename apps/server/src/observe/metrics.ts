import type { Knex } from 'knex';
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';

/** What the server counts. Names of organizations and models never become labels: their number has no bound. */
export interface Metrics {
  /** Counts one answered request. @param seconds from its arrival until its answer was out */
  requestDone(operationId: string | null, status: number, seconds: number): void;
  /** Times every statement of a connection. */
  observeDatabase(connection: Knex, name: 'read' | 'write'): void;
  /** Counts one look into something kept in memory. */
  cacheLookup(cache: string, hit: boolean): void;
  readonly contentType: string;
  /** The Prometheus text exposition. */
  exposition(): Promise<string>;
}

const latencyBuckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const databaseBuckets = [0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5];

/** Looking a labeled series up by its labels costs more than the counting; their number is bounded. */
function memoized<T>(make: (first: string, second: string) => T) {
  const made = new Map<string, Map<string, T>>();
  return (first: string, second: string): T => {
    const row = made.get(first) ?? new Map<string, T>();
    made.set(first, row);
    const found = row.get(second) ?? make(first, second);
    row.set(second, found);
    return found;
  };
}

function requestMetrics(registry: Registry) {
  const counter = new Counter({
    name: 'llm_registry_http_requests_total',
    help: 'Requests answered, by operationId of the contract and status.',
    labelNames: ['operation', 'status'],
    registers: [registry],
  });
  const histogram = new Histogram({
    name: 'llm_registry_http_request_duration_seconds',
    help: 'Seconds from the arrival of a request until its answer was out, by operationId.',
    labelNames: ['operation'],
    buckets: latencyBuckets,
    registers: [registry],
  });
  const counterOf = memoized((operation, status) => counter.labels(operation, status));
  const histogramOf = memoized((operation) => histogram.labels(operation));
  return (operationId: string | null, status: number, seconds: number) => {
    const operation = operationId ?? 'none';
    counterOf(operation, String(status)).inc();
    histogramOf(operation, '').observe(seconds);
  };
}

/** knex says when a statement starts and ends under one id. */
function timeStatements(connection: Knex, observe: (seconds: number) => void): void {
  const started = new Map<string, number>();
  const done = (query: { __knexQueryUid: string }) => {
    const at = started.get(query.__knexQueryUid);
    started.delete(query.__knexQueryUid);
    if (at !== undefined) observe((performance.now() - at) / 1000);
  };
  connection.on('query', (query) => started.set(query.__knexQueryUid, performance.now()));
  connection.on('query-response', (_response, query) => done(query));
  connection.on('query-error', (_error, query) => done(query));
}

/** Makes the metrics of one server, with event-loop lag and process figures among them. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const statements = new Histogram({
    name: 'llm_registry_database_seconds',
    help: 'Seconds a database statement took, by connection.',
    labelNames: ['connection'],
    buckets: databaseBuckets,
    registers: [registry],
  });
  const lookups = new Counter({
    name: 'llm_registry_cache_lookups_total',
    help: 'Looks into what is kept in memory, by cache and whether it was there.',
    labelNames: ['cache', 'result'],
    registers: [registry],
  });
  const lookupsOf = memoized((cache, result) => lookups.labels(cache, result));
  return {
    requestDone: requestMetrics(registry),
    observeDatabase(connection, name) {
      const series = statements.labels(name);
      timeStatements(connection, (seconds) => series.observe(seconds));
    },
    cacheLookup: (cache, hit) => lookupsOf(cache, hit ? 'hit' : 'miss').inc(),
    contentType: registry.contentType,
    exposition: () => registry.metrics(),
  };
}
