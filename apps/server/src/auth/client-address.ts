import { isIP } from 'node:net';

/** The first 64 bits of an IPv6 address, as four groups without leading zeros. */
function prefix64(address: string): string {
  const [head = '', tail] = address.split('::');
  const start = head === '' ? [] : head.split(':');
  const end = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - start.length - end.length);
  const groups = [...start, ...Array<string>(zeros).fill('0'), ...end].slice(0, 4);
  return groups.map((group) => group.replace(/^0+(?=.)/, '')).join(':');
}

/**
 * Under what name the client of an address is counted: IPv4 as it is, also inside IPv6; IPv6 by its /64, which is what
 * one client has to itself; everything that is no address together.
 */
export function clientOf(address: string | undefined): string {
  const plain = (address ?? '').replace(/%.*$/, '').toLowerCase();
  const ipv4 = /^::ffff:([\d.]+)$/.exec(plain)?.[1];
  if (ipv4 !== undefined && isIP(ipv4) === 4) return ipv4;
  const version = isIP(plain);
  if (version === 4) return plain;
  return version === 6 ? `${prefix64(plain)}::/64` : 'unknown';
}
