import type { ChangePage, Model } from '../contract.js';

/** What is around the models of a snapshot. */
export interface SnapshotFacts {
  revision: number;
  cursor: string;
}

// A copy is kept for days: what would break it later is refused when it comes.

export function isModel(value: unknown): value is Model {
  return (
    isRecord(value) &&
    typeof value['model_name'] === 'string' &&
    Array.isArray(value['aliases']) &&
    value['aliases'].every((alias) => typeof alias === 'string')
  );
}

export function isSnapshotFacts(value: unknown): value is SnapshotFacts & Record<string, unknown> {
  return isRecord(value) && isRevision(value['revision']) && typeof value['cursor'] === 'string';
}

export function isChangePage(value: unknown): value is ChangePage {
  return (
    isSnapshotFacts(value) &&
    typeof value['has_more'] === 'boolean' &&
    Array.isArray(value['changes']) &&
    value['changes'].every(isChange)
  );
}

function isChange(value: unknown): boolean {
  if (!isRecord(value) || typeof value['name'] !== 'string' || !isRevision(value['revision'])) return false;
  return value['model'] === null || isModel(value['model']);
}

function isRevision(value: unknown): boolean {
  return Number.isSafeInteger(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
