import { expect, it } from 'vitest';
import { Missing } from './missing.js';
import { succeeded } from './programs.js';

const node = (code: string) => succeeded(process.execPath, ['-e', code]);

it('a program that succeeds answers what it wrote', async () => {
  expect(await node('console.log("Grüße")')).toBe('Grüße\n');
});

it('a program that fails is an error with what it said', async () => {
  await expect(node('console.error("wrong price"); process.exit(3)')).rejects.toThrow(
    /failed:\n.*wrong price/s,
  );
});

it('a program that finds nobody at the other end is no failure of ours', async () => {
  const unreachable = 'fetch("http://nowhere.invalid").catch((e) => { console.error(e); process.exit(1) })';
  await expect(node(unreachable)).rejects.toThrow(Missing);
});

it('a program that is not there is an error', async () => {
  await expect(succeeded('no-such-program', [])).rejects.toThrow('no-such-program');
});
