import { expect, it } from 'vitest';
import { toFireworksWireIds } from './fireworks.js';

it('spells a Fireworks id as it goes over the wire', () => {
  expect(toFireworksWireIds('glm-5.2-fast')).toEqual([
    'accounts/fireworks/models/glm-5p2-fast',
    'accounts/fireworks/routers/glm-5p2-fast',
  ]);
});
