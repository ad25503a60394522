import { describe, expect, it } from 'vitest';
import { statedBaseUrl } from './base-url.js';
import { modelRow } from './model-row.fixture.js';

function stated(...urls: string[]) {
  return statedBaseUrl(urls.map((baseUrl) => modelRow({ baseUrl })));
}

describe('statedBaseUrl', () => {
  it('is the address all chat models share', () => {
    const odd = modelRow({ kind: 'judge', baseUrl: 'https://alpha.example' });
    expect(stated('https://a.example/v1', 'https://a.example/v1')).toEqual({
      base_url: 'https://a.example/v1',
    });
    expect(statedBaseUrl([modelRow({ baseUrl: 'https://a.example' }), odd])).toEqual({
      base_url: 'https://a.example',
    });
  });

  it('is unknown where models differ or state none', () => {
    expect(stated('https://a.example', 'https://b.example')).toEqual({});
    expect(stated('')).toEqual({});
    expect(stated()).toEqual({});
  });

  it.each(['https://{region}.a.example', 'https://a.example/<account>', 'https://x.us-east-1.a.example'])(
    'leaves %s for its user to fill in',
    (url) => expect(stated(url)).toEqual({}),
  );
});
