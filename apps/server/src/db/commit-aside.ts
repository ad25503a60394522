import { sqliteDriverAside } from './drivers.js';

/** Connections whose commit is on its way in another thread. */
const committing = new WeakSet<object>();

/** Whether a connection holds the write lock until its commit is over, so that nobody else can have written meanwhile. */
export const isCommittingAside = (connection: object): boolean => committing.has(connection);

/**
 * Commits in a thread of the driver's. The disk is waited for, and what was written is moved into the database file,
 * while this thread goes on with everything that does not use the connection.
 * @throws what the driver throws of a commit elsewhere too
 */
export async function commitAside(connection: object): Promise<void> {
  committing.add(connection);
  try {
    // Both classes of the driver hold the same connection; only this one has a way to use it from another thread.
    await sqliteDriverAside().prototype.exec.call(connection, 'COMMIT');
  } finally {
    committing.delete(connection);
  }
}
