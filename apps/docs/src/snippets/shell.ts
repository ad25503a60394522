// A shell that stays open, as a reader's does: what one snippet exports or defines, the next one finds.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Milliseconds after which a snippet hangs: the slowest waits for a proxy that takes half a minute to start. */
const patience = 150_000;

/** How a snippet ended and what it wrote, errors included, in the order in which a terminal shows it. */
export interface ShellResult {
  ok: boolean;
  output: string;
}

/** Bash in which the first command that fails ends everything. */
export class Shell {
  #child: ChildProcess;
  #folder: string;
  #count = 0;

  /** @param folder the shell's first working directory @param scratch where snippets and their output are kept */
  constructor(folder: string, scratch: string, environment: Record<string, string>) {
    this.#folder = scratch;
    this.#child = spawn('bash', ['--noprofile', '--norc'], {
      cwd: folder,
      env: environment,
      stdio: ['pipe', 'ignore', 'ignore', 'pipe'],
      detached: true,
    });
    this.#send('shopt -s expand_aliases; set -eo pipefail');
  }

  #send(command: string): void {
    this.#child.stdin?.write(`${command}\n`);
  }

  /** Runs a snippet to its end. After a failure the shell is gone. */
  async run(snippet: string): Promise<ShellResult> {
    this.#count += 1;
    const script = join(this.#folder, `${this.#count}.sh`);
    const output = join(this.#folder, `${this.#count}.out`);
    writeFileSync(script, snippet);
    const finished = this.#child.stdio[3];
    if (!finished) throw new Error('The shell has no way to say that it has finished.');
    const hangs = AbortSignal.timeout(patience);
    const ended = Promise.race([
      once(finished, 'data').then(() => true),
      once(this.#child, 'exit').then(() => false),
      once(hangs, 'abort').then(() => false),
    ]);
    const late = () => (hangs.aborted ? `\nIt was still running after ${patience / 1000} seconds.` : '');
    this.#send(`source '${script}' >'${output}' 2>&1 </dev/null; echo finished >&3`);
    const ok = await ended;
    return { ok, output: readFileSync(output, 'utf8') + (ok ? '' : late()) };
  }

  /** Ends the shell and whatever it left running. */
  async close(): Promise<void> {
    const { pid, exitCode, signalCode } = this.#child;
    const gone = exitCode === null && signalCode === null ? once(this.#child, 'exit') : undefined;
    try {
      if (pid !== undefined) process.kill(-pid, 'SIGKILL');
    } catch {
      // Nothing of the group is left.
    }
    await gone;
  }
}
