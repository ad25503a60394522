import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { succeeded } from './support/programs.js';
import { freePort } from './support/proxies.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** One instruction of a Dockerfile: its word and everything behind it, continued lines joined. */
interface Instruction {
  word: string;
  text: string;
}

/** The instructions of each stage, in order. */
function stagesOf(dockerfile: string): Instruction[][] {
  const lines = dockerfile
    .replace(/^#.*\n/gm, '')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const stages: Instruction[][] = [];
  for (const line of lines) {
    const [word = ''] = line.split(' ', 1);
    if (word === 'FROM') stages.push([]);
    stages.at(-1)?.push({ word, text: line.slice(word.length + 1) });
  }
  return stages;
}

const [build = [], final = []] = stagesOf(readFileSync(join(root, 'Dockerfile'), 'utf8'));
const textOf = (stage: Instruction[], word: string) =>
  stage.filter((instruction) => instruction.word === word).map(({ text }) => text);

const folder = mkdtempSync(join(tmpdir(), 'llm-registry-image-'));
const image = join(folder, 'registry');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What `COPY . .` takes: the files of the repository, of which .dockerignore leaves out what Git knows nothing of. */
async function copySources(): Promise<void> {
  const listed = await succeeded('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
  });
  for (const file of listed.split('\0').filter((name) => name !== '')) {
    mkdirSync(dirname(join(image, file)), { recursive: true });
    cpSync(join(root, file), join(image, file));
  }
}

function environmentOf(stage: Instruction[]): Record<string, string> {
  const pairs =
    textOf(stage, 'ENV')
      .join(' ')
      .match(/\w+=\S+/g) ?? [];
  return Object.fromEntries(pairs.map((pair) => pair.split(/=(.*)/s, 2)));
}

/** The words of an instruction in its JSON form. */
function commandIn(text: string | undefined): [string, ...string[]] {
  const words: unknown = JSON.parse(text?.slice(text.indexOf('[')) ?? '');
  const [program, ...args] = Array.isArray(words) ? words.map(String) : [];
  if (program === undefined) throw new Error('The instruction names no program.');
  return [program, ...args];
}

/** There is no container engine here, so its steps are done by hand: the same commands in a copy of the sources. */
describe('the steps of the Dockerfile', () => {
  beforeAll(async () => {
    await copySources();
    for (const command of textOf(build, 'RUN')) await succeeded('sh', ['-c', command], { cwd: image });
  });

  it('leave a server that serves, and a health check that says so', async () => {
    const port = await freePort();
    const environment = {
      ...environmentOf(final),
      PATH: process.env['PATH'] ?? '',
      PORT: String(port),
      HOST: '127.0.0.1',
      SHUTDOWN_DELAY_SECONDS: '0',
      DATABASE_URL: `sqlite:${join(folder, 'data.db')}`,
    };
    const [program, ...args] = commandIn(textOf(final, 'CMD')[0]);
    const server = spawn(program, args, { cwd: image, env: environment, stdio: 'ignore' });
    const [checker, ...checks] = commandIn(textOf(final, 'HEALTHCHECK')[0]?.replace(/^.*CMD /, ''));
    const health = async () => {
      const check = spawn(checker, checks, { cwd: image, env: environment, stdio: 'ignore' });
      const [code] = await once(check, 'exit');
      return code;
    };
    expect(await health()).toBe(1);
    for (let tries = 0; tries < 50 && (await health()) !== 0; tries += 1) await delay(200);
    expect(await health()).toBe(0);
    expect((await fetch(`http://127.0.0.1:${port}/docs/`)).status).toBe(200);
    server.kill('SIGTERM');
    expect((await once(server, 'exit'))[0]).toBe(0);
  });

  it('leave neither compilers nor test tools', async () => {
    const packages = await succeeded('ls', ['node_modules'], { cwd: image });
    expect(packages.split('\n').filter((name) => ['turbo', 'vitest', 'vitepress'].includes(name))).toEqual(
      [],
    );
  });

  it('run it as somebody who may write nowhere but in /data', () => {
    expect(textOf(final, 'USER')).toEqual(['node']);
    expect(textOf(final, 'VOLUME')).toEqual(['/data']);
    expect(environmentOf(final)['DATABASE_URL']).toBe('sqlite:/data/llm-registry.db');
  });
});
