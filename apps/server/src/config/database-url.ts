import { readText } from './text.js';

const postgresExample = 'postgres://user:password@host:5432/database';
const kinds = `must be sqlite:<path>, such as sqlite:./data/llm-registry.db, or ${postgresExample}.`;

/** Encryption without a look at the certificate is asked for by name, never by a word that promises more. */
const sslModes = ['disable', 'no-verify', 'require', 'verify-ca', 'verify-full'];

/** Whether a database URL asks for PostgreSQL. */
export const isPostgres = (url: string): boolean => /^postgres(ql)?:/i.test(url);

function postgresFault(text: string): string | null {
  const isAmbiguous = text.split('@').length > 2;
  const url = URL.canParse(text) && !isAmbiguous ? new URL(text) : null;
  if (url === null) {
    return `must be like ${postgresExample}, with characters such as @ : / # ? in the password percent-encoded.`;
  }
  if (url.pathname.length < 2) return `must name a database at its end, as in ${postgresExample}.`;
  const mode = url.searchParams.get('sslmode');
  if (mode === null || sslModes.includes(mode)) return null;
  return `must have one of ${sslModes.join(', ')} as its sslmode.`;
}

function sqliteFault(path: string): string | null {
  if (/^\/\/(?!\/)/.test(path))
    return 'must name a path after "sqlite:", such as sqlite:./data.db or sqlite:/var/lib/data.db, without //.';
  if (path.includes('?')) return 'must be a path only: options after ? are not known.';
  if (path.endsWith('/')) return 'must name a file, not a folder, such as sqlite:./data/llm-registry.db.';
  return null;
}

function faultOf(url: string): string | null {
  if (isPostgres(url)) return postgresFault(url);
  const path = /^sqlite:(.*)$/s.exec(url)?.[1];
  return path === undefined || path === '' ? kinds : sqliteFault(path);
}

/** `sqlite:<path>`, `sqlite::memory:` or `postgres://…`. */
export const databaseUrl = readText((text) => {
  const fault = faultOf(text);
  if (fault !== null) throw new Error(fault);
  return text;
});
