// Loads servers in turn and compares them: A B A B …, so that a machine whose speed drifts is unfair to nobody.
import { runLoad } from './load/load.mjs';
import { processorSeconds } from './processes.mjs';

export const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
};

const warmUpSeconds = 1;
/** Beyond this share of its processor the generator may be what limits a server. */
export const busyGenerator = 0.9;

/** Loads one server again and again, each time from where its requests ended. */
function loader({ pid, ...load }) {
  let { from = 0 } = load;
  return async (more) => {
    const before = processorSeconds(pid);
    const result = await runLoad({ ...load, ...more, from });
    const answers = result.kinds.reduce((sum, kind) => sum + kind.answers, 0);
    // Beyond those whose answers nobody waited for.
    from += answers + more.connections;
    return { ...result, computed: (processorSeconds(pid) - before) / answers };
  };
}

/** Requests to a server that was started here. */
export const loadOf = ({ address, pid }, kinds) => ({ address, pid, kinds });

/** The same by a generator that never sleeps: where nothing that is measured needs its processor, as PostgreSQL and a disk do. */
export const awakeLoadOf = (server, kinds) => ({ ...loadOf(server, kinds), awake: true });

/** How an engine is loaded with reads: see `awakeLoadOf`. */
export const readLoadOf = (engine) => (engine === 'sqlite' ? awakeLoadOf : loadOf);

/**
 * Loads several servers in turn.
 * @param loads see `loadOf`
 * @returns for each of them the results of its rounds
 */
export async function takeTurns(loads, { rounds, seconds, connections = 64 }) {
  const loaders = loads.map(loader);
  for (const run of loaders) await run({ connections, seconds: warmUpSeconds });
  const results = loads.map(() => []);
  for (let round = 0; round < rounds; round++)
    for (const [index, run] of loaders.entries()) results[index].push(await run({ connections, seconds }));
  return results;
}

/**
 * What one series of figures is of another, round by round.
 * @returns the median ratio with its spread, and the medians of both
 */
export function ratioOf(targets, comparisons) {
  const ratios = targets.map((target, round) => target / comparisons[round]);
  return {
    ratio: median(ratios),
    low: Math.min(...ratios),
    high: Math.max(...ratios),
    target: median(targets),
    comparison: median(comparisons),
    rounds: ratios.length,
  };
}

export const perSecond = (results) =>
  results.map(({ kinds }) => kinds.reduce((sum, kind) => sum + kind.perSecond, 0));

/**
 * What is said of requests per second.
 * @returns beside the ratio `byProcessor`, the same by what the servers themselves computed for a request, which a busy machine disturbs
 * less; and `generator`, how much of its processor the load took at most
 */
export function compared(ours, theirs) {
  const computed = (results) => results.map((result) => result.computed);
  const generator = Math.max(...[...ours, ...theirs].map(({ processor }) => processor));
  return {
    ...ratioOf(perSecond(ours), perSecond(theirs)),
    byProcessor: ratioOf(computed(theirs), computed(ours)).ratio,
    generator,
  };
}

/** Measures requests per second of a target against a comparison in the same run, see `takeTurns` and `compared`. */
export async function compare(target, comparison, options) {
  return compared(...(await takeTurns([target, comparison], options)));
}
