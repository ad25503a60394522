import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const bin = fileURLToPath(new URL('../bin/llm-registry.mjs', import.meta.url));

function llmRegistry(...args: string[]) {
  const { PATH } = process.env;
  return spawnSync(process.execPath, [bin, ...args], { encoding: 'utf8', env: { PATH } });
}

test('the built program lists its commands', () => {
  const { status, stdout } = llmRegistry('--help');
  expect(status).toBe(0);
  for (const command of ['export', 'diff', 'apply', 'get', 'lookup', 'cost', 'import']) {
    expect(stdout).toMatch(new RegExp(`^ {2}${command} `, 'm'));
  }
});

test('the help has the exit codes and the environment', () => {
  const { stdout } = llmRegistry('--help');
  for (const text of ['0  done', '1  it failed', '2  diff', 'LLM_REGISTRY_URL', 'LLM_REGISTRY_KEY']) {
    expect(stdout).toContain(text);
  }
  expect(llmRegistry('--version').stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test('the built program ends with 1 and one message when it fails', () => {
  const { status, stdout, stderr } = llmRegistry('export');
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toBe('Which registry? Give --url or set LLM_REGISTRY_URL.\n');
});
