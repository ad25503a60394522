/** Those who want to know, by event. A listener that throws stops neither the others nor who tells them. */
export class Listeners<Events extends object> {
  readonly #byEvent = new Map<keyof Events, Set<(event: never) => void>>();
  readonly #failed: (event: keyof Events, error: unknown) => void;

  /** `failed` is told what a listener of that event threw. */
  constructor(failed: (event: keyof Events, error: unknown) => void) {
    this.#failed = failed;
  }

  /** Adds a listener; answers the function that takes it away again. */
  add<E extends keyof Events>(event: E, listener: (event: Events[E]) => void): () => void {
    // Wrapped, so that a function that is added twice is told twice and can be taken away once.
    const told = (value: Events[E]) => listener(value);
    const all = this.#byEvent.get(event) ?? new Set();
    this.#byEvent.set(event, all.add(told));
    return () => void all.delete(told);
  }

  /** Throws only what `failed` throws. */
  tell<E extends keyof Events>(event: E, value: Events[E]): void {
    for (const listener of this.#byEvent.get(event) ?? []) {
      try {
        // Only listeners of this event's type are in its set.
        (listener as (value: Events[E]) => void)(value);
      } catch (error) {
        this.#failed(event, error);
      }
    }
  }
}
