import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { curlOf, typescriptOf } from './snippets.js';

/** The arguments that a shell hands to curl. */
function argumentsOf(command: string): string[] {
  const script = command.replace(/^curl/, 'print');
  const output = execFileSync(
    'sh',
    ['-c', `print() { for a in "$@"; do printf '%s\\n' "$a"; done; }; ${script}`],
    {
      env: { LLM_REGISTRY_KEY: 'key' },
      encoding: 'utf8',
    },
  );
  return output.trimEnd().split('\n');
}

it.each(['openai/gpt-4o-mini', "acme/it's $HOME `x`", 'acme/模型'])('asks for %s by its path', (name) => {
  const [, url = ''] = argumentsOf(curlOf('http://registry/below', name));
  expect(decodeURIComponent(new URL(url).pathname)).toBe(`/below/api/models/${name}`);
});

it('looks up names that proxies mangle in a path', () => {
  const given = argumentsOf(curlOf('http://registry', "a%2F'b?c#d"));
  expect(given).toContain('http://registry/api/lookup');
  expect(JSON.parse(given.at(-1) ?? '')).toEqual({ model_names: ["a%2F'b?c#d"] });
});

it('quotes a name in TypeScript', () => {
  expect(typescriptOf('http://registry', 'a"b')).toContain('model_name: "a\\"b"');
});
