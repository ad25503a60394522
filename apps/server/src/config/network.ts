import { isIP } from 'node:net';
import { httpUrl, listOf, readText } from './text.js';

/** An address or a name to listen on, without a port. */
export const host = readText((text) => {
  if (isIP(text) !== 0 || /^(?!-)[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.?$/.test(text)) return text;
  throw new Error(
    'must be an IP address or a host name, such as 127.0.0.1, 0.0.0.0 or ::; the port goes into PORT.',
  );
});

/** The public base URL without a slash at its end; links are made by appending to it. */
export const publicUrl = readText((text) => {
  const url = httpUrl(text, 'https://registry.example.com');
  if (url.search !== '' || url.hash !== '') throw new Error('must not hold a query or a fragment.');
  return url.href.replace(/\/+$/, '');
});

/** What Express takes for its `trust proxy` setting. */
export type TrustProxy = false | number | string;

const namedRanges = ['loopback', 'linklocal', 'uniquelocal'];

function isAddressRange(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128));
}

/** A number of hops, or the addresses of the proxies; never "everyone", who could then claim any address. */
export const trustProxy = readText((text): TrustProxy => {
  if (['0', 'false', 'off', 'no'].includes(text.toLowerCase())) return false;
  if (/^\d{1,3}$/.test(text)) return Number(text);
  const wrong = listOf(text).some((element) => !namedRanges.includes(element) && !isAddressRange(element));
  if (!wrong) return listOf(text).join(',');
  throw new Error(
    'must be the number of proxies in front, such as 1, or their addresses, such as 10.0.0.0/8 or loopback.',
  );
});

function exactOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.origin === text && text !== 'null') return text;
  throw new Error(
    'must be a comma-separated list of exact origins, such as https://app.example.com: scheme, host and port, no path, no *.',
  );
}

/** Exact origins (RFC 6454) of browsers that may call. */
export const corsOrigins = readText((text): readonly string[] => listOf(text).map(exactOrigin));
