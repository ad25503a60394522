// What a process holds and computes, as Linux says it.
import { readFileSync } from 'node:fs';

/** Resident memory of a process in kB. */
export function residentKilobytes(pid) {
  const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line?.[1]);
}

/** Seconds that a process has computed for. */
export function processorSeconds(pid) {
  // Behind the name, which may hold spaces: user and system time are the 12th and 13th, in hundredths.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Resident memory of a process in MB. */
export const residentMegabytes = (pid) => residentKilobytes(pid) / 1024;
