import { readText } from './text.js';

function faultOf(url: string): string | null {
  if (/^postgres(ql)?:/i.test(url)) {
    return 'names PostgreSQL, and this version keeps its data in SQLite only: use sqlite:<path>.';
  }
  const path = /^sqlite:(.*)$/s.exec(url)?.[1];
  if (path === undefined || path === '')
    return 'must be sqlite:<path>, such as sqlite:./data/llm-registry.db.';
  if (/^\/\/(?!\/)/.test(path))
    return 'must name a path after "sqlite:", such as sqlite:./data.db or sqlite:/var/lib/data.db, without //.';
  if (path.includes('?')) return 'must be a path only: options after ? are not known.';
  if (path.endsWith('/')) return 'must name a file, not a folder, such as sqlite:./data/llm-registry.db.';
  return null;
}

/** `sqlite:<path>` or `sqlite::memory:`. */
export const databaseUrl = readText((text) => {
  const fault = faultOf(text);
  if (fault !== null) throw new Error(fault);
  return text;
});
