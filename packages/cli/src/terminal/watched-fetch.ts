import type { Fetch, FetchAnswer } from '@llm-registry/client';
import type { Terminal } from './terminal.js';

/**
 * A fetch that says when the registry asks to wait, so that a wait is no mystery, and that takes nothing for an answer
 * of a registry which is none: every one that knows an organization says a revision, and a page of something else may be
 * well-formed JSON too.
 */
export function watchedFetch(terminal: Pick<Terminal, 'err'>, now: () => number = Date.now): Fetch {
  let saidUntil = 0;
  const sayWait = (status: number, seconds: number) => {
    // Requests that run side by side are told the same.
    if (now() < saidUntil) return;
    saidUntil = now() + seconds * 1000;
    terminal.err(`The registry asks to wait ${seconds} s (HTTP ${status}).\n`);
  };
  return async (url, init) => {
    const answer = await fetch(url, init);
    const seconds = Number(answer.headers.get('retry-after') ?? 0);
    if (seconds > 0 && seconds <= longestWait) sayWait(answer.status, seconds);
    return isOfRegistry(url, answer) ? answer : unreadable(answer);
  };
}

/** Seconds. Allowances are counted by the minute. */
export const longestWait = 60;

/** The shipped catalog is the same for every organization. It is asked for where others were answered. */
const withoutRevision = /\/api\/models\/public$/;

function isOfRegistry(url: string, { status, headers }: FetchAnswer): boolean {
  return status >= 300 || headers.get('registry-revision') !== null || withoutRevision.test(url);
}

/** The client says of a success that it cannot read that it is not one of the registry. */
function unreadable({ status, headers }: FetchAnswer): FetchAnswer {
  return { status, headers, text: async () => '' };
}
