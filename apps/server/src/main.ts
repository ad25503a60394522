import { type Config, ConfigError, readConfig } from './config.js';
import { createLogger, type Logger } from './observe/logs.js';
import { welcomeText } from './startup/announce.js';
import { reasonOf, StartFailure } from './startup/failure.js';
import { allocateYoung, keepHeapSmall } from './startup/memory.js';
import { type Serving, serve } from './startup/serve.js';

/** `npm start` passes it; then a first admin key is made and shown, and the welcome is printed. */
const firstStart = process.argv.includes('--first-start');

/** Who signals a whole process group reaches npm too, which hands it on to us: within this time, in milliseconds, it is one. */
const sameSignal = 300;

function exit(log: Logger, status: number): void {
  log.flush(() => process.exit(status));
}

/** The first signal shuts down gracefully, a second one ends the process at once. */
function onSignals(stop: (signal: string) => Promise<number>, log: Logger): void {
  let first: { signal: string; at: number } | null = null;
  const handle = (signal: NodeJS.Signals) => {
    if (first === null) {
      first = { signal, at: performance.now() };
      stop(signal).then((status) => exit(log, status));
      return;
    }
    const repeated = first.signal === signal && performance.now() - first.at < sameSignal;
    if (!repeated) process.exit(1);
  };
  process.on('SIGTERM', handle).on('SIGINT', handle);
}

/** What nobody expected leaves the process in an unknown state: it is logged, and the process ends. */
function onUncaught(log: Logger): void {
  process.on('uncaughtException', (err) => {
    log.fatal({ err }, 'an error that nobody handled');
    process.exit(1);
  });
}

/** Where the server is must be seen whatever is logged, when the port was picked for it. */
function print({ port }: Config, log: Logger, serving: Serving): void {
  if (firstStart) process.stdout.write(welcomeText(serving));
  else if (port === 0 && !log.isLevelEnabled('info')) process.stdout.write(`${serving.url}\n`);
}

/** One message, without a stack trace: a start that fails is the operator's to correct. */
function failureText(error: unknown): string {
  if (error instanceof ConfigError || error instanceof StartFailure) return error.message;
  return `The server could not be started: ${reasonOf(error)}.`;
}

async function main(): Promise<void> {
  keepHeapSmall();
  allocateYoung();
  const config = readConfig();
  const log = await createLogger(config.log);
  // Whoever reads "ready" may send a signal at once. Before that there is nothing that has to be finished.
  let stop: Serving['stop'] = async () => 0;
  onSignals((signal) => stop(signal), log);
  const serving = await serve(config, firstStart, log);
  stop = serving.stop;
  onUncaught(log);
  print(config, log, serving);
}

main().catch((error) => {
  process.stderr.write(`${failureText(error)}\n`);
  process.exit(1);
});
