import type { ChangePage, Model, ModelChange, Snapshot } from '../src/contract.js';

/** Where a reader of the changes is: behind `name` at `revision`, of one history. */
interface Position {
  history: number;
  revision: number;
  name: string;
}

interface State {
  revision: number;
  /** By name: own models, which may shadow shipped ones and aliases. */
  own: ReadonlyMap<string, number>;
  shipped: ReadonlyMap<string, number>;
  /** Alias to the shipped model that has it. */
  aliases: ReadonlyMap<string, string>;
  /** By name: the last revision that changed its answer. */
  changed: ReadonlyMap<string, number>;
}

const LAST_NAME = '\uffff';

/** What a registry does with names and revisions, as simply as can be; a price stands for all fields of a model. */
export class FakeHistory {
  #history = 1;
  #state: State;
  #oldest = 0;
  readonly #past: State[] = [];

  /** `aliases`: to the shipped models that have them. */
  constructor(shipped: readonly string[] = [], aliases: Record<string, string> = {}) {
    this.#state = {
      revision: 1,
      own: new Map(),
      shipped: new Map(shipped.map((name) => [name, 0])),
      aliases: new Map(Object.entries(aliases)),
      changed: new Map(),
    };
  }

  get revision(): number {
    return this.#state.revision;
  }

  /** Every name that means something. */
  names(): string[] {
    const { own, shipped, aliases } = this.#state;
    return [...new Set([...own.keys(), ...shipped.keys(), ...aliases.keys()])].sort();
  }

  /** What GET of the name answers; null for 404. */
  answer(name: string): Model | null {
    return answerIn(this.#state, name);
  }

  /** Creates or changes own models, all in one revision: the others inherit from the first. */
  write(price: number, ...names: string[]): void {
    this.#commit(names, {
      own: new Map([...this.#state.own, ...names.map((name) => [name, price] as const)]),
    });
  }

  delete(name: string): void {
    if (!this.#state.own.has(name)) return;
    this.#commit([name], { own: new Map([...this.#state.own].filter(([one]) => one !== name)) });
  }

  /** A newer catalog, in which another shipped model has the alias. */
  moveAlias(alias: string, target: string): void {
    const before = this.#state.aliases.get(alias);
    if (before === undefined || before === target) return;
    this.#commit([before, target], { aliases: new Map([...this.#state.aliases, [alias, target]]) });
  }

  /** Forgets what changed up to now. */
  trim(): void {
    this.#oldest = this.#state.revision;
  }

  /** Goes back to an earlier state, as from a backup. */
  restore(revisions: number): void {
    const earlier = this.#past.at(-revisions);
    if (!earlier) return;
    this.#state = earlier;
    this.#past.length -= revisions;
    this.#history += 1;
    this.#oldest = Math.min(this.#oldest, earlier.revision);
  }

  snapshot(): Snapshot {
    const { own, shipped, revision } = this.#state;
    const names = [...new Set([...own.keys(), ...shipped.keys()])];
    const models = names.flatMap((name) => this.answer(name) ?? []);
    return { revision, cursor: this.#cursor({ revision, name: LAST_NAME }), models };
  }

  /** The changes behind a cursor; null where they are not to be had. */
  changes(cursor: string, size: number): ChangePage | null {
    const from: Position = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const isKnown = from.revision >= this.#oldest && from.revision <= this.#state.revision;
    return from.history === this.#history && isKnown ? this.#page(this.#state, from, size) : null;
  }

  /** The same from a server that has not seen the last revision yet, and does not notice that the reader has. */
  changesBehindTheTimes(cursor: string, size: number): ChangePage | null {
    const from: Position = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const state = this.#past.at(-1);
    return state && from.history === this.#history ? this.#page(state, from, size) : null;
  }

  #page(state: State, from: Position, size: number): ChangePage {
    const { revision } = state;
    const behind = changesIn(state, from);
    const changes = behind.slice(0, size);
    const last = changes.at(-1);
    const has_more = behind.length > size;
    const position = has_more && last ? last : { revision, name: LAST_NAME };
    return { revision, changes, cursor: this.#cursor(position), has_more };
  }

  #commit(names: readonly string[], changes: Partial<State>): void {
    this.#past.push(this.#state);
    const revision = this.#state.revision + 1;
    const changed = new Map([...this.#state.changed, ...names.map((name) => [name, revision] as const)]);
    this.#state = { ...this.#state, ...changes, revision, changed };
  }

  #cursor({ revision, name }: Omit<Position, 'history'>): string {
    const position: Position = { history: this.#history, revision, name };
    return Buffer.from(JSON.stringify(position)).toString('base64url');
  }
}

function changesIn(state: State, from: Position): ModelChange[] {
  const at = '2026-11-23T09:00:00.000Z';
  return [...state.changed]
    .filter(
      ([name, revision]) => revision > from.revision || (revision === from.revision && name > from.name),
    )
    .sort(([a, one], [b, other]) => one - other || (a < b ? -1 : 1))
    .map(([name, revision]) => ({
      revision,
      operation: 'upsertModel',
      at,
      name,
      model: answerIn(state, name),
    }));
}

function answerIn({ own, shipped, aliases }: State, name: string): Model | null {
  const price = own.get(name) ?? shipped.get(name);
  if (price !== undefined) return modelOf(name, price, aliases);
  const target = aliases.get(name);
  const targetPrice = target === undefined ? undefined : (own.get(target) ?? shipped.get(target));
  return target === undefined || targetPrice === undefined ? null : modelOf(target, targetPrice, aliases);
}

/** A model of which the tests look at the name, the aliases and one price. */
export function modelOf(
  name: string,
  price: number,
  aliases: ReadonlyMap<string, string> = new Map(),
): Model {
  const own = [...aliases].filter(([, target]) => target === name).map(([alias]) => alias);
  const model: Partial<Model> = { id: name, model_name: name, input_cost: price, aliases: own };
  return model as Model; // the other fields are passed through unseen
}
