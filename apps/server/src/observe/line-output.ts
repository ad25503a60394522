import { write, writeSync } from 'node:fs';

/** Where lines go: a file, a pipe, a terminal. Either may write a part of what it is given. */
export interface Target {
  /** @param done told how many bytes were written */
  write(bytes: Buffer, done: (error: Error | null, written: number) => void): void;
  /** @returns how many bytes were written */
  writeSync(bytes: Buffer): number;
}

export interface LineOutputOptions {
  /** Characters that are written before the wait is over. */
  characters: number;
  /** The longest that a line waits for others, and how long a write that failed rests, in milliseconds. */
  wait: number;
  /** Characters that wait at most for a target that takes none. Lines beyond are lost. */
  most: number;
  /** Told how many lines were lost, once the target takes some again. */
  lost(lines: number): void;
}

/** A file that is open. */
export function descriptorTarget(descriptor: number): Target {
  return {
    write: (bytes, done) => write(descriptor, bytes, done),
    writeSync: (bytes) => writeSync(descriptor, bytes),
  };
}

type Done = (error?: Error) => void;

const nothing = Buffer.alloc(0);

/**
 * Writes lines together, since a system call for each costs as much as making it, and one piece at a time: whatever
 * comes while one is written is the next piece, however much it is. What a failed write left is tried again, so that a
 * disk that was full costs the lines beyond `most` and no other, and tears none.
 */
export class LineOutput {
  #gathered = '';
  /** What is being written, or what is left of it after a write that failed. */
  #piece: Buffer = nothing;
  #writing = false;
  #lostLines = 0;
  #timer: NodeJS.Timeout | undefined;
  #flushes: Done[] = [];

  readonly #target: Target;
  readonly #options: LineOutputOptions;

  constructor(target: Target, options: LineOutputOptions) {
    this.#target = target;
    this.#options = options;
  }

  write(line: string): void {
    if (this.#gathered.length + line.length > this.#options.most) {
      this.#lostLines += 1;
      return;
    }
    this.#gathered += line;
    if (this.#piece.length === 0) this.#writeWhenDue();
  }

  /** @param done called when everything is written, or could not be */
  flush(done: Done = () => {}): void {
    this.#flushes.push(done);
    this.#writeNext();
  }

  /** For a process that ends: writes what it can, and never waits for space or for a reader. */
  flushSync(): void {
    // A piece that is being written is the system's; it cannot be called back.
    let rest = Buffer.concat([this.#writing ? nothing : this.#piece, Buffer.from(this.#gathered)]);
    this.#gathered = '';
    if (!this.#writing) this.#piece = nothing;
    try {
      while (rest.length > 0) rest = rest.subarray(this.#target.writeSync(rest));
    } catch {
      // The process ends, and its output takes nothing: there is nobody to tell.
    }
  }

  #writeWhenDue(): void {
    if (this.#gathered.length >= this.#options.characters) this.#writeNext();
    else if (this.#gathered !== '') this.#writeSoon();
  }

  #writeSoon(): void {
    this.#timer ??= setTimeout(() => this.#writeNext(), this.#options.wait).unref();
  }

  #writeNext(): void {
    if (this.#writing) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#piece.length === 0) {
      this.#piece = Buffer.from(this.#gathered);
      this.#gathered = '';
    }
    if (this.#piece.length === 0) {
      this.#endFlushes();
      return;
    }
    this.#writing = true;
    this.#target.write(this.#piece, (error, written) => {
      this.#writing = false;
      if (error) this.#afterFailure(error);
      else this.#afterWrite(written);
    });
  }

  #afterWrite(written: number): void {
    this.#piece = this.#piece.subarray(written);
    this.#tellLost();
    if (this.#piece.length > 0 || this.#flushes.length > 0) this.#writeNext();
    else this.#writeWhenDue();
  }

  #afterFailure(error: Error): void {
    this.#writeSoon();
    this.#endFlushes(error);
  }

  #tellLost(): void {
    const lines = this.#lostLines;
    this.#lostLines = 0;
    if (lines > 0) this.#options.lost(lines);
  }

  #endFlushes(error?: Error): void {
    const ended = this.#flushes;
    this.#flushes = [];
    for (const done of ended) done(error);
  }
}
