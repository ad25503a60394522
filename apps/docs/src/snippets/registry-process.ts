// The registry that a document starts with `npm start`: a process of the built server, as `npm start` becomes one.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const built = fileURLToPath(new URL('../../../server/dist/main.js', import.meta.url));

/** Variables that a document writes before `npm start`, one to a line if it likes, which may stand behind the commands that clone. */
export function settingsIn(text: string): Record<string, string> {
  const command = text.replace(/^git clone .* && /, '').replace(/\\\n\s*/g, '');
  const [, settings = ''] = /^((?:\w+=\S*\s+)*)npm start\s*$/.exec(command) ?? [];
  if (!/npm start\s*$/.test(command))
    throw new Error(`A server is started with npm start, and not with: ${command}`);
  return Object.fromEntries(
    [...settings.matchAll(/(\w+)=(\S*)/g)].map(([, name = '', value = '']) => [name, value]),
  );
}

/** A registry that serves, until it is stopped. */
export class RegistryProcess {
  #child: ChildProcess;
  #said = '';

  private constructor(child: ChildProcess) {
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#said += text;
      });
    }
  }

  /** Starts one and waits until it says that it is ready. @param environment of the process, all of it */
  static async start(folder: string, environment: Record<string, string>): Promise<RegistryProcess> {
    const child = spawn(process.execPath, [built, '--first-start'], { cwd: folder, env: environment });
    const registry = new RegistryProcess(child);
    while (registry.url === undefined) {
      if (child.exitCode !== null) throw new Error(`The registry did not start:\n${registry.#said}`);
      await Promise.race([once(child, 'exit'), child.stdout ? once(child.stdout, 'data') : undefined]);
    }
    return registry;
  }

  /** What it printed, log lines included. */
  get said(): string {
    return this.#said;
  }

  /** The first command that it printed to be pasted. */
  get firstCurl(): string {
    return /curl [\s\S]*?\}'/.exec(this.#said)?.[0] ?? '';
  }

  /** Without a slash at its end. */
  get url(): string | undefined {
    // The line behind it is there too when the next one has begun.
    return /LLM Registry is ready at (\S+)\n[\s\S]*Documentation/.exec(this.#said)?.[1];
  }

  /** The admin key, which only the first start prints. */
  get key(): string | undefined {
    return /^ +(llmr_\w+_\S+)$/m.exec(this.#said)?.[1];
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    await gone;
  }
}
