import type { ChangePage } from '@llm-registry/api-types';
import { type JsonText, jsonText, storedJson } from '../answers/json-text.js';
import { answerTag } from '../answers/tag.js';
import type { Database } from '../db/connect.js';
import { errors, RegistryError } from '../errors.js';
import { viewId } from '../revisions/history.js';
import { type Layers, layersOf } from '../revisions/layers.js';
import { reached } from '../revisions/wait.js';
import type { ChangeWatch } from '../revisions/watch.js';
import { decodeCursor, encodeCursor } from './cursor.js';
import { type Answers, CatalogGone, type ModelChange, type Page, readPage } from './page.js';
import { createPatience } from './patience.js';
import type { Position } from './position.js';
import { openReading } from './reading.js';
import { createSharing } from './sharing.js';
import { type Stretch, snapshotText } from './snapshot.js';
import { createChangeStore } from './store.js';

export interface ChangeServiceDeps {
  database: Database;
  watch: ChangeWatch;
  answers: Answers;
  stretch: Stretch;
  /** Milliseconds for which a revision that is not there yet is waited for; tests have less patience. */
  patience?: number;
}

/** What a reader asks for. */
export interface ChangeRequest {
  /** Instead of `cursor`. */
  after?: number | undefined;
  cursor?: string | undefined;
  pageSize: number;
  /** Seconds. */
  wait: number;
  /** Aborts when the reader goes away. */
  gone: AbortSignal;
  /** Throws where the reader, who has waited, may no longer have an answer. */
  confirm: () => Promise<unknown>;
  /** Whether the reader sees who changed something. */
  showPrincipals: boolean;
}

export interface AnsweredPage {
  revision: number;
  text: JsonText<ChangePage>;
}

export interface AnsweredSnapshot {
  revision: number;
  /** Weak (RFC 9110, 8.8.1): a snapshot of a revision may hold later changes, and how much of them is by chance. */
  tag: string;
  chunks: AsyncIterable<string>;
}

/** How often a page is read anew whose catalog has gone meanwhile. */
const mostTries = 3;

/** Where a reader goes on, and the view that this place belongs to; null for a bare revision. */
interface Place extends Position {
  view: string | null;
}

function placeOf({ after, cursor }: ChangeRequest): Place {
  if (cursor === undefined && after === undefined)
    throw errors.invalidField('/query/after', 'Send a revision as `after`, or a `cursor`.');
  if (cursor !== undefined && after !== undefined)
    throw errors.invalidField('/query/after', 'Send either `after` or `cursor`, not both.');
  return cursor === undefined ? { view: null, revision: after ?? 0, name: null } : decodeCursor(cursor);
}

function changeText(change: ModelChange, showPrincipals: boolean): string {
  const { model, principal, ...facts } = change;
  const shown = JSON.stringify(showPrincipals ? { ...facts, principal } : facts);
  return `${shown.slice(0, -1)},"model":${model ?? 'null'}}`;
}

/** A page as its readers get it: many may get the same. */
interface SharedPage extends Page {
  textFor: (showPrincipals: boolean) => JsonText<ChangePage>;
}

function sharedPage(page: Page, view: string): SharedPage {
  const texts = new Map<boolean, JsonText<ChangePage>>();
  const cursor = jsonText(encodeCursor({ ...page.end, view }));
  const textFor = (showPrincipals: boolean): JsonText<ChangePage> => {
    const changes = page.changes.map((change) => changeText(change, showPrincipals)).join(',');
    return storedJson(
      `{"revision":${page.revision},"changes":[${changes}],"cursor":${cursor},"has_more":${page.hasMore}}`,
    );
  };
  return {
    ...page,
    textFor(showPrincipals) {
      const text = texts.get(showPrincipals) ?? textFor(showPrincipals);
      texts.set(showPrincipals, text);
      return text;
    },
  };
}

/** What is answered to a reader who has gone: nobody sees it, so it costs nothing. */
function unread({ revision }: Layers, place: Place): SharedPage {
  return sharedPage({ revision, changes: [], end: place, hasMore: false }, place.view ?? '');
}

/** What a copy of an organization's models is made and kept up to date by. */
export function createChangeService(deps: ChangeServiceDeps) {
  const { read: queries } = deps.database;
  const shared = createSharing<SharedPage>();
  const patience = createPatience();

  /** The layers that have reached a place. @throws snapshot_needed where they do not within the patience */
  async function layersAt(seen: Layers, { revision }: Position): Promise<Layers> {
    const read = async () => ({
      ...(await layersOf(queries, seen.organization)),
      providerDetail: seen.providerDetail,
    });
    try {
      return await reached(read, await read(), revision, deps.patience);
    } catch (error) {
      if (!(error instanceof RegistryError) || error.code !== 'revision_not_reached') throw error;
      throw errors.snapshotNeeded('ahead');
    }
  }

  async function page(seen: Layers, place: Place, size: number, tries = mostTries): Promise<SharedPage> {
    const view = await viewId(queries, seen);
    if (place.view !== null && place.view !== view) throw errors.snapshotNeeded('view');
    const layers = await layersAt(seen, place);
    const { revision } = layers;
    if (place.revision === revision && place.name === null) {
      return sharedPage({ revision, changes: [], end: place, hasMore: false }, view);
    }
    try {
      const reading = await openReading(createChangeStore(queries, layers), layers, place);
      return sharedPage(await readPage(reading, size, deps.answers), view);
    } catch (error) {
      if (!(error instanceof CatalogGone) || tries === 1) throw error;
      return page(seen, place, size, tries - 1);
    }
  }

  function read(seen: Layers, place: Place, size: number): Promise<SharedPage> {
    const { organization, providerDetail } = seen;
    const { view, revision, name } = place;
    const key = JSON.stringify([organization, providerDetail, view, revision, name, size]);
    return shared(key, () => page(seen, place, size));
  }

  /** The next page that has something, or the one that is there when the patience ends. */
  async function awaited(seen: Layers, request: ChangeRequest): Promise<SharedPage> {
    let place = placeOf(request);
    const { signal, end } = patience.begin(request.wait, request.gone);
    try {
      for (let waited = false; ; waited = true) {
        // Asked before reading, so that no change falls between the two.
        const change = signal.aborted ? null : deps.watch.next(seen.organization, signal);
        if (request.gone.aborted) return unread(seen, place);
        const found = await read(seen, place, request.pageSize);
        // After each wake-up, whatever was found: what changed may be that the credential was revoked.
        if (waited) await request.confirm();
        if (found.changes.length > 0 || found.hasMore || change === null) return found;
        place = { ...found.end, view: place.view };
        await change;
      }
    } finally {
      end();
    }
  }

  return {
    /**
     * What changed behind a place, waiting for it where nothing did yet.
     * @throws invalid_request, invalid_cursor, snapshot_needed
     */
    async changes(seen: Layers, request: ChangeRequest): Promise<AnsweredPage> {
      const found = await awaited(seen, request);
      return { revision: found.revision, text: found.textFor(request.showPrincipals) };
    },

    /**
     * Everything that names of the organization answer. Revision and cursor are of before the first read, so that what
     * changes meanwhile comes again as a change.
     */
    async snapshot(seen: Layers): Promise<AnsweredSnapshot> {
      const view = await viewId(queries, seen);
      const layers = await layersAt(seen, { revision: seen.revision, name: null });
      const { revision } = layers;
      const head = { revision, cursor: encodeCursor({ view, revision, name: null }) };
      return {
        revision,
        tag: `W/${answerTag(JSON.stringify([view, revision]))}`,
        chunks: await snapshotText(head, layers, deps.stretch, async () => {
          const loadedAt = await createChangeStore(queries, layers).catalogLoadedAt();
          if (loadedAt === undefined) throw new CatalogGone();
        }),
      };
    },

    /** Answers all who wait, and lets nobody wait any more. */
    stop: patience.stop,

    /** How many readers wait. */
    waiting: patience.count,
  };
}

export type ChangeService = ReturnType<typeof createChangeService>;
