import { nameFault } from '../file/model-name.js';

/**
 * Why a name of a foreign file can be none of the registry's, or undefined. A wildcard is a rule of a gateway for many
 * names, not a model.
 */
export function foreignNameFault(name: unknown): string | undefined {
  if (typeof name === 'string' && name.includes('*')) {
    return 'a wildcard stands for many models; the registry has one entry for each';
  }
  return nameFault(name);
}
