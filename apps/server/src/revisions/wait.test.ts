import { describe, expect, it } from 'vitest';
import { layersWith } from '../../test/support/layers.js';
import { reached } from './wait.js';

const at = (revision: number) => layersWith({ revision });

describe('waiting for a revision', () => {
  it('asks nobody where it is there already', async () => {
    const nobody = () => Promise.reject(new Error('asked'));
    expect(await reached(nobody, at(3), 3)).toEqual(at(3));
    expect(await reached(nobody, at(4), 3)).toEqual(at(4));
  });

  it('answers the layers that have reached it', async () => {
    let revision = 0;
    expect(await reached(async () => at(++revision), at(0), 3)).toEqual(at(3));
  });

  it('asks ever more rarely for one that does not come', async () => {
    let reads = 0;
    const read = async () => {
      reads += 1;
      return at(1);
    };
    await expect(reached(read, at(0), 2, 500)).rejects.toMatchObject({ code: 'revision_not_reached' });
    // After 10, 30, 70, 150, 310 and 470 ms and at the end, where a timer may be early; a slow machine asks less often.
    expect(reads).toBeLessThanOrEqual(9);
  });

  it('gives up after its patience, and says when to try again', async () => {
    await expect(reached(async () => at(1), at(0), 2, 1)).rejects.toMatchObject({
      code: 'revision_not_reached',
      retryAfter: 1,
    });
  });
});
