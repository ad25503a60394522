// Those who are told of changes: readers of the feed and live copies, which note when each value of a model reached them.
import { createClient } from '../../packages/client/dist/index.js';
import { json } from './requests.mjs';

/** When which value of which model was first seen. */
export function createSightings() {
  const seen = new Map();
  return {
    note(name, value, at) {
      const sightings = seen.get(name) ?? [];
      seen.set(name, sightings);
      sightings.push({ value, at });
    },
    /** When a value or a later one of a model was first seen; infinite where none was. */
    firstAt: (name, value) =>
      seen.get(name)?.find((sighting) => sighting.value >= value)?.at ?? Number.POSITIVE_INFINITY,
  };
}

/** Reads the feed of an organization as any program may, one waiting request after the other. */
export async function followFeed(call) {
  const sightings = createSightings();
  const ended = new AbortController();
  const snapshot = await json(call, 'GET', '/api/snapshot');
  let { cursor } = snapshot;

  async function follow() {
    while (!ended.signal.aborted) {
      const path = `/api/changes?cursor=${cursor}&wait=60&page_size=1000`;
      const { status, text, at } = await call('GET', path, { signal: ended.signal });
      if (status !== 200) throw new Error(`${path}: ${status} ${text}`);
      const page = JSON.parse(text);
      for (const { name, model } of page.changes) sightings.note(name, model?.max_context_window, at);
      cursor = page.cursor;
    }
  }

  const following = follow().catch((error) => {
    if (!ended.signal.aborted) throw error;
  });
  return {
    firstAt: sightings.firstAt,
    async close() {
      ended.abort();
      await following;
    },
  };
}

/** The models of an organization in memory, by the client. */
export const liveCopy = (baseUrl, token) => createClient({ baseUrl, token }).live();

/** A live copy that notes when it came to know what. */
export async function followLive(baseUrl, token) {
  const sightings = createSightings();
  const models = await liveCopy(baseUrl, token);
  models.on('change', ({ name, model }) =>
    sightings.note(name, model?.max_context_window, performance.now()),
  );
  return { firstAt: sightings.firstAt, close: () => models.close() };
}
