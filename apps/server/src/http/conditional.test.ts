import { describe, expect, it } from 'vitest';
import { ifMatch, noneMatchHits, preconditionOf } from './conditional.js';

describe('If-Match', () => {
  it('lets everything pass when it is not sent', () => {
    expect(ifMatch(undefined)(null)).toBe(true);
  });

  it('compares strongly with each tag of its list', () => {
    const precondition = ifMatch('"a", "b"');
    expect(precondition('"b"')).toBe(true);
    expect(precondition('"c"')).toBe(false);
    expect(ifMatch('W/"a"')('"a"')).toBe(false);
  });

  it('* asks for any object', () => {
    expect(ifMatch('*')('"a"')).toBe(true);
    expect(ifMatch('*')(null)).toBe(false);
  });

  it('that is not a list of tags matches nothing', () => {
    expect(ifMatch('abc')('"abc"')).toBe(false);
  });
});

describe('If-None-Match', () => {
  it('compares weakly on reads', () => {
    expect(noneMatchHits('W/"a"', '"a"')).toBe(true);
    expect(noneMatchHits('"b", "a"', '"a"')).toBe(true);
    expect(noneMatchHits('W/"a"', 'W/"a"')).toBe(true);
    expect(noneMatchHits('"a"', 'W/"a"')).toBe(true);
    expect(noneMatchHits('*', '"a"')).toBe(true);
    expect(noneMatchHits('"b"', '"a"')).toBe(false);
    expect(noneMatchHits(undefined, '"a"')).toBe(false);
  });

  it('with a tag stops a write on that very object', () => {
    const precondition = preconditionOf('PUT', { 'if-none-match': '"a"' });
    expect(precondition('"a"')).toBe(false);
    expect(precondition('"b"')).toBe(true);
    expect(precondition(null)).toBe(true);
  });

  it('* stops a write on any object, save POST, which asks for itself', () => {
    const any = { 'if-none-match': '*' };
    expect(preconditionOf('PUT', any)('"a"')).toBe(false);
    expect(preconditionOf('DELETE', any)('"a"')).toBe(false);
    expect(preconditionOf('POST', any)('"a"')).toBe(true);
  });
});
