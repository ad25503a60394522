import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { run } from '../src/run.js';

/** What a command printed and how it ended. */
export interface Ran {
  code: number;
  out: string;
  err: string;
}

/** What Ctrl-C does to the command that runs. */
export let interrupt = (): void => {};

/** Runs the tool as the shell would, with a registry in the environment. */
export async function tool(at: { url: string; key: string } | undefined, ...args: string[]): Promise<Ran> {
  const ran = { out: '', err: '' };
  const code = await run(args, {
    out: (text) => {
      ran.out += text;
    },
    err: (text) => {
      ran.err += text;
    },
    env: at ? { LLM_REGISTRY_URL: at.url, LLM_REGISTRY_KEY: at.key } : {},
    isWatched: false,
    whenInterrupted: (stop) => {
      interrupt = stop;
      return () => {
        interrupt = () => {};
      };
    },
  });
  return { code, ...ran };
}

const folders: string[] = [];

// Of the file whose tests use this.
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A file with a text in it. */
export function fileWith(content: string | Buffer, name = 'models.yaml'): string {
  const folder = mkdtempSync(join(tmpdir(), 'llm-registry-file-'));
  folders.push(folder);
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}
