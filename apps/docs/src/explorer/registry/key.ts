// A pasted key is kept for this tab only, for this one registry, and never in an address.

const place = (registry: string) => `llm-registry key of ${registry}`;

/** The key that was pasted in this tab for that registry; empty where there is none. */
export function storedKey(registry: string): string {
  return sessionStorage.getItem(place(registry)) ?? '';
}

/** Keeps a key until the tab is closed; an empty one is forgotten. */
export function storeKey(registry: string, key: string): void {
  if (key === '') sessionStorage.removeItem(place(registry));
  else sessionStorage.setItem(place(registry), key);
}
