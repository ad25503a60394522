// What a process holds and computes, as Linux says it.
import { readFileSync } from 'node:fs';

/** Resident memory of a process in MB. */
export function residentMegabytes(pid) {
  const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line?.[1]) / 1024;
}
