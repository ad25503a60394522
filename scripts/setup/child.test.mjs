import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { runChild } from './child.mjs';

const cwd = process.cwd();
const node = (/** @type {string} */ code) => /** @type {const} */ ([process.execPath, ['-e', code], { cwd }]);

describe('a program run on behalf of a command', () => {
  it('answers its exit code and what it printed on both streams', async () => {
    const done = await runChild(...node('console.log("out"); console.error("err"); process.exitCode = 3'));
    expect(done.code).toBe(3);
    expect(done.output).toContain('out');
    expect(done.output).toContain('err');
  });

  it('is told not to report usage', async () => {
    const { output } = await runChild(
      ...node('console.log(process.env.TURBO_TELEMETRY_DISABLED, process.env.REDOCLY_TELEMETRY)'),
    );
    expect(output.trim()).toBe('1 off');
  });

  it('fails when there is no such program', async () => {
    await expect(runChild('no-such-program-here', [], { cwd })).rejects.toThrow('ENOENT');
  });

  it.each(/** @type {const} */ (['SIGTERM', 'SIGINT', 'SIGHUP']))(
    'dies on %s with everything it started, and so does the command',
    async (signal) => {
      // grandchild: says that it runs and waits; child: starts it and waits; command: runs the child.
      const grandchild = "console.log('started'); setInterval(() => {}, 1000)";
      const child = `require("node:child_process").spawnSync(process.execPath, ["-e", ${JSON.stringify(grandchild)}], { stdio: "inherit" })`;
      const command = `import { runChild } from ${JSON.stringify(new URL('./child.mjs', import.meta.url).href)};
        await runChild(process.execPath, ['-e', ${JSON.stringify(child)}], { cwd: '.', show: true });`;
      const running = spawn(process.execPath, ['--input-type=module', '-e', command], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await once(running.stdout, 'data');
      running.kill(signal);
      // The pipe that all three write to closes only when the last of them is gone.
      const [code] = await once(running, 'close');
      expect(code).toBeGreaterThan(128);
    },
  );
});
