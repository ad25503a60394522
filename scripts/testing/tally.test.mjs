import { describe, expect, it } from 'vitest';
import { failed, newTally, passed, skipped } from './tally.mjs';

describe('the totals at the end of npm test', () => {
  it('add up over all runners', () => {
    const tally = newTally({ skipsFail: false });
    tally.add({ passed: 800, failed: 0, skipped: 2 });
    tally.add(passed());
    tally.add(skipped('regeneration: this machine has no Java'));
    expect(tally.line()).toBe('801 passed, 0 failed, 3 skipped');
    expect(tally.ok()).toBe(true);
    expect(tally.notes()).toEqual(['skipped: regeneration: this machine has no Java']);
  });

  it('fail by a single failure', () => {
    const tally = newTally({ skipsFail: false });
    tally.add(passed());
    tally.add(failed('lint'));
    expect(tally.line()).toBe('1 passed, 1 failed, 0 skipped');
    expect(tally.ok()).toBe(false);
  });

  it('fail by a skip in CI, where everything must be there', () => {
    const tally = newTally({ skipsFail: true });
    tally.add(passed());
    tally.add(skipped('regeneration: this machine has no Java'));
    expect(tally.line()).toBe('1 passed, 1 failed, 0 skipped');
    expect(tally.ok()).toBe(false);
  });

  it('fail when nothing was tried', () => {
    expect(newTally({ skipsFail: false }).ok()).toBe(false);
  });
});
