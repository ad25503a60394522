import { createHmac } from 'node:crypto';

/** How the started servers verify tokens: by this secret, so that tests can be anybody. */
export interface Issuer {
  secret: string;
  issuer: string;
  audience: string;
}

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Signs claims with HS256 (RFC 7515, RFC 7518 3.2), valid for an hour unless they say otherwise. */
export function signed({ secret, issuer, audience }: Issuer, claims: object): string {
  const now = Math.floor(Date.now() / 1_000);
  const payload = { iss: issuer, aud: audience, exp: now + 3_600, ...claims };
  const content = `${base64url({ alg: 'HS256', typ: 'JWT' })}.${base64url(payload)}`;
  return `${content}.${createHmac('sha256', secret).update(content).digest('base64url')}`;
}
