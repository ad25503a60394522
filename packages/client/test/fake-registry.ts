import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { FakeHistory } from './fake-history.js';

/** What happens to one request instead of its answer. */
export type Fault =
  | 'cut'
  | 'cut half way'
  | 'hang'
  | 'slow'
  | 'behind the times'
  | 'again'
  | 'not ours'
  | { status: number; code: string; retryAfter?: number };

export interface Asked {
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
}

/** A registry over a real port that has snapshots and changes, and misbehaves when told to. It is gone when the test is. */
export class FakeRegistry {
  readonly history: FakeHistory;
  readonly asked: Asked[] = [];
  /** What befalls the next requests, one each. */
  readonly faults: Fault[] = [];
  /** Changes in a page. */
  pageSize = 100;
  /** Happens between the cursor of a snapshot and its models. */
  duringSnapshot: () => void = () => {};
  #baseUrl = '';
  #lastPage = '';
  readonly #waiting = new Set<() => void>();
  readonly #server = createServer((request, response) => this.#answer(request, response));

  private constructor(history: FakeHistory) {
    this.history = history;
  }

  static async start(history: FakeHistory = new FakeHistory()): Promise<FakeRegistry> {
    const registry = new FakeRegistry(history);
    await registry.listen();
    onTestFinished(() => registry.stop());
    return registry;
  }

  get baseUrl(): string {
    return this.#baseUrl;
  }

  /** Requests that are held until something changes. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /** Does something with the history, and answers those who wait for it. */
  change(does: (history: FakeHistory) => void): void {
    does(this.history);
    for (const wake of [...this.#waiting]) wake();
  }

  /** Cuts all connections. */
  cut(): void {
    this.#server.closeAllConnections();
    this.#waiting.clear();
  }

  /** On the port that it had, if it was started before. */
  async listen(): Promise<void> {
    const port = this.#baseUrl === '' ? 0 : Number(new URL(this.#baseUrl).port);
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
    const address = this.#server.address() as AddressInfo; // a TCP server has an address of this kind
    this.#baseUrl = `http://127.0.0.1:${address.port}`;
  }

  async stop(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const { pathname: path, searchParams: query } = new URL(request.url ?? '', 'http://registry');
    const { headers } = request;
    this.asked.push({ path, query, headers });
    const fault = this.faults.shift();
    const minimum = Number(headers['registry-min-revision'] ?? 0);
    if (fault === 'hang') return;
    if (fault === 'cut') response.destroy();
    else if (typeof fault === 'object') refuse(response, fault.status, fault.code, fault.retryAfter);
    else if (path === '/healthz') send(response, '{"status":"ok"}');
    else if (minimum > this.history.revision) refuse(response, 503, 'revision_not_reached');
    else if (path === '/api/snapshot') send(response, this.#snapshot(), fault);
    else if (path === '/api/changes') this.#changes(query, response, fault);
    else refuse(response, 404, 'not_found');
  }

  #snapshot(): string {
    const { revision, cursor } = this.history.snapshot();
    this.duringSnapshot();
    return JSON.stringify({ revision, cursor, models: this.history.snapshot().models });
  }

  #changes(query: URLSearchParams, response: ServerResponse, fault: Fault | undefined): void {
    const cursor = query.get('cursor') ?? '';
    const page = this.history.changes(cursor, this.pageSize);
    if (!page) {
      refuse(response, 410, 'snapshot_needed');
    } else if (fault === 'behind the times') {
      send(response, JSON.stringify(this.history.changesBehindTheTimes(cursor, this.pageSize) ?? page));
    } else if (fault === 'again' && this.#lastPage !== '') {
      send(response, this.#lastPage);
    } else if (page.changes.length === 0 && Number(query.get('wait')) > 0) {
      this.#wait(query, response, fault);
    } else {
      this.#lastPage = JSON.stringify(page);
      send(response, this.#lastPage, fault);
    }
  }

  #wait(query: URLSearchParams, response: ServerResponse, fault: Fault | undefined): void {
    const wake = () => {
      this.#waiting.delete(wake);
      this.#changes(query, response, fault);
    };
    this.#waiting.add(wake);
    response.on('close', () => this.#waiting.delete(wake));
  }
}

function refuse(response: ServerResponse, status: number, code: string, retryAfter?: number): void {
  if (retryAfter !== undefined) response.setHeader('retry-after', retryAfter);
  response.writeHead(status, { 'content-type': 'application/problem+json' });
  response.end(JSON.stringify({ type: `/docs/errors/${code}`, title: code, status, detail: code, code }));
}

function send(response: ServerResponse, text: string, fault?: Fault): void {
  const bytes = Buffer.from(text);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': bytes.length });
  if (fault === 'cut half way') response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
  else if (fault === 'not ours') response.end(Buffer.alloc(bytes.length, '<'));
  else if (fault === 'slow') void trickle(response, bytes);
  else response.end(bytes);
}

async function trickle(response: ServerResponse, bytes: Buffer): Promise<void> {
  for (const byte of bytes) {
    response.write(Buffer.of(byte));
    await new Promise((resolve) => setImmediate(resolve));
  }
  response.end();
}
