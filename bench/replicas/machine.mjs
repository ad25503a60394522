// How much of the machine went to programs that are not part of the run: on a busy machine times say little.
import { readdirSync, readFileSync } from 'node:fs';

const all = (fields) => fields.reduce((sum, field) => sum + Number(field), 0);

/** What all processors have done so far, in ticks: user, nice, system, and behind idle and waiting, interrupts. */
function machineTicks() {
  const [user, nice, system, idle, waiting, ...interrupts] = /^cpu +(.*)$/m
    .exec(readFileSync('/proc/stat', 'utf8'))[1]
    .split(' ');
  const busy = all([user, nice, system, ...interrupts.slice(0, 2)]);
  return { busy, total: busy + all([idle, waiting]) };
}

function processOf(pid) {
  try {
    // Behind the name, which may hold spaces: the parent is the 2nd; the 12th to 15th are times, its own and of children that ended.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return { pid: Number(pid), parent: Number(fields[1]), ticks: all(fields.slice(11, 15)) };
  } catch {
    // It has ended since the folder was listed.
    return undefined;
  }
}

/** What these processes and all below them have computed, in ticks. */
function ticksOf(roots) {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(processOf)
    .filter(Boolean);
  const below = (parent) =>
    processes.filter((one) => one.parent === parent.pid).flatMap((one) => [one, ...below(one)]);
  const counted = processes
    .filter(({ pid }) => roots.includes(pid))
    .flatMap((root) => [root, ...below(root)]);
  return counted.reduce((sum, { ticks }) => sum + ticks, 0);
}

/**
 * Watches from now on.
 * @param roots answers the processes that the run's own are below
 * @returns a function that answers which share of the machine others took since
 */
export function watchOthers(roots) {
  const [before, own] = [machineTicks(), ticksOf(roots())];
  return () => {
    const now = machineTicks();
    const others = now.busy - before.busy - (ticksOf(roots()) - own);
    return Math.max(0, others / (now.total - before.total));
  };
}
