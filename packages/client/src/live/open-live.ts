import type { CallSettings } from '../call.js';
import type { RequestBuilder } from '../contract.js';
import { ModelsCopy } from './copy.js';
import { createFeed } from './feed.js';
import { isRefused } from './follower.js';
import { freeze } from './freeze.js';
import { LiveCopy, type LiveParts } from './live-copy.js';
import type { LiveModels, LiveOptions, LiveTrouble } from './live-models.js';
import { type LiveSettings, liveSettings } from './settings.js';
import { type StoredState, stateOf } from './stored-state.js';
import { realSurroundings, type Surroundings } from './surroundings.js';

/** How the registry is called. */
export interface CallParts {
  settings: CallSettings;
  builders: ReadonlyMap<string, RequestBuilder>;
}

// Somebody waits for the application to start.
const PATIENCE_WITH_STORED_MS = 3_000;

/**
 * Opens a live copy: from its store and then the changes since, or from a snapshot. With something stored it resolves as
 * soon as that is current, the first request failed, or 3 seconds are over; without, it rejects as a call does.
 * An answer that says no to who asks (401, 403) rejects in both cases.
 */
export async function openLive(
  { settings: calls, builders }: CallParts,
  options: LiveOptions,
  surroundings: Surroundings = realSurroundings,
): Promise<LiveModels> {
  const settings = liveSettings(options);
  const { baseUrl, retries } = calls;
  const feed = createFeed({
    settings: calls,
    builders,
    now: surroundings.now,
    timeoutMs: settings.timeoutMs,
  });
  const stored = await loadStored(settings, baseUrl);
  const rest = { feed, baseUrl, settings, surroundings };
  return stored ? openStored(stored, rest) : openFresh(retries, rest);
}

type Rest = Pick<LiveParts, 'feed' | 'baseUrl' | 'settings' | 'surroundings'>;

async function openFresh(retries: number, rest: Rest): Promise<LiveModels> {
  const { signal } = new AbortController();
  const snapshot = await rest.feed.snapshot(freeze, { minRevision: undefined, retries, signal });
  return new LiveCopy({
    ...rest,
    copy: new ModelsCopy(snapshot),
    currentAt: snapshot.answeredAt,
    state: 'live',
  });
}

async function openStored(stored: StoredState, rest: Rest): Promise<LiveModels> {
  const { surroundings } = rest;
  // A clock that was set back since makes nothing newer than now.
  const age = Math.max(0, surroundings.wallNow() - stored.currentAt);
  const currentAt = surroundings.now() - age;
  const live = new LiveCopy({ ...rest, copy: new ModelsCopy(stored), currentAt, state: 'reconnecting' });
  const enough = new AbortController();
  const error = await Promise.race([
    live.firstContact,
    surroundings.pause(PATIENCE_WITH_STORED_MS, enough.signal).catch(() => {}),
  ]);
  enough.abort();
  if (!isRefused(error)) return live;
  await live.close();
  throw error;
}

/** What the store holds, if it is of use. Trouble with it is told, and stops nobody. */
async function loadStored(
  { store, onError }: LiveSettings,
  baseUrl: string,
): Promise<StoredState | undefined> {
  try {
    const pieces = await store?.load();
    return pieces && (await stateOf(pieces, baseUrl));
  } catch (error) {
    told(onError, { during: 'store', error });
    return undefined;
  }
}

/** What a listener of trouble throws is told nobody and stops nobody, here as later. */
function told(onError: LiveSettings['onError'], trouble: LiveTrouble): void {
  try {
    onError?.(trouble);
  } catch {}
}
