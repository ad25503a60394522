import { hasPassword } from '../file/address.js';
import { isObject, type Json } from '../file/json.js';
import { type ProviderEntry, providerEntry } from '../file/models-file.js';
import { visible } from '../terminal/visible.js';

const kept = '***';

/**
 * Where a provider of the file and the one of the registry cannot be reconciled because of a secret, in words: `"***"`
 * where nothing is kept, or a secret in clear where one is.
 */
export function secretFaults(wanted: ProviderEntry, now: ProviderEntry | undefined): string[] {
  const faults = [...faultsAt(wanted, now, ''), ...addressFaults(wanted)];
  return faults.map((fault) => visible(`provider "${wanted.provider_id}": ${fault}`));
}

function addressFaults({ extra_kwargs }: ProviderEntry): string[] {
  const address = isObject(extra_kwargs) ? extra_kwargs['base_url'] : undefined;
  if (typeof address !== 'string' || !hasPassword(address)) return [];
  return ['extra_kwargs.base_url has a user or password in it, which the registry refuses'];
}

function faultsAt(wanted: unknown, now: unknown, path: string): string[] {
  if (wanted === kept && now === undefined) {
    return [`${path} is "***", and the registry keeps no secret there; write a reference such as env:NAME`];
  }
  if (isSecretInClear(wanted, now)) {
    return [`${path} holds a secret in clear; write "***" to keep the stored one, or a reference`];
  }
  if (!isObject(wanted) && !Array.isArray(wanted)) return [];
  return Object.entries(wanted).flatMap(([name, value]) =>
    faultsAt(value, memberOf(now, name), path === '' ? name : `${path}.${name}`),
  );
}

/** The registry masks what it takes for a secret; a reference is none. */
function isSecretInClear(wanted: unknown, now: unknown): boolean {
  if (now !== kept || wanted === kept || wanted === null) return false;
  return typeof wanted !== 'string' || !/^(?:env|vault|k8s|aws-sm):/.test(wanted);
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return Object.entries(value).find(([member]) => member === name)?.[1];
}

/** The entry with what `"***"` keeps in its place, where that is a reference that everybody may see. */
export function keepingSecrets(wanted: ProviderEntry, now: ProviderEntry | undefined): ProviderEntry {
  const members = Object.entries(wanted).map(([name, value]) => [name, keeping(value, memberOf(now, name))]);
  return providerEntry(Object.fromEntries(members));
}

function keeping(wanted: Json, now: unknown): Json {
  if (wanted === kept) return typeof now === 'string' ? now : kept;
  if (Array.isArray(wanted)) return wanted.map((item, index) => keeping(item, memberOf(now, String(index))));
  if (!isObject(wanted)) return wanted;
  const members = Object.entries(wanted).map(([name, value]) => [name, keeping(value, memberOf(now, name))]);
  return Object.fromEntries(members);
}
