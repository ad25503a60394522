import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';

const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const drivers = new URL('./drivers.ts', import.meta.url).href;

/** What Node has loaded of itself when a program has run, in a process of its own. */
function loadedBy(program: string): string[] {
  const script = `${program}; console.log(JSON.stringify(process.moduleLoadList))`;
  const words = ['--import', loader, '--input-type=module', '--eval', script];
  return JSON.parse(execFileSync(process.execPath, words, { encoding: 'utf8' }));
}

it("the driver of PostgreSQL is loaded without Node's HTTP client", () => {
  const loaded = loadedBy(`import { postgresDriver } from '${drivers}'; postgresDriver()`);
  expect(loaded).toContain('NativeModule net');
  expect(loaded.filter((name) => name.includes('undici/undici'))).toEqual([]);
});
