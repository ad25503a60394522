import pino, { type DestinationStream, type Logger } from 'pino';
import { descriptorTarget, LineOutput } from './line-output.js';
import { withoutCredentials } from './redact.js';

export type { Logger } from 'pino';

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export const logFormats = ['json', 'pretty'] as const;

export interface LogOptions {
  level: (typeof logLevels)[number];
  format: (typeof logFormats)[number];
  /** Whether readable lines are colored. */
  color?: boolean;
  /** Where lines go; standard output unless given. */
  destination?: DestinationStream;
}

interface LoggedError {
  type: string;
  message: string;
  code?: string;
  stack?: string;
  cause?: LoggedError;
}

/**
 * What is logged of an error: its type, code, message and stack, and nothing else that a driver or a library may have
 * hung on it, such as headers or values.
 */
function loggedError(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: withoutCredentials(String(error)) };
  return {
    type: error.name,
    message: withoutCredentials(error.message),
    ...('code' in error && { code: String(error.code) }),
    ...(error.stack !== undefined && { stack: withoutCredentials(error.stack) }),
    ...(error.cause !== undefined && depth < 3 && { cause: loggedError(error.cause, depth + 1) }),
  };
}

/** Requests and answers carry credentials and bodies, so nobody can log one by accident. */
const neverLogged = () => '[not logged]';

const serializers = {
  err: (error: unknown) => loggedError(error),
  req: neverLogged,
  request: neverLogged,
  res: neverLogged,
  response: neverLogged,
  headers: neverLogged,
  body: neverLogged,
};

/** Formats each line as it is written, without a worker or a pipe: the last one is out when the process ends. */
async function readable(destination: DestinationStream, colorize: boolean): Promise<DestinationStream> {
  const { prettyFactory } = await import('pino-pretty');
  const pretty = prettyFactory({
    colorize,
    translateTime: 'SYS:HH:MM:ss.l',
    ignore: 'pid,hostname',
    singleLine: true,
  });
  return { write: (line) => destination.write(pretty(line) ?? '') };
}

/** Lines that come soon after each other are written together; none waits longer than this, in milliseconds. */
const longestWait = 100;
/** Characters that are written before that. */
const muchText = 8_192;

/** Characters that wait for a full disk or a reader that stands still; lines beyond are lost, memory is not. */
const mostText = 4 * 1024 * 1024;

/** Standard output. What people read is written at once; for programs, a write for each request would cost a tenth of it. */
function standardOutput(format: LogOptions['format'], lost: (lines: number) => void): DestinationStream {
  if (format === 'pretty') return pino.destination({ dest: 1, sync: true });
  const limits = { characters: muchText, wait: longestWait, most: mostText };
  const lines = new LineOutput(descriptorTarget(1), { ...limits, lost });
  process.on('exit', () => lines.flushSync());
  return lines;
}

/** As pino's own `isoTime`, but a millisecond is worded once: under load many lines share one. */
function isoTime(): () => string {
  let last = Number.NaN;
  let text = '';
  return () => {
    const now = Date.now();
    if (now !== last) text = `,"time":"${new Date(now).toISOString()}"`;
    last = now;
    return text;
  };
}

/** Makes the one logger of the process: JSON lines, or readable ones with `format: 'pretty'`. */
export async function createLogger({
  level,
  format,
  color = false,
  destination,
}: LogOptions): Promise<Logger> {
  const lost = (lines: number) => log.warn({ lines }, 'log lines were lost: the output took none');
  const target = destination ?? standardOutput(format, lost);
  const options = {
    level,
    serializers,
    timestamp: isoTime(),
    formatters: { level: (label: string) => ({ level: label }) },
  };
  const log = pino(options, format === 'pretty' ? await readable(target, color) : target);
  return log;
}
