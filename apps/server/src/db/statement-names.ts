import { LRUCache } from 'lru-cache';

/** Statements of a program are few; those with lists of any length are not, and each name is memory of every session. */
const mostNames = 200;
const mostOnce = 1_000;

/** Names of statements that are sent again and again, so that the engine plans each once for a connection. */
export function createStatementNames(most = mostNames) {
  const once = new LRUCache<string, true>({ max: mostOnce });
  let names = new Map<string, string>();
  let generation = 0;

  return {
    /** The name to send a statement by; undefined for one that is sent for the first time, or when there are too many. */
    nameOf(sql: string): string | undefined {
      const known = names.get(sql);
      if (known !== undefined || names.size >= most) return known;
      if (!once.has(sql)) {
        once.set(sql, true);
        return undefined;
      }
      const name = `llm_registry_${generation}_${names.size}`;
      names.set(sql, name);
      return name;
    },

    /** Gives all of them other names: a newer program has changed a table, and what was planned before no longer fits it. */
    renew(): void {
      generation += 1;
      names = new Map();
    },
  };
}
