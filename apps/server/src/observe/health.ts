import type { components } from '@llm-registry/api-types';

export type Readiness = components['schemas']['Readiness'];
type Check = components['schemas']['ReadinessCheck'];

export type Phase = 'starting' | 'ready' | 'stopping';

/** Where the process is in its life. It only ever moves forward. */
export interface Lifecycle {
  phase(): Phase;
  /** Everything is loaded; requests can be served. */
  started(): void;
  /** A shutdown has begun; load balancers should send nothing more. */
  stopping(): void;
}

export function createLifecycle(): Lifecycle {
  let phase: Phase = 'starting';
  return {
    phase: () => phase,
    started() {
      if (phase === 'starting') phase = 'ready';
    },
    stopping() {
      phase = 'stopping';
    },
  };
}

export interface ReadinessSources {
  lifecycle: Lifecycle;
  /** Reads something small from the database, and rejects if that fails. */
  pingDatabase: () => Promise<unknown>;
  /** The shipped catalog that is loaded, null while there is none. `as_of` is a day, YYYY-MM-DD. */
  catalog: () => { as_of: string } | null;
  /** What an operator should look at, besides an old catalog: secrets that no key can read, for example. */
  warnings: () => Promise<readonly string[]>;
  clock: () => Date;
  /** How long the database may take, in milliseconds. */
  patience?: number;
}

const catalogAgeLimitDays = 30;
const millisecondsPerDay = 86_400_000;

const check = (name: Check['name'], ok: boolean, detail: string): Check => ({
  name,
  ok,
  detail: ok ? null : detail,
});

/** The warning that the shipped catalog is more than 30 days old, or null. */
function catalogAgeWarning(asOf: string, now: Date): string | null {
  const days = Math.floor((now.getTime() - Date.parse(asOf)) / millisecondsPerDay);
  if (!(days > catalogAgeLimitDays)) return null;
  return `The shipped catalog is of ${asOf}, ${days} days ago: its prices may have moved. Upgrade, or import a newer one.`;
}

/** Answers within `patience` whether the promise was kept; never rejects. */
async function inTime(kept: Promise<unknown>, patience: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, patience, false);
  });
  const answered = kept.then(
    () => true,
    () => false,
  );
  return Promise.race([answered, late]).finally(() => clearTimeout(timer));
}

/** One question at a time: probes of a database that hangs must not queue up behind each other. */
function oneAtATime(ask: () => Promise<unknown>): () => Promise<unknown> {
  let asked: Promise<unknown> | undefined;
  return () => {
    asked ??= Promise.resolve()
      .then(ask)
      .finally(() => {
        asked = undefined;
      });
    return asked;
  };
}

/**
 * Makes the question whether requests can be served: after the start, before the shutdown, and while the database
 * answers within a second. Warnings do not make it unready.
 */
export function createReadiness(sources: ReadinessSources): () => Promise<Readiness> {
  const { lifecycle, catalog, clock, patience = 1000 } = sources;
  const ping = oneAtATime(sources.pingDatabase);

  async function checks(): Promise<Check[]> {
    const database = check('database', await inTime(ping(), patience), 'The database does not answer.');
    const loaded = catalog() !== null && lifecycle.phase() !== 'starting';
    const shipped = check('catalog', loaded, 'The server is starting: the catalog is not loaded yet.');
    const stopping = lifecycle.phase() === 'stopping';
    return stopping
      ? [database, shipped, check('shutdown', false, 'The server is shutting down.')]
      : [database, shipped];
  }

  async function warnings(databaseAnswers: boolean): Promise<string[]> {
    const shipped = catalog();
    const old = shipped === null ? null : catalogAgeWarning(shipped.as_of, clock());
    const others = databaseAnswers ? await sources.warnings().catch(() => []) : [];
    return [...(old === null ? [] : [old]), ...others];
  }

  return async () => {
    const results = await checks();
    const ready = results.every(({ ok }) => ok);
    const databaseAnswers = results.some(({ name, ok }) => name === 'database' && ok);
    return {
      status: ready ? 'ready' : 'not_ready',
      checks: results,
      warnings: await warnings(databaseAnswers),
    };
  };
}
