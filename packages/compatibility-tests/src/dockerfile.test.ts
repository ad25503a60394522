import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandIn, environmentOf, stagesOf, textOf } from './support/dockerfile.js';
import { isShortForm } from './support/form.js';
import { succeeded } from './support/programs.js';
import { freePort } from './support/proxies.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const [build = [], final = []] = stagesOf(readFileSync(join(root, 'Dockerfile'), 'utf8'));

const folder = mkdtempSync(join(tmpdir(), 'llm-registry-image-'));
const image = join(folder, 'registry');
const data = join(folder, 'data');
afterAll(() => {
  spawnSync('chmod', ['-R', 'u+w', folder]);
  rmSync(folder, { recursive: true, force: true });
});

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

/** What npm has fetched before it does not fetch again; the rest is as in the image. */
const npm = { npm_config_prefer_offline: 'true', npm_config_audit: 'false', npm_config_fund: 'false' };

/** Somebody without rights; ourselves where we have none, or where nobody else may run Node here. */
function somebody(): { uid?: number; gid?: number } {
  const nobody = { uid: 65_534, gid: 65_534 };
  const isRoot = process.getuid?.() === 0;
  return isRoot && spawnSync('node', ['--version'], { ...nobody, cwd: '/' }).status === 0 ? nobody : {};
}

/** As a container with a read-only root has it: only `data` can be written to. */
async function makeReadOnly({ uid, gid }: { uid?: number; gid?: number }): Promise<void> {
  mkdirSync(data);
  chmodSync(folder, 0o755);
  if (uid !== undefined && gid !== undefined) chownSync(data, uid, gid);
  await succeeded('chmod', ['-R', 'a-w', image]);
  writeFileSync(join(folder, 'built'), '');
}

async function exitOf(child: ChildProcess): Promise<unknown> {
  const [code, signal] = await once(child, 'exit');
  return code ?? signal;
}

function theSteps(): void {
  const account = somebody();

  beforeAll(async () => {
    console.log(
      'Not checked without a container engine: the base image, its layers, and that /data is a volume of the user.',
    );
    await copySources();
    for (const command of textOf(build, 'RUN'))
      await succeeded('sh', ['-c', command], { cwd: image, environment: npm });
    await makeReadOnly(account);
  });

  it('leave a server that serves from a tree that it cannot write to, and a health check that says so', async () => {
    const port = await freePort();
    const env = {
      ...environmentOf(final),
      PATH: process.env['PATH'] ?? '',
      PORT: String(port),
      HOST: '127.0.0.1',
      SHUTDOWN_DELAY_SECONDS: '0',
      DATABASE_URL: `sqlite:${join(data, 'llm-registry.db')}`,
    };
    const started = (text: string | undefined) => {
      const [program, ...args] = commandIn(text);
      return spawn(program, args, { cwd: image, env, stdio: 'ignore', ...account });
    };
    const health = () => exitOf(started(textOf(final, 'HEALTHCHECK')[0]?.replace(/^.*CMD /, '')));
    expect(await health()).toBe(1);
    const server = started(textOf(final, 'CMD')[0]);
    for (let tries = 0; tries < 50 && (await health()) !== 0; tries += 1) await delay(200);
    expect(await health()).toBe(0);
    expect(await (await fetch(`http://127.0.0.1:${port}/readyz`)).json()).toMatchObject({
      checks: expect.arrayContaining([{ name: 'database', ok: true, detail: null }]),
    });
    expect((await fetch(`http://127.0.0.1:${port}/docs/`)).status).toBe(200);
    // The grace that compose.yaml and kubernetes.yaml give it.
    const grace = setTimeout(() => server.kill('SIGKILL'), 25_000);
    server.kill('SIGTERM');
    expect(await exitOf(server)).toBe(0);
    clearTimeout(grace);
    expect(await succeeded('find', [image, '-newer', join(folder, 'built')])).toBe('');
  });

  it('leave neither compilers nor test tools, and little enough', async () => {
    const packages = await succeeded('ls', ['node_modules'], { cwd: image });
    const tools = ['turbo', 'typescript', 'vitest', 'vitepress', 'esbuild'];
    expect(packages.split('\n').filter((name) => tools.includes(name))).toEqual([]);
    const [megabytes] = (await succeeded('du', ['-sm', image])).split('\t');
    console.log(`The image is ${megabytes} MB beyond Node.`);
    expect(Number(megabytes)).toBeLessThan(120);
  });
}

// Installing and building once more takes more than a minute.
if (!isShortForm)
  describe('the steps of the Dockerfile, done by hand in a copy of the repository,', theSteps);

describe('the image', () => {
  it('takes all of it from the stage that built it', () => {
    const [name] = textOf(build, 'FROM').map((text) => / AS (\w+)$/.exec(text)?.[1]);
    const [workplace] = textOf(build, 'WORKDIR');
    expect(textOf(build, 'COPY')).toEqual(['. .']);
    expect(textOf(final, 'COPY')).toEqual([`--from=${name} ${workplace} ${workplace}`]);
    expect(textOf(final, 'WORKDIR')).toEqual([workplace]);
  });

  it('runs as somebody who may write nowhere but in /data', () => {
    expect(textOf(final, 'USER')).toEqual(['1000:1000']);
    expect(textOf(final, 'VOLUME')).toEqual(['/data']);
    expect(environmentOf(final)['DATABASE_URL']).toBe('sqlite:/data/llm-registry.db');
  });
});
