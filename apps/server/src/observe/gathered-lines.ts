/** Takes text and writes it when it can, as pino's destinations do. */
export interface Sink {
  write(text: string): unknown;
  /** @param done called when everything is written */
  flush(done?: (error?: Error) => void): void;
  flushSync(): void;
}

export interface Gathering {
  /** Characters that are handed on at once. */
  characters: number;
  /** The longest that a line waits, in milliseconds. */
  wait: number;
}

/**
 * A destination that hands on lines together, since a system call for each costs as much as making it. The sink could
 * gather them itself, but measures all that it has with each line, which copies it.
 */
export function gatherLines(sink: Sink, { characters, wait }: Gathering): Sink {
  let gathered = '';
  let timer: NodeJS.Timeout | undefined;

  function handOn(): void {
    clearTimeout(timer);
    timer = undefined;
    const text = gathered;
    gathered = '';
    if (text !== '') sink.write(text);
  }

  return {
    write(line) {
      gathered += line;
      if (gathered.length >= characters) handOn();
      else timer ??= setTimeout(handOn, wait).unref();
    },
    flush(done) {
      handOn();
      sink.flush(done);
    },
    flushSync() {
      handOn();
      sink.flushSync();
    },
  };
}
