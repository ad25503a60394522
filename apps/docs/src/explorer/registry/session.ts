import { createClient, type Model, type Principal, type Registry } from '@llm-registry/client';
import { computed, type InjectionKey, inject, type Ref, ref, type ShallowRef, shallowRef } from 'vue';
import type { Source } from '../view/view-state.js';
import { storedKey, storeKey } from './key.js';
import { type Trouble, troubleOf } from './trouble.js';

/** The registry as the explorer uses it: the client, who asks, and the models that were loaded. */
export interface Session {
  /** Of the registry; empty until it is known. */
  url: Ref<string>;
  client: ShallowRef<Registry>;
  /** Who asks; null for the shipped catalog, which asks nobody. */
  principal: ShallowRef<Principal | null>;
  /** Whether the credential may write models. */
  mayWrite: Readonly<Ref<boolean>>;
  /** Whether a key is kept in this tab. */
  hasKey: Ref<boolean>;
  /** Set by whoever finds that a key is needed. */
  wantsKey: Ref<boolean>;
  models: ShallowRef<readonly Model[]>;
  state: Ref<'loading' | 'ready' | 'failed'>;
  trouble: ShallowRef<Trouble | null>;
  /** Uses the registry at that address from now on. */
  connect: (url: string) => void;
  /** Keeps a key for this tab; an empty one is forgotten. */
  useKey: (key: string) => void;
  /** Loads the models, from the beginning. What was there of the same source stays until others have come, which are not older than the revision. */
  load: (source: Source, minRevision?: number | null) => Promise<void>;
}

const WRITERS = ['editor', 'admin'];

/** One model list and one credential at a time. Nothing is asked before `load`. */
export function createSession(): Session {
  const url = ref('');
  const hasKey = ref(false);
  const client = shallowRef(createClient({ baseUrl: 'http://registry.invalid' }));
  const principal = shallowRef<Principal | null>(null);
  const models = shallowRef<readonly Model[]>([]);
  const state = ref<'loading' | 'ready' | 'failed'>('loading');
  const trouble = shallowRef<Trouble | null>(null);
  let latest: AbortController | undefined;
  let loadedFrom: Source | undefined;

  function connect(address: string): void {
    url.value = address;
    hasKey.value = storedKey(address) !== '';
    client.value = createClient({ baseUrl: address, token: () => storedKey(address) });
  }

  async function load(source: Source, minRevision: number | null = null): Promise<void> {
    latest?.abort();
    latest = new AbortController();
    const { signal } = latest;
    state.value = 'loading';
    trouble.value = null;
    if (source !== loadedFrom) models.value = [];
    loadedFrom = source;
    try {
      const loaded = await loadAll(client.value, source, { signal, minRevision: minRevision ?? undefined });
      if (signal.aborted) return;
      ({ models: models.value, principal: principal.value } = loaded);
      state.value = 'ready';
    } catch (error) {
      if (signal.aborted) return;
      trouble.value = troubleOf(error);
      state.value = 'failed';
    }
  }

  return {
    url,
    client,
    principal,
    mayWrite: computed(() => principal.value !== null && WRITERS.includes(principal.value.role)),
    hasKey,
    wantsKey: ref(false),
    models,
    state,
    trouble,
    connect,
    load,
    useKey(key) {
      storeKey(url.value, key);
      hasKey.value = key !== '';
      principal.value = null;
      models.value = [];
    },
  };
}

type Loaded = { models: readonly Model[]; principal: Principal | null };

type ReadOptions = { signal: AbortSignal; minRevision: number | undefined };

async function loadAll(client: Registry, source: Source, options: ReadOptions): Promise<Loaded> {
  if (source === 'catalog') {
    const shipped = await client.listPublicModels({}, { signal: options.signal });
    return { models: Array.isArray(shipped) ? shipped : shipped.models, principal: null };
  }
  const principal = await client.getCurrentPrincipal({}, options);
  return { principal, models: await client.listModels({ all: true }, options) };
}

export const SESSION: InjectionKey<Session> = Symbol('session');

/** The session of the explorer that a component is part of. */
export function useSession(): Session {
  const session = inject(SESSION);
  if (session === undefined) throw new Error('This is drawn by the explorer only.');
  return session;
}
