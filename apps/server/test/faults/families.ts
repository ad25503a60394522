import { setTimeout as delay } from 'node:timers/promises';
import { type Answer, type Call, shown } from './calls.js';

/** A write that was acknowledged: a model, the value it was given (null: deleted), and the revision that has it. */
export interface Acknowledged {
  name: string;
  value: number | null;
  revision: number;
}

/** What one writer knows of a model: the last value that was acknowledged, and those of writes without an answer since. */
function createKnown(name: string) {
  let told: number | null = null;
  let doubted: (number | null)[] = [];
  return {
    name,
    told: () => told,
    tell(value: number | null) {
      told = value;
      doubted = [];
    },
    doubt(value: number | null) {
      doubted.push(value);
    },
    isDoubted: () => doubted.length > 0,
    mayBe: (value: number | null) => value === told || doubted.includes(value),
  };
}

type Known = ReturnType<typeof createKnown>;

/** A base, those who inherit from it, and a model that comes and goes; one writer changes them, one write at a time. */
interface Family {
  base: Known;
  dependents: string[];
  guest: Known;
}

const familyOf = (number: number, dependents: number): Family => ({
  base: createKnown(`family-${number}/base`),
  dependents: Array.from({ length: dependents }, (_, index) => `family-${number}/dependent-${index}`),
  guest: createKnown(`family-${number}/guest`),
});

const isDone = ({ status }: Answer): boolean => status >= 200 && status < 300;

const path = (name: string) => `/api/models/${encodeURIComponent(name)}`;

/** Both facts have one value, so that half of a write shows in the model itself. */
const facts = (value: number) => ({ max_context_window: value, input_cost: value });

/** The value that a model shows; NaN where its facts do not agree. */
function shownValue({ status, body }: Answer): number | null {
  if (status === 404) return null;
  const { max_context_window: window, input_cost: cost } = Object(body);
  return window === cost ? window : Number.NaN;
}

/**
 * Models of writers who each note what they were told, and what must therefore be there whatever happens to a server.
 * @param dependents how many models inherit from the one that a writer changes
 */
export function createFamilies(writers: number, dependents = 3) {
  const families = Array.from({ length: writers }, (_, number) => familyOf(number, dependents));
  const acknowledged: Acknowledged[] = [];
  const contradictions: string[] = [];
  /** Answers with which a server said that it failed, for those who want to judge them. */
  const refusals: Answer[] = [];
  let lastValue = 0;
  let silences = 0;

  function take(known: Known, value: number | null, answer: Answer): void {
    const { status, headers } = answer;
    if (isDone(answer)) {
      known.tell(value);
      acknowledged.push({ name: known.name, value, revision: Number(headers.get('Registry-Revision')) });
    } else if (status === 404 && value === null && known.mayBe(null)) {
      known.tell(null);
    } else {
      known.doubt(value);
      if (status >= 500) refusals.push(answer);
      else if (status === 0) silences += 1;
      else contradictions.push(`${known.name} to ${value}: ${shown(answer)}`);
    }
  }

  async function write(call: Call, known: Known, value: number | null): Promise<void> {
    const answer =
      value === null
        ? await call('DELETE', path(known.name))
        : await call('POST', '/api/models', { model_name: known.name, ...facts(value) });
    take(known, value, answer);
  }

  /** A busy server may refuse some; nothing is lost by asking again. */
  async function found(call: Call, { base, dependents }: Family): Promise<void> {
    while (base.told() === null) await write(call, base, ++lastValue);
    for (const model_name of dependents) {
      const isThere = async () =>
        isDone(await call('POST', '/api/models', { model_name, base_model_name: base.name }));
      while (!(await isThere())) await delay(20);
    }
  }

  async function step(call: Call, { base, guest }: Family, turn: number): Promise<void> {
    if (turn % 4 !== 3) return write(call, base, ++lastValue);
    return write(call, guest, guest.told() === null ? ++lastValue : null);
  }

  async function faultsOf(call: Call, { base, guest, dependents: names }: Family): Promise<string[]> {
    const faults: string[] = [];
    for (const known of [base, guest]) {
      const answer = await call('GET', path(known.name));
      const value = shownValue(answer);
      if (!known.mayBe(value)) faults.push(`${known.name} was ${known.told()}, and is ${shown(answer)}`);
      known.tell(value);
    }
    for (const name of names) {
      const answer = await call('GET', path(name));
      if (shownValue(answer) !== base.told())
        faults.push(`${name} inherits ${base.told()}, and is ${shown(answer)}`);
    }
    return faults;
  }

  return {
    acknowledged,
    contradictions,
    refusals,
    /** How many writes had no answer. */
    silences: () => silences,
    /** Makes all models. */
    found: (call: Call) => Promise.all(families.map((family) => found(call, family))),
    /** Writes with all writers at once until it is told to stop, which waits for the last answers. */
    writing(call: Call) {
      let isOver = false;
      const run = async (family: Family) => {
        for (let turn = 0; !isOver; turn++) {
          await step(call, family, turn);
          // A server that refuses answers at once; nobody asks in a tight circle.
          if (family.base.isDoubted()) await delay(20);
        }
      };
      const running = Promise.all(families.map(run));
      return async () => {
        isOver = true;
        await running;
      };
    },
    /** Lets each writer write once. */
    writeOnce: (call: Call) => Promise.all(families.map(({ base }) => write(call, base, ++lastValue))),
    /** What a server answers otherwise than it may after what was acknowledged. What it answers is what is known from then on. */
    async faults(call: Call): Promise<string[]> {
      const found = await Promise.all(families.map((family) => faultsOf(call, family)));
      return [...contradictions.splice(0), ...found.flat()];
    },
  };
}
