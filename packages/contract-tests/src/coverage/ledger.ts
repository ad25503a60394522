import { appendFileSync, existsSync, readFileSync } from 'node:fs';

/** One answer that was seen. */
export interface Sighting {
  /** Null where the contract has no operation for the request. */
  operation: string | null;
  status: number;
  /** The code of a problem document, null for anything else. */
  code: string | null;
}

/** Writes down a sighting. Test files run in several processes; each line is one write. */
export function record(file: string, sighting: Sighting): void {
  appendFileSync(file, `${JSON.stringify(sighting)}\n`);
}

/** Everything written down so far. */
export function sightings(file: string): Sighting[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  // Each line was written by `record`.
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Sighting);
}
