import { afterEach, expect, test, vi } from 'vitest';
import { watchedFetch } from './watched-fetch.js';

afterEach(() => vi.unstubAllGlobals());

const init = { method: 'GET', headers: {}, signal: new AbortController().signal };

function answering(status: number, headers: Record<string, string>, body = '{}') {
  vi.stubGlobal('fetch', async () => new Response(body, { status, headers }));
}

test('a success without a revision is no answer of a registry', async () => {
  answering(200, {}, '{"hello": "world"}');
  expect(await (await watchedFetch({ err: () => {} })('http://r/', init)).text()).toBe('');
  answering(200, { 'registry-revision': '7' }, '{"hello": "world"}');
  expect(await (await watchedFetch({ err: () => {} })('http://r/', init)).text()).toBe('{"hello": "world"}');
});

test('a wait that many requests are asked for is said once', async () => {
  answering(429, { 'retry-after': '30' });
  let said = '';
  let now = 0;
  const err = (text: string) => {
    said += text;
  };
  const fetching = watchedFetch({ err }, () => now);
  await Promise.all([fetching('http://r/', init), fetching('http://r/', init)]);
  expect(said).toBe('The registry asks to wait 30 s (HTTP 429).\n');
  now = 31_000;
  await fetching('http://r/', init);
  expect(said.match(/asks to wait/g)).toHaveLength(2);
});
