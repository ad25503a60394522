import { describe, expect, it } from 'vitest';
import { Place } from './place.js';

describe('a place', () => {
  const provider = Place.ofProvider('o:acme', 'azure');

  it('is written as a JSON Pointer', () => {
    expect(provider.below('extra_kwargs').below('a/b~c').below(0).pointer()).toBe('/extra_kwargs/a~1b~0c/0');
  });

  it('is the same for the same path, and no other path has its digest', () => {
    const places = [
      provider,
      provider.below('a'),
      provider.below('a').below('b'),
      provider.below('a/b'),
      provider.below('b').below('a'),
      provider.below('0'),
      provider.below(0),
      provider.below(''),
      provider.below('').below(''),
      Place.ofProvider('o:acme', 'azure2'),
      Place.ofProvider('o:acmea', 'zure'),
      Place.ofProvider('o:other', 'azure'),
      Place.ofSetting('fingerprint_key'),
    ];
    expect(new Set(places.map(({ digest }) => digest)).size).toBe(places.length);
    expect(Place.ofProvider('o:acme', 'azure').below('a').digest).toBe(provider.below('a').digest);
  });
});
