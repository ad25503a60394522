import { describe, expect, it } from 'vitest';
import { unsupportedNode } from './node-version.mjs';

describe('the Node release', () => {
  it.each(['20.19.0', '20.20.2', '22.12.0', '22.20.1', '24.0.0', '26.1.0'])('%s is accepted', (version) => {
    expect(unsupportedNode(version)).toBeUndefined();
  });

  it.each(['18.20.8', '20.18.3', '21.7.3', '22.11.0', '23.4.0'])(
    '%s is refused, naming both it and what is needed',
    (version) => {
      expect(unsupportedNode(version)).toContain(`this is Node ${version}`);
      expect(unsupportedNode(version)).toContain('20.19+, 22.12+');
    },
  );
});
