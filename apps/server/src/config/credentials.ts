import { adminKeyFault } from '../auth/keys/standing-keys.js';
import { faultOfOrganization } from '../auth/organization.js';
import { createKeyring, InvalidEncryptionKeys, type Keyring } from '../secrets/keyring.js';
import { Secret } from '../secrets/secret.js';
import { listOf, readText } from './text.js';

/** The admin key of organization `default`, given by the operator. */
export const adminApiKey = readText((text) => {
  const fault = adminKeyFault(text);
  if (fault !== null) throw new Error(`${fault}. \`openssl rand -hex 32\` makes one.`);
  return new Secret(text);
});

/** An organization's name, as credentials have it. */
export const organization = readText((text): string => {
  const fault = faultOfOrganization(text);
  if (fault !== null) throw new Error(`${fault}.`);
  return text;
});

/** The first one encrypts, all decrypt. */
export const keyring = readText((text): Keyring => {
  try {
    return createKeyring(listOf(text));
  } catch (error) {
    if (!(error instanceof InvalidEncryptionKeys)) throw error;
    throw new Error(`cannot be used. ${error.problems.join(' ')}`);
  }
});
