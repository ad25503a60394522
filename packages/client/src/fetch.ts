import type { AnswerHeaders } from './operations.js';

/** The part of an answer that is used; that of the global `fetch` and of its replacements. */
export interface FetchAnswer {
  readonly status: number;
  readonly headers: AnswerHeaders;
  /** A stream of bytes; where there is none, large answers are read by `text()` too. */
  readonly body?: unknown;
  text(): Promise<string>;
}

/** The part of `fetch` that is used. */
export type Fetch = (
  url: string,
  init: { method: string; headers: Record<string, string>; body?: string; signal: AbortSignal },
) => Promise<FetchAnswer>;
