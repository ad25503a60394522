import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const STOP_SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
const SILENCE_LIMIT_MS = 4000;
const GRACE_MS = 5000;

/** What keeps the tools from reporting usage or looking for newer versions of themselves. */
const QUIET_TOOLS = {
  DO_NOT_TRACK: '1',
  NO_UPDATE_NOTIFIER: '1',
  REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true',
  REDOCLY_TELEMETRY: 'off',
  TURBO_NO_UPDATE_NOTIFIER: '1',
  TURBO_TELEMETRY_DISABLED: '1',
};

/**
 * @typedef {object} ChildOptions
 * @property {string} cwd
 * @property {NodeJS.ProcessEnv} [env] replaces the environment; the tools are told to be quiet either way
 * @property {boolean} [show] pass the output through instead of collecting it
 * @property {() => string} [progress] what to print when nothing was heard for four seconds
 */

/**
 * Runs a program to its end and answers its exit code and, unless shown, all it printed.
 * The program gets a process group of its own: a signal to this process stops the program, whatever the program
 * started, and then this process, so nothing is left behind.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {ChildOptions} options
 * @returns {Promise<{ code: number, output: string }>}
 */
export function runChild(command, args, { cwd, env = process.env, show = false, progress }) {
  const stdio = show ? /** @type {const} */ ('inherit') : /** @type {const} */ ('pipe');
  const child = spawn(command, args, {
    cwd,
    env: { ...env, ...QUIET_TOOLS },
    detached: true,
    stdio: ['ignore', stdio, stdio],
  });
  const release = passSignalsTo(child);
  const ticker = progress && setInterval(() => console.log(progress()), SILENCE_LIMIT_MS);
  /** @type {Buffer[]} */
  const chunks = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString('utf8') }));
  }).finally(() => {
    clearInterval(ticker);
    release();
  });
}

/**
 * npm passes Ctrl-C on although the terminal already did, so a signal that comes twice is one wish to stop.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {() => void} stops passing
 */
function passSignalsTo(child) {
  let stopping = false;
  /** @param {NodeJS.Signals} signal */
  const stop = (signal) => {
    if (stopping) return;
    stopping = true;
    const leave = () => process.exit(128 + constants.signals[signal]);
    child.removeAllListeners('close').on('close', leave);
    signalGroup(child, signal);
    setTimeout(() => signalGroup(child, 'SIGKILL'), GRACE_MS);
    setTimeout(leave, GRACE_MS + 1000);
  };
  for (const signal of STOP_SIGNALS) process.on(signal, stop);
  return () => {
    for (const signal of STOP_SIGNALS) process.off(signal, stop);
  };
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function signalGroup(child, signal) {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The whole group is gone already, which is what was wanted.
  }
}
