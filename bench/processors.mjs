// Which processor does what: servers have one, the load has another, the same for both sides of a comparison.
import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** The server that is measured, and what loads it (with the database server, as on a machine of its own). */
export const processors = { server: 0, load: 1 };

const canPin = availableParallelism() > 1 && spawnSync('taskset', ['-c', '1', 'true']).status === 0;

/** A command that runs on one processor, where that can be said. */
export const pinned = (processor, command, args) =>
  canPin ? ['taskset', ['-c', String(processor), command, ...args]] : [command, args];

/** Moves a running process with all its threads; those that it starts later follow. */
export function pin(processor, pid) {
  if (canPin) spawnSync('taskset', ['-a', '-c', '-p', String(processor), String(pid)]);
}

/** What a reader of the figures has to know. */
export const pinning = canPin
  ? 'the server on processor 0, the load and PostgreSQL on processor 1'
  : 'processes not bound to processors';
