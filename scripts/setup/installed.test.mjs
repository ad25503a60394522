import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasTools, missingPlaces } from './installed.mjs';

const express = { 'node_modules/express': { version: '5.3.0' } };
const vitest = { 'node_modules/vitest': { version: '4.1.12', dev: true } };
const locked = { '': {}, ...express, ...vitest };

/**
 * A repository with this lock file, in which npm installed these places.
 * @param {object} packages
 * @param {object} [installed] nothing: npm never finished
 */
function repository(packages, installed) {
  const root = mkdtempSync(join(tmpdir(), 'installed-'));
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages }));
  if (installed === undefined) return root;
  mkdirSync(join(root, 'node_modules'));
  writeFileSync(join(root, 'node_modules/.package-lock.json'), JSON.stringify({ packages: installed }));
  return root;
}

describe('what is missing of an installation', () => {
  it('is everything in a fresh clone, without the tools for a lean one', () => {
    const root = repository(locked);
    expect(missingPlaces(root, 'lean')).toEqual(['node_modules/express']);
    expect(missingPlaces(root, 'full')).toEqual(['node_modules/express', 'node_modules/vitest']);
  });

  it('is the tools alone after a lean one', () => {
    const root = repository(locked, express);
    expect(missingPlaces(root, 'lean')).toEqual([]);
    expect(missingPlaces(root, 'full')).toEqual(['node_modules/vitest']);
    expect(hasTools(root)).toBe(false);
  });

  it('is nothing after a full one, which also serves as a lean one', () => {
    const root = repository(locked, { ...express, ...vitest });
    expect(missingPlaces(root, 'lean')).toEqual([]);
    expect(missingPlaces(root, 'full')).toEqual([]);
    expect(hasTools(root)).toBe(true);
  });

  it('is what the lock file has in another version now', () => {
    const root = repository(locked, { 'node_modules/express': { version: '5.2.0' } });
    expect(missingPlaces(root, 'lean')).toEqual(['node_modules/express']);
  });

  it('is the program for this system, and not the one for another', () => {
    const here = { optional: true, os: [process.platform], cpu: [process.arch] };
    const elsewhere = { optional: true, os: ['aix'], cpu: ['ppc64'] };
    const root = repository({ 'node_modules/turbo-here': here, 'node_modules/turbo-aix': elsewhere }, {});
    expect(missingPlaces(root, 'lean')).toEqual(['node_modules/turbo-here']);
  });
});
