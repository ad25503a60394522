import type { FetchAnswer } from '../fetch.js';

interface Reader {
  read(): Promise<{ done: boolean; value?: Uint8Array }>;
  cancel(): Promise<void>;
}

/** The bytes of an answer as they come; all at once where `fetch` was replaced by something without streams. */
export async function* chunksOf(answer: FetchAnswer): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = readerOf(answer.body);
  if (!reader) {
    yield new TextEncoder().encode(await answer.text());
    return;
  }
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      if (next.value) yield next.value;
    }
  } finally {
    // Ends the answer where its reader did not come to its end; what that says is of no use to anybody.
    reader.cancel().catch(() => {});
  }
}

// Not every stream can be iterated: Safari's cannot.
function readerOf(body: unknown): Reader | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  // The type of the global fetch's body is another one in browsers than in Node.
  const { getReader } = body as { getReader?: () => Reader };
  return typeof getReader === 'function' ? getReader.call(body) : undefined;
}
