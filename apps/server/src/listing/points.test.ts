import { describe, expect, it } from 'vitest';
import { costKey } from '../models/cost.js';
import { costPoint, datePoint, windowPoint } from './points.js';

describe('a number among costs', () => {
  it('is itself when a cost can be that precise', () => {
    expect(costPoint(620.57)).toEqual({ floor: costKey(620.57), exact: true });
    expect(costPoint(-0)).toEqual({ floor: costKey(0), exact: true });
    expect(costPoint(1e-12)).toEqual({ floor: costKey(1e-12), exact: true });
  });

  it('lies above the cost of its first twelve decimals when it has more', () => {
    expect(costPoint(1e-13)).toEqual({ floor: costKey(0), exact: false });
    expect(costPoint(1.5e-12)).toEqual({ floor: costKey(1e-12), exact: false });
  });

  it('lies below or above all costs when it is out of range', () => {
    expect(costPoint(-0.1).floor < costKey(0)).toBe(true);
    expect(costPoint(1e12).floor > costKey(1e9)).toBe(true);
    expect(costPoint(9_999_999_999).floor > costKey(1e9)).toBe(true);
  });
});

describe('a number among windows', () => {
  it('lies between whole numbers when it is none', () => {
    expect(windowPoint(1.5)).toEqual({ floor: 1, exact: false });
    expect(windowPoint(8000)).toEqual({ floor: 8000, exact: true });
  });

  it('keeps within the numbers that a column holds', () => {
    expect(windowPoint(1e300)).toEqual({ floor: Number.MAX_SAFE_INTEGER, exact: false });
    expect(windowPoint(-1e300)).toEqual({ floor: -1, exact: false });
  });
});

describe('a date-time among stored times', () => {
  it('is an instant, however it is written', () => {
    const instant = { floor: '2026-11-23T09:00:00.000Z', exact: true };
    for (const text of ['2026-11-23T09:00:00Z', '2026-11-23t09:00:00.000000z', '2026-11-23T10:30:00+01:30']) {
      expect(datePoint(text)).toEqual(instant);
    }
  });

  it('lies between milliseconds when it is finer', () => {
    expect(datePoint('2026-11-23T09:00:00.0019Z')).toEqual({
      floor: '2026-11-23T09:00:00.001Z',
      exact: false,
    });
  });

  it('keeps its order when an offset leads out of the years of four digits', () => {
    expect(String(datePoint('0000-01-01T00:00:00+01:00')?.floor) < '0000').toBe(true);
    expect(String(datePoint('9999-12-31T23:59:59-01:00')?.floor) > '9999').toBe(true);
  });
});
