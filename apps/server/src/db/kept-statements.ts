/** How many statements a connection keeps; the ones used longest ago go first. */
const maximumKept = 500;

interface Connection<Statement> {
  prepare(sql: string): Statement;
}

/**
 * Lets a connection prepare each statement once. The program has a bounded number of them, and preparing one costs
 * several times what running it does. The engine prepares a kept one anew by itself when the schema has changed.
 */
export function keepStatements<Statement>(connection: Connection<Statement>): void {
  const prepare = connection.prepare.bind(connection);
  const kept = new Map<string, Statement>();
  connection.prepare = (sql) => {
    const statement = kept.get(sql) ?? prepare(sql);
    // A map keeps the order of insertion, so that the first one is the one used longest ago.
    kept.delete(sql);
    kept.set(sql, statement);
    const [oldest] = kept.keys();
    if (kept.size > maximumKept && oldest !== undefined) kept.delete(oldest);
    return statement;
  };
}
