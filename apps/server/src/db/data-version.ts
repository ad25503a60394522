import { isCommittingAside } from './commit-aside.js';
import type { ForeignCommits } from './foreign-commits.js';

interface RawConnection {
  prepare(sql: string): { get(): unknown };
}

function versionIn(row: unknown): number {
  if (typeof row === 'object' && row !== null && 'data_version' in row) return Number(row.data_version);
  throw new Error('SQLite did not say its data_version.');
}

/**
 * Notices commits of other connections than the one that writes, which in this program are those of other processes:
 * `PRAGMA data_version` of a connection does not move with its own. Asked at most once in a turn of the event loop.
 */
export function createDataVersion(): ForeignCommits & { kind: 'checked'; attach(connection: unknown): void } {
  let read: (() => number) | null = null;
  let isBusy = () => false;
  let last = Number.NaN;
  let askedInThisTurn = false;

  function moved(): boolean {
    // Before there is a connection nothing was read through it.
    if (read === null) return true;
    const version = read();
    const isOther = version !== last;
    last = version;
    return isOther;
  }

  return {
    kind: 'checked',
    attach(connection) {
      // knex gives connections to its callbacks without a type; this is the driver's.
      const statement = (connection as RawConnection).prepare('PRAGMA data_version');
      read = () => versionIn(statement.get());
      isBusy = () => isCommittingAside(connection as RawConnection);
      last = Number.NaN;
    },
    happened() {
      // Its answer would come when the commit is over, and until then nobody else can have committed.
      if (askedInThisTurn || isBusy()) return false;
      askedInThisTurn = true;
      setImmediate(() => {
        askedInThisTurn = false;
      });
      return moved();
    },
  };
}
